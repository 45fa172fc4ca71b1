"""DataLoaders: two loaders, kept together under names that cannot be mistaken."""

import torch

from grader.checking.kit import expect, mistake, needs

X, Y = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([[1.0], [0.0], [1.0]])
TRAIN = [(X[:2], Y[:2]), (X[2:], Y[2:])]
VALID = [(-X, Y)]


@mistake("It looks as if the two are exchanged: self.train = train, and self.valid = valid.")
class exchanges:
    def __init__(self, train, valid):
        self.train, self.valid = valid, train


@mistake("Both names give the training batches: write self.valid = valid, or what you measure will look too good.")
class keeps_train_twice:
    def __init__(self, train, valid):
        self.train = self.valid = train


@mistake("The object does not know `train`: keep both loaders under just these names, self.train = train and self.valid = valid.")
class keeps_nothing:
    def __init__(self, train, valid):
        type(self).__name__ = "DataLoaders"  # so that Python's message is the learner's


@mistake("Only the training batches are kept: write self.valid = valid too.")
class keeps_train_alone:
    def __init__(self, train, valid):
        type(self).__name__ = "DataLoaders"  # so that Python's message is the learner's
        self.train = train


@mistake("A method gets the object itself first: write def __init__(self, train, valid).")
class leaves_out_self:
    def __init__(train, valid):
        pass

    __init__.__qualname__ = "DataLoaders.__init__"  # so that Python's message is the learner's


@mistake("__init__ only stores both loaders, and returns nothing.")
class returns_the_pair:
    def __init__(self, train, valid):
        return train, valid


@mistake("It looks as if a walk is kept, which ends after one time through: keep the loader itself, without iter(...).")
class keeps_a_walk:
    def __init__(self, train, valid):
        self.train, self.valid = iter(train), iter(valid)


@mistake("It looks as if the batches are copied: then shuffling no longer gives every epoch a new order. Keep the loaders themselves.")
class copies_the_batches:
    def __init__(self, train, valid):
        self.train, self.valid = list(train), list(valid)


@mistake("It looks as if the last object's loaders count for all: keep them in self, not in the class or a global.")
class keeps_for_all:
    train: list[tuple[torch.Tensor, torch.Tensor]]
    valid: list[tuple[torch.Tensor, torch.Tensor]]

    def __init__(self, train, valid):
        # __init__ sets both on the class: that is the mistake.
        type(self).train, type(self).valid = train, valid


def walk(student, dls, name):
    """What one walk through the loader of this name gives."""
    return student.helpers.collect(student.helpers.attribute(dls, name))


def check_names(student):
    """gives both loaders back under their names"""
    dls = student.DataLoaders(student.helpers.batches(X, Y, 2), student.helpers.batches(-X, Y, 3))
    expect(walk(student, dls, "train"), "the batches of dls.train").equals(TRAIN)
    expect(walk(student, dls, "valid"), "the batches of dls.valid").equals(VALID)


@needs(check_names)
def check_again_and_again(student):
    """lets them be walked through again and again, each time anew"""
    dls = student.DataLoaders(student.helpers.renewed(X, Y), student.helpers.renewed(-X, Y))
    for name, x in (("train", X), ("valid", -X)):
        expect(walk(student, dls, name), f"the first walk through dls.{name}").equals([(x + 1, Y)])
        expect(walk(student, dls, name), f"the second walk through dls.{name}").equals([(x + 2, Y)])


@needs(check_names)
def check_two_objects(student):
    """keeps two of them apart"""
    dls = student.DataLoaders(student.helpers.batches(X, Y, 2), student.helpers.batches(-X, Y, 3))
    student.DataLoaders(student.helpers.batches(9 * X, Y, 1), student.helpers.batches(8 * X, Y, 1))
    expect(walk(student, dls, "train"), "the batches of train in the first of two").equals(TRAIN)
    expect(walk(student, dls, "valid"), "the batches of valid in the first of two").equals(VALID)
