"""least_squares: the line with the smallest mean squared error, worked out at once."""

import torch

from checks.oracles.line import best_line
from grader.checking.kit import change, expect, mistake, needs


@mistake("It looks as if the means are still there when you multiply: take both away first, and work with what is left.")
def keeps_the_means(distance, velocity):
    slope = (distance * velocity).sum() / (distance**2).sum()
    return torch.stack([slope, velocity.mean() - slope * distance.mean()])


@mistake("The slope is right; the start is the mean velocity minus the slope times the mean distance.")
def start_is_the_mean(distance, velocity):
    dx, dy = distance - distance.mean(), velocity - velocity.mean()
    return torch.stack([(dx * dy).sum() / (dx**2).sum(), velocity.mean()])


@mistake("The slope is right, but the line need not begin at 0: take the mean velocity minus the slope times the mean distance.")
def starts_at_zero(distance, velocity):
    dx, dy = distance - distance.mean(), velocity - velocity.mean()
    return torch.stack([(dx * dy).sum() / (dx**2).sum(), torch.tensor(0.0)])


mistake("start_first", "Both numbers are right, in the wrong order: the slope comes first.",
        change("[slope, velocity.mean() - slope * distance.mean()]", "[velocity.mean() - slope * distance.mean(), slope]"))
mistake("gives_a_pair", "Two things come back: put slope and start into one tensor, torch.stack([slope, start]).",
        change("torch.stack([slope, velocity.mean() - slope * distance.mean()])", "slope, velocity.mean() - slope * distance.mean()"))


def check_five_points(student):
    """finds the best line of five points"""
    distance, velocity = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0]), torch.tensor([2.0, 1.5, 4.0, 3.5, 6.5])
    expect(student.least_squares(distance, velocity)).equals(torch.tensor([1.1, 0.2]))


@needs(check_five_points)
def check_nebulae(student, nebulae):
    """finds Hubble's line"""
    expect(student.least_squares(*nebulae)).equals(best_line(*nebulae).float(), 1e-3).leaves_inputs_alone()
