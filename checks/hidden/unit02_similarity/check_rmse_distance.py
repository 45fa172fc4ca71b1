"""rmse_distance, on images that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def distance(a, b):
    """The oracle: the length of the difference as one vector, by the root of the number of pixels, in double precision."""
    return (torch.linalg.vector_norm(a.double() - b.double()) / (a.shape[0] * a.shape[1]) ** 0.5).float()


def check_other_digits(student, digits):
    """is right for other digits"""
    a, b = digits.valid_sevens[0], digits.mean3
    expect(student.rmse_distance(a, b)).equals(distance(a, b))


@needs(check_other_digits)
def check_other_sizes(student, rng):
    """works for images of any size"""
    a, b = torch.rand(8, 15, generator=rng), torch.rand(8, 15, generator=rng)
    expect(student.rmse_distance(a, b)).equals(distance(a, b))


@needs(check_other_digits)
def check_nothing_cancels(student, rng):
    """lets no differences cancel out"""
    a = torch.rand(28, 28, generator=rng)
    b = a.flatten()[torch.randperm(784, generator=rng)].reshape(28, 28)
    expect(student.rmse_distance(a, b)).equals(distance(a, b))


@needs(check_other_digits)
def check_large_differences(student, rng):
    """is right for differences of more than 1"""
    a, b = 5 * torch.randn(28, 28, generator=rng), 5 * torch.randn(28, 28, generator=rng)
    expect(student.rmse_distance(a, b)).equals(distance(a, b))


@needs(check_other_digits)
def check_inputs_unchanged(student, digits):
    """leaves the images as they were"""
    a, b = digits.valid_threes[1], digits.mean7
    expect(student.rmse_distance(a, b)).equals(distance(a, b)).leaves_inputs_alone()
