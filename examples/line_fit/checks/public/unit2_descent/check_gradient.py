"""gradient: how fast the mean squared error rises with the slope and with the start."""

import torch
from unit1_line import residuals

from checks.oracles.line import slopes
from grader.checking.kit import expect, mistake, needs


@mistake("Every sign is the other one: the loss falls where a residual can shrink, so it is -2 times the mean.")
def points_downhill(distance, velocity, line):
    r = residuals(distance, velocity, line)
    return 2 * torch.stack([(r * distance).mean(), r.mean()])


@mistake("It looks as if the 2 is missing, which comes from the square: multiply by -2.")
def without_the_two(distance, velocity, line):
    r = residuals(distance, velocity, line)
    return -torch.stack([(r * distance).mean(), r.mean()])


@mistake("It looks as if you added up: the loss is a mean over the points, and so is its gradient.")
def adds_up(distance, velocity, line):
    r = residuals(distance, velocity, line)
    return -2 * torch.stack([(r * distance).sum(), r.sum()])


@mistake("The number for the slope is not right: multiply each residual by its own distance before the mean.")
def forgets_the_distance(distance, velocity, line):
    r = residuals(distance, velocity, line)
    return -2 * torch.stack([r.mean(), r.mean()])


@mistake("Both numbers are right, in the wrong order: the slope comes first.")
def start_first(distance, velocity, line):
    r = residuals(distance, velocity, line)
    return -2 * torch.stack([r.mean(), (r * distance).mean()])


def check_three_points(student):
    """is right for three points"""
    distance, velocity = torch.tensor([0.0, 1.0, 3.0]), torch.tensor([2.0, 2.0, 9.0])
    line = torch.tensor([2.0, 1.0])  # the residuals are 1, -1 and 2
    expect(student.gradient(distance, velocity, line)).equals(torch.tensor([-10 / 3, -4 / 3]))


@needs(check_three_points)
def check_nebulae(student, nebulae):
    """is right for a line through the nebulae"""
    line = torch.tensor([100.0, 100.0])
    expect(student.gradient(*nebulae, line)).equals(slopes(*nebulae, line)).leaves_inputs_alone()
