"""make_batches, with sizes and orders that the learner has not seen."""

import torch

from grader.checking.kit import expect, fail, needs, read


def data(rng, n):
    return torch.rand(n, 5, generator=rng), torch.randint(0, 2, (n, 1), generator=rng)


def split(x, y, size):
    """The oracle: slices."""
    return [(x[i : i + size], y[i : i + size]) for i in range(0, len(x), size)]


def walked(student, made):
    """One walk as (x, y), and the sizes of its batches."""
    pairs = read(student.helpers.collect(made))
    if not isinstance(pairs, list) or not pairs or any(not isinstance(each, (list, tuple)) or len(each) != 2 for each in pairs):
        raise fail(made, "Expected pairs (xb, yb) on every walk.", "shape")
    return torch.cat([xb for xb, _ in pairs]), torch.cat([yb for _, yb in pairs]), [len(xb) for xb, _ in pairs]


def check_other_sizes(student, rng):
    """cuts batches of any size"""
    x, y = data(rng, 23)
    expect(student.helpers.collect(student.keep.make_batches(x, y, 4)), "the batches").equals(split(x, y, 4))


@needs(check_other_sizes)
def check_one_large_batch(student, rng):
    """takes a batch size beyond the data"""
    x, y = data(rng, 6)
    expect(student.helpers.collect(student.keep.make_batches(x, y, 100)), "the batches").equals(split(x, y, 100))


@needs(check_other_sizes)
def check_shuffled(student, rng):
    """keeps every image with its label when it shuffles"""
    x, y = data(rng, 40)
    made = student.keep.make_batches(x, y, 16, True)
    xs, ys, sizes = walked(student, made)
    if sizes != [16, 16, 8] or torch.equal(xs, x):
        raise fail(made, "With shuffle=True the rows should come in another order, in batches of the same sizes.", "order")
    before = sorted(torch.cat([x, y.float()], 1).tolist())
    if sorted(torch.cat([xs, ys.float()], 1).tolist()) != before:
        raise fail(made, "After shuffling, images and labels no longer belong together, or some are missing.", "pairs")


@needs(check_shuffled)
def check_new_order_each_walk(student, rng):
    """has a new order on every walk when it shuffles"""
    x, y = data(rng, 40)
    made = student.keep.make_batches(x, y, 16, True)
    if torch.equal(walked(student, made)[0], walked(student, made)[0]):
        raise fail(made, "Two walks gave the same order.", "order")
