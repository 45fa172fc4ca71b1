"""l1_distance, on images that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def distance(a, b):
    """The oracle: in double precision, by the sum over the pixels."""
    return ((a.double() - b.double()).abs().flatten().sum() / (a.shape[0] * a.shape[1])).float()


def check_other_digits(student, digits):
    """is right for other digits"""
    a, b = digits.valid_sevens[0], digits.mean3
    expect(student.l1_distance(a, b)).equals(distance(a, b))


@needs(check_other_digits)
def check_other_sizes(student, rng):
    """works for images of any size"""
    a, b = torch.rand(12, 9, generator=rng), torch.rand(12, 9, generator=rng)
    expect(student.l1_distance(a, b)).equals(distance(a, b))


@needs(check_other_digits)
def check_nothing_cancels(student, rng):
    """lets no differences cancel out"""
    a = torch.rand(28, 28, generator=rng)
    b = a.flatten()[torch.randperm(784, generator=rng)].reshape(28, 28)
    expect(student.l1_distance(a, b)).equals(distance(a, b))


@needs(check_other_digits)
def check_negative_numbers(student, rng):
    """is right for negative numbers too"""
    a, b = torch.randn(28, 28, generator=rng), torch.randn(28, 28, generator=rng)
    expect(student.l1_distance(a, b)).equals(distance(a, b))


@needs(check_other_digits)
def check_inputs_unchanged(student, digits):
    """leaves the images as they were"""
    a, b = digits.valid_threes[1], digits.mean7
    expect(student.l1_distance(a, b)).equals(distance(a, b)).leaves_inputs_alone()
