"""halve_evens, of numbers that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def halved(numbers):
    """The oracle: even is what is twice its half; of whole numbers, without a remainder."""
    halves = [divmod(n, 2) for n in numbers]
    return [half for half, remainder in halves if not remainder]


def draw(rng, n, low, high):
    """Random whole numbers, at least one of them even."""
    return [*torch.randint(low, high, (n,), generator=rng).tolist(), 8]


def check_many_numbers(student, rng):
    """is right for many numbers"""
    numbers = draw(rng, 40, 0, 1000)
    expect(student.halve_evens(numbers)).equals(halved(numbers))


@needs(check_many_numbers)
def check_negative_numbers(student, rng):
    """is right for negative numbers"""
    numbers = draw(rng, 20, -50, 50)
    expect(student.halve_evens(numbers)).equals(halved(numbers))


@needs(check_many_numbers)
def check_no_even_number(student, rng):
    """gives an empty list where no number is even"""
    numbers = (2 * torch.randint(0, 50, (6,), generator=rng) + 1).tolist()
    expect(student.halve_evens(numbers)).equals([])


@needs(check_many_numbers)
def check_empty_list(student):
    """gives an empty list for an empty list"""
    expect(student.halve_evens([])).equals([])
