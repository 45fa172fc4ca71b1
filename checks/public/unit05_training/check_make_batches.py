"""make_batches: the data in mini-batches, again and again."""

import random

import torch

from grader.checking.kit import change, expect, fail, gives, mistake, needs, read

mistake("walked_once", "The batches can be walked through only once: give a DataLoader or a list, not a generator or an iterator.",
        gives("iter(DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=shuffle))"))
mistake("drops_last", "It looks as if the last, smaller batch is dropped: no row may be left out.",
        change("=shuffle", "=shuffle, drop_last=True"))


@mistake("A last batch of a single row is lost: let the range end at len(x), not at len(x) - 1.")
def loses_a_last_row(x, y, batch_size, shuffle=False):
    class Batches:
        def __iter__(self):
            order = torch.randperm(len(x)) if shuffle else torch.arange(len(x))
            for i in range(0, len(x) - 1, batch_size):
                yield x[order[i : i + batch_size]], y[order[i : i + batch_size]]

    return Batches()


mistake("single_rows", "It looks as if batch_size is not used: every batch has as many rows as it says.",
        change("batch_size=batch_size,", ""))
mistake("never_shuffles", "It looks as if shuffle is not used: with shuffle=True every walk has a new order.",
        change(", shuffle=shuffle", ""))
mistake("always_shuffles", "It looks as if the rows are always shuffled: with shuffle=False they stay in order.",
        change("=shuffle", "=True"))


@mistake("It looks as if the order is drawn once: with shuffle=True every walk needs a new one.")
def shuffles_once(x, y, batch_size, shuffle=False):
    order = torch.randperm(len(x)) if shuffle else torch.arange(len(x))
    return [(x[rows], y[rows]) for rows in order.split(batch_size)]


@mistake("Take each row once, in the order of torch.randperm: torch.randint draws some twice and others never.")
def draws_rows(x, y, batch_size, shuffle=False):
    class Batches:
        def __iter__(self):
            rows = torch.randint(0, len(x), (len(x),)) if shuffle else torch.arange(len(x))
            return zip(x[rows].split(batch_size), y[rows].split(batch_size), strict=True)

    return Batches()


@mistake("It looks as if x and y are shuffled apart, so that labels no longer belong to their images: use one order for both.")
def shuffles_apart(x, y, batch_size, shuffle=False):
    class Batches:
        def __iter__(self):
            a = torch.randperm(len(x)) if shuffle else torch.arange(len(x))
            b = torch.randperm(len(x)) if shuffle else torch.arange(len(x))
            return zip(x[a].split(batch_size), y[b].split(batch_size), strict=True)

    return Batches()


mistake("labels_first", "It looks as if x and y are swapped: the images come first.", change("x, y", "y, x"))


@mistake("Each batch is a list of single pairs: a batch is one pair (xb, yb), with all its images in xb and their labels in yb.")
def lists_of_pairs(x, y, batch_size, shuffle=False):
    pairs = list(zip(x, y, strict=True))
    return [pairs[i : i + batch_size] for i in range(0, len(pairs), batch_size)]


mistake("images_alone", "It looks as if each batch holds the images alone: give pairs (xb, yb).",
        change("TensorDataset(x, y)", "x"))
mistake("returns_nothing", "Your function makes the batches but gives None back: the return is missing.", change("return", ""))


