"""pairs, of lists that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def check_other_lists(student, rng):
    """is right for other lists"""
    xs, ys = (torch.randint(0, 100, (9,), generator=rng).tolist() for _ in range(2))
    expect(student.pairs(xs, ys)).equals([(xs[i], ys[i]) for i in range(9)])


@needs(check_other_lists)
def check_images_and_labels(student, digits):
    """brings images and labels together"""
    images, labels = torch.cat([digits.threes[:2], digits.sevens[:3]]), torch.tensor([3, 3, 7, 7, 7])
    expect(student.pairs(images, labels)).equals([(images[i], labels[i]) for i in range(5)])


@needs(check_other_lists)
def check_same_things(student):
    """keeps pairs that come twice"""
    expect(student.pairs(["three", "three"], [3, 3])).equals([("three", 3), ("three", 3)])


@needs(check_other_lists)
def check_empty_lists(student):
    """gives an empty list for empty lists"""
    expect(student.pairs([], [])).equals([])
