"""relu_points, of numbers that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def points(xs):
    """The oracle: torch's own ReLU."""
    return list(zip(xs, torch.tensor(xs, dtype=torch.float64).relu().tolist(), strict=True))


def check_other_numbers(student, rng):
    """is right for other numbers"""
    xs = (10 * torch.randn(20, generator=rng, dtype=torch.float64)).tolist()
    expect(student.relu_points(xs)).equals(points(xs))


@needs(check_other_numbers)
def check_whole_numbers(student, rng):
    """is right for whole numbers, also those that come twice"""
    xs = [*torch.randint(-9, 10, (12,), generator=rng).tolist(), 4, 4, -4]
    expect(student.relu_points(xs)).equals(points(xs))


@needs(check_other_numbers)
def check_near_the_bend(student):
    """is right close to 0"""
    xs = [-0.003, 0.0, 0.003, -0.02, 0.02]
    expect(student.relu_points(xs)).equals(points(xs))


@needs(check_other_numbers)
def check_empty_list(student):
    """gives an empty list for an empty list"""
    expect(student.relu_points([])).equals([])
