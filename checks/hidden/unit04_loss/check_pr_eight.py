"""pr_eight, on images and weights that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def score(x, w):
    """The oracle: a dot product in double precision."""
    return torch.dot(x.double().flatten(), w.double().flatten())


def check_real_digit(student, digits, rng):
    """scores a real digit"""
    x, w = digits.sevens[0], torch.randn(28, 28, generator=rng)
    expect(student.pr_eight(x, w)).equals(score(x, w))


@needs(check_real_digit)
def check_other_sizes(student, rng):
    """works for images of any size"""
    x, w = torch.rand(5, 9, generator=rng), torch.randn(5, 9, generator=rng)
    expect(student.pr_eight(x, w)).equals(score(x, w))


@needs(check_real_digit)
def check_zero_weights(student, digits):
    """is zero where all weights are"""
    expect(student.pr_eight(digits.threes[1], torch.zeros(28, 28))).equals(0.0)


@needs(check_real_digit)
def check_inputs_unchanged(student, rng):
    """leaves image and weights as they were"""
    x, w = torch.rand(28, 28, generator=rng), torch.randn(28, 28, generator=rng)
    expect(student.pr_eight(x, w)).equals(score(x, w)).leaves_inputs_alone()
