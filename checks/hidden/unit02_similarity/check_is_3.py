"""is_3, on images that the learner has not seen."""

import torch

from grader.checking.kit import expect, fail, needs, read


def nearer(x, mean3, mean7):
    """The oracle: summed absolute differences, compared."""
    return (x - mean3).abs().sum((-1, -2)) < (x - mean7).abs().sum((-1, -2))


def check_made_up_ideals(student, rng):
    """uses the ideals that it is given"""
    three, seven = torch.rand(28, 28, generator=rng), torch.rand(28, 28, generator=rng)
    ideals = torch.where(torch.rand(40, 1, 1, generator=rng) < 0.5, three, seven)
    x = (
        ideals + torch.rand(40, 28, 28, generator=rng)
    ) / 2  # well away from a tie, which rounding could tip either way
    expect(student.is_3(x, three, seven)).equals(nearer(x, three, seven))


def check_single_image(student, digits):
    """gives a single answer for a single image"""
    for x in (digits.mean7, digits.valid_threes[0], digits.mean3, digits.valid_sevens[0]):  # of each answer one at least
        expect(student.is_3(x, digits.mean3, digits.mean7)).has_shape().equals(nearer(x, digits.mean3, digits.mean7))


@needs(check_made_up_ideals)
def check_tie(student, rng):
    """calls a tie no three"""
    x, ideal = torch.rand(5, 28, 28, generator=rng), torch.rand(28, 28, generator=rng)
    expect(student.is_3(x, ideal, ideal)).equals(torch.zeros(5, dtype=torch.bool))


@needs(check_made_up_ideals)
def check_accuracy(student, digits, thresholds):
    """is right about most validation images"""
    x = torch.cat([digits.valid_threes, digits.valid_sevens])
    answer = student.is_3(x, digits.mean3, digits.mean7)
    expect(answer).has_shape(len(x))
    threes = torch.arange(len(x)) < len(digits.valid_threes)
    right = (read(answer).bool() == threes).float().mean().item()
    if right < thresholds["accuracy"]:
        wanted = f"at least {thresholds['accuracy']:.0%} is expected"
        raise fail(answer, f"It is right about {right:.1%} of the validation images; {wanted}.")