@mistake("An empty batch comes last where the batch size divides the number of rows: stop before it.")
def empty_batch_at_the_end(x, y, batch_size, shuffle=False):
    class Batches:
        def __iter__(self):
            order = torch.randperm(len(x)) if shuffle else torch.arange(len(x))
            for i in range(len(x) // batch_size + 1):
                rows = order[i * batch_size : (i + 1) * batch_size]
                yield x[rows], y[rows]

    return Batches()


@mistake("torch.manual_seed cannot repeat this order: shuffle by torch.randperm alone, not by Python's random, NumPy or a generator of your own.")
def another_source_of_chance(x, y, batch_size, shuffle=False):
    class Batches:
        def __iter__(self):
            rows = list(range(len(x)))
            if shuffle:
                random.shuffle(rows)
            return ((x[part], y[part]) for part in torch.tensor(rows).split(batch_size))

    return Batches()


@mistake("The order is the same in every run: leave out the seed, so that each walk draws its own.")
def seeds_itself(x, y, batch_size, shuffle=False):
    class Batches:
        def __iter__(self):
            torch.manual_seed(0)
            order = torch.randperm(len(x)) if shuffle else torch.arange(len(x))
            return zip(x[order].split(batch_size), y[order].split(batch_size), strict=True)

    return Batches()


@mistake("The rows of x and y themselves were put in another order: make new tensors, x[order], and leave these as they are.")
def shuffles_in_place(x, y, batch_size, shuffle=False):
    class Batches:
        def __iter__(self):
            order = torch.randperm(len(x)) if shuffle else torch.arange(len(x))
            x[:], y[:] = x[order], y[order]
            return zip(x.split(batch_size), y.split(batch_size), strict=True)

    return Batches()


def data(n):
    """Rows that can be told apart: row i is [i, -i], its label i % 2."""
    x = torch.arange(float(n)).unsqueeze(1) * torch.tensor([1.0, -1.0])
    return x, (torch.arange(n) % 2).unsqueeze(1)


def by_chance(made, sentence, aspect):
    """The failure of a walk in a wrong order. Two ways to shuffle give different rows, so the sentence is the evidence, not the rows."""
    return fail(made, sentence, aspect, evidence=sentence)


def order_of(student, made, n):
    """The rows in the order of one walk, by the first number of each; CheckFailed unless it is every row, with its own label."""
    pairs = read(student.helpers.collect(made))
    if not isinstance(pairs, list) or not all(map(is_pair, pairs)):
        raise fail(made, "Expected pairs (xb, yb) on every walk.", "pairs")
    rows = [int(row[0]) for xb, _ in pairs for row in xb]
    if not rows:
        raise by_chance(made, "Expected batches on every walk; one gave none.", "walks")
    if sorted(rows) != list(range(n)):
        raise by_chance(made, f"Expected each of the {n} rows once on every walk; some are missing, or there twice.", "rows")
    if [int(label) for _, yb in pairs for label in yb] != [row % 2 for row in rows]:
        raise by_chance(made, "Some rows came with the label of another one.", "labels")
    return rows


def is_pair(batch):
    """Whether it is a pair of tensors [m, any number] and [m, 1]."""
    if not isinstance(batch, (list, tuple)) or len(batch) != 2 or not all(isinstance(each, torch.Tensor) for each in batch):
        return False
    return batch[0].ndim == batch[1].ndim == 2 and len(batch[0]) == len(batch[1]) and batch[1].shape[1] == 1


def check_batches_in_order(student):
    """gives every row once, in batches and in order"""
    x, y = data(8)
    made = student.keep.make_batches(x, y, 3)
    if read(made).type == "NoneType":  # kept in the worker: only the type's name is known here
        raise fail(made, "Expected batches; got None (is the return missing?).", "type")
    expected = [(x[:3], y[:3]), (x[3:6], y[3:6]), (x[6:], y[6:])]
    walk = student.helpers.collect(made)
    found = read(walk)
    if isinstance(found, list) and found and all(map(is_pair, found)):
        rows = torch.cat([xb for xb, _ in found])
        if sorted(rows.tolist()) == sorted(x.tolist()) and rows.tolist() != x.tolist():
            raise by_chance(made, "With shuffle=False the rows should stay in order; they came in another one.", "order")
    expect(walk, "the batches").equals(expected)


@needs(check_batches_in_order)
def check_again_and_again(student):
    """can be walked through again and again, and leaves out no last row"""
    x, y = data(5)
    made = student.keep.make_batches(x, y, 2)
    student.helpers.collect(made)
    walk = student.helpers.collect(made)
    if read(walk) == []:
        raise fail(walk, "Expected 3 batches in the second walk too; it gave none.", "walks")
    expect(walk, "the second walk").equals([(x[:2], y[:2]), (x[2:4], y[2:4]), (x[4:], y[4:])])


@needs(check_batches_in_order)
def check_size_that_divides(student):
    """gives full batches alone where the batch size divides the rows"""
    x, y = data(6)
    made = student.keep.make_batches(x, y, 3)
    expect(student.helpers.collect(made), "the batches").equals([(x[:3], y[:3]), (x[3:], y[3:])])


@needs(check_batches_in_order)
def check_one_large_batch(student):
    """takes a batch size beyond the data"""
    x, y = data(4)
    expect(student.helpers.collect(student.keep.make_batches(x, y, 10)), "the batches").equals([(x, y)])


@needs(check_again_and_again)
def check_shuffles_anew(student):
    """shuffles, in another order on every walk, when it is asked to"""
    made = student.keep.make_batches(*data(40), 7, True)
    orders = [order_of(student, made, 40) for _ in range(2)]
    if list(range(40)) in orders:
        raise by_chance(made, "With shuffle=True the rows should come in another order.", "order")
    if orders[0] == orders[1]:
        # A drawn order or a fixed seed? The sentence is the evidence, so it must tell these two mistakes apart.
        again = order_of(student, student.keep.make_batches(*data(40), 7, True), 40)
        again_too = " So does a second call of the function." if again == orders[0] else ""
        raise by_chance(made, f"Two walks gave the same order.{again_too}", "order")


@needs(check_shuffles_anew)
def check_repeatable(student):
    """repeats its order after torch.manual_seed"""
    made = student.keep.make_batches(*data(40), 7, True)
    orders = []
    for seed in (5, 5, 6):
        student.helpers.seed_torch(seed)
        orders.append(order_of(student, made, 40))
    if orders[0] != orders[1]:
        sentence = "torch.manual_seed with the same number was followed by two different orders."
        raise by_chance(made, sentence, "repeatable")
    if orders[0] == orders[2]:
        raise by_chance(made, "torch.manual_seed with another number was followed by the same order.", "repeatable")


@needs(check_shuffles_anew)
def check_data_unchanged(student):
    """leaves x and y as they are"""
    x, y = data(9)
    held = student.helpers.hold([x, y])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    made = student.keep.make_batches(student.helpers.item(held, 0), student.helpers.item(held, 1), 4, True)
    student.helpers.collect(made)
    after = student.helpers.values(held)
    if not all(torch.equal(a, b) for a, b in zip(read(after), (x, y), strict=True)):
        raise by_chance(made, "Expected x and y as they were after a walk; their rows are in another order.", "inputs")
