"""double_odds, of numbers that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def doubled(numbers):
    """The oracle: odd is what is no multiple of 2."""
    return [n + n for n in numbers if n // 2 * 2 != n]


def draw(rng, n, low, high):
    """Random whole numbers, at least one of them odd."""
    return [*torch.randint(low, high, (n,), generator=rng).tolist(), 7]


def check_many_numbers(student, rng):
    """is right for many numbers"""
    numbers = draw(rng, 40, 0, 1000)
    expect(student.double_odds(numbers)).equals(doubled(numbers))


@needs(check_many_numbers)
def check_negative_numbers(student, rng):
    """is right for negative numbers"""
    numbers = draw(rng, 20, -50, 50)
    expect(student.double_odds(numbers)).equals(doubled(numbers))


@needs(check_many_numbers)
def check_no_odd_number(student, rng):
    """gives an empty list where no number is odd"""
    expect(student.double_odds((2 * torch.randint(0, 50, (6,), generator=rng)).tolist())).equals([])


@needs(check_many_numbers)
def check_empty_list(student):
    """gives an empty list for an empty list"""
    expect(student.double_odds([])).equals([])
