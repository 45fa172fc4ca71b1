"""gradient: how fast the mean squared error rises with the slope and with the start."""

import torch

from checks.oracles.line import slopes
from grader.checking.kit import change, expect, mistake, needs

mistake("points_downhill", "Every sign is the other one: the loss falls where a residual can shrink, so it is -2 times the mean.",
        change("-2", "2"))
mistake("without_the_two", "It looks as if the 2 is missing, which comes from the square: multiply by -2.", change("2 *", ""))
mistake("adds_up", "It looks as if you added up: the loss is a mean over the points, and so is its gradient.",
        change("mean(), r.mean", "sum(), r.sum"))
mistake("forgets_the_distance", "The number for the slope is not right: multiply each residual by its own distance before the mean.",
        change("r * distance", "r"))
mistake("start_first", "Both numbers are right, in the wrong order: the slope comes first.",
        change("[(r * distance).mean(), r.mean()]", "[r.mean(), (r * distance).mean()]"))


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
