"""predict: slope times distance, plus start."""

import torch

from checks.oracles.line import expected
from grader.checking.kit import change, expect, gives, mistake, needs

mistake("forgets_the_start", "The line begins at its start, not at 0: add the start.", change("start =", "_ =", "+ start", ""))
mistake("mixes_them_up", "It looks as if slope and start are mixed up: the slope comes first in the line, and it is the slope that is multiplied.",
        change("slope, start", "start, slope"))
mistake("adds_too_early", "It looks as if the start is multiplied, too: multiply the distance by the slope first, and then add the start.",
        change("distance + start", "(distance + start)"))
mistake("does_not_unpack",
        "The line holds two numbers, so it cannot be multiplied by all distances as it is: unpack it, slope, start = line.",
        gives("line * distance"))


def check_a_line(student):
    """gives the velocity at each distance"""
    distance, line = torch.tensor([0.0, 1.0, 2.5, 4.0]), torch.tensor([3.0, -2.0])
    expect(student.predict(distance, line)).equals(torch.tensor([-2.0, 1.0, 5.5, 10.0]))


@needs(check_a_line)
def check_nebulae(student, nebulae):
    """gives the velocities that a line expects of the nebulae"""
    distance, _ = nebulae
    line = torch.tensor([500.0, -40.0])
    expect(student.predict(distance, line)).equals(expected(distance, line)).leaves_inputs_alone()
