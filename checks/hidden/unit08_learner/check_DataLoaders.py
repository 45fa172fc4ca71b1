"""DataLoaders, with loaders that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def data(rng, n):
    """Random images [n, 4] and labels [n, 1] float."""
    return torch.rand(n, 4, generator=rng), torch.randint(0, 2, (n, 1), generator=rng).float()


def split(pair, size):
    """The oracle: slices."""
    x, y = pair
    return [(x[i : i + size], y[i : i + size]) for i in range(0, len(x), size)]


def walk(student, dls, name):
    """What one walk through the loader of this name gives."""
    return student.helpers.collect(student.helpers.attribute(dls, name))


def check_other_batches(student, rng):
    """gives other loaders back under their names"""
    train, valid = data(rng, 11), data(rng, 6)
    dls = student.DataLoaders(student.helpers.batches(*train, 3), student.helpers.batches(*valid, 4))
    expect(walk(student, dls, "train"), "the batches of dls.train").equals(split(train, 3))
    expect(walk(student, dls, "valid"), "the batches of dls.valid").equals(split(valid, 4))


@needs(check_other_batches)
def check_loaders_of_torch(student, rng):
    """keeps loaders of torch's own kind"""
    train, valid = data(rng, 9), data(rng, 5)
    dls = student.DataLoaders(student.helpers.loader(*train, 4), student.helpers.loader(*valid, 2))
    for name, pair, size in (("train", train, 4), ("valid", valid, 2)):
        batches = [list(each) for each in split(pair, size)]  # torch's loader gives lists
        expect(walk(student, dls, name), f"the batches of dls.{name}").equals(batches)


@needs(check_other_batches)
def check_walks_by_turns(student, rng):
    """lets both be walked through by turns, each time anew"""
    (x, y), (valid_x, valid_y) = data(rng, 4), data(rng, 3)
    dls = student.DataLoaders(student.helpers.renewed(x, y), student.helpers.renewed(valid_x, valid_y))
    for epoch in range(1, 4):
        expect(walk(student, dls, "train"), "a walk through dls.train").equals([(x + epoch, y)])
        expect(walk(student, dls, "valid"), "a walk through dls.valid").equals([(valid_x + epoch, valid_y)])


@needs(check_other_batches)
def check_three_objects(student, rng):
    """keeps three of them apart"""
    made = []
    for _ in range(3):
        train, valid = data(rng, 4), data(rng, 3)
        dls = student.DataLoaders(student.helpers.batches(*train, 2), student.helpers.batches(*valid, 2))
        made.append((dls, train, valid))
    for dls, train, valid in made:
        expect(walk(student, dls, "train"), "the batches of train").equals(split(train, 2))
        expect(walk(student, dls, "valid"), "the batches of valid").equals(split(valid, 2))
