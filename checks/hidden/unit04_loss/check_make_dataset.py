"""make_dataset, with stacks that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def dataset(threes, sevens):
    """The oracle: row by row."""
    rows = [image.flatten() for image in [*threes, *sevens]]
    return [torch.stack(rows), torch.tensor([[1.0]] * len(threes) + [[0.0]] * len(sevens))]


def stacks(rng, threes, sevens):
    return torch.rand(threes, 28, 28, generator=rng), torch.rand(sevens, 28, 28, generator=rng)


def check_unequal_stacks(student, rng):
    """takes stacks of unequal sizes"""
    threes, sevens = stacks(rng, 2, 7)
    expect(student.make_dataset(threes, sevens), "the dataset").equals(dataset(threes, sevens))


@needs(check_unequal_stacks)
def check_more_threes(student, rng):
    """takes more threes than sevens"""
    threes, sevens = stacks(rng, 6, 3)
    expect(student.make_dataset(threes, sevens), "the dataset").equals(dataset(threes, sevens))


@needs(check_unequal_stacks)
def check_one_image_each(student, rng):
    """takes a single image of each"""
    threes, sevens = stacks(rng, 1, 1)
    expect(student.make_dataset(threes, sevens), "the dataset").equals(dataset(threes, sevens))


@needs(check_unequal_stacks)
def check_inputs_unchanged(student, rng):
    """leaves the stacks as they were"""
    threes, sevens = stacks(rng, 4, 5)
    expect(student.make_dataset(threes, sevens), "the dataset").equals(dataset(threes, sevens)).leaves_inputs_alone()
