"""residuals: what was measured, minus what the line expects."""

import torch

from checks.oracles.line import left
from grader.checking.kit import change, expect, mistake, needs

mistake("other_way_round", "The signs are the other way round: begin with what was measured, and subtract what the line expects.",
        change("velocity - predict(distance, line)", "predict(distance, line) - velocity"))
mistake("drops_the_sign", "A residual keeps its sign: leave out the abs().",
        change("velocity - predict(distance, line)", "(velocity - predict(distance, line)).abs()"))
mistake("squares_already", "It looks as if the residuals are squared already: that comes in the next exercise, so give them back as they are.",
        change("velocity - predict(distance, line)", "(velocity - predict(distance, line)) ** 2"))
mistake("forgets_the_start", "It looks as if the start of the line is left out: subtract predict(distance, line).",
        change("predict(distance, line)", "line[0] * distance"))
mistake("averages", "It looks as if you averaged: every point has a residual of its own, so leave out the mean.",
        change("velocity - predict(distance, line)", "(velocity - predict(distance, line)).mean()"))


def check_both_sides(student):
    """is positive above the line, and negative below it"""
    distance, velocity = torch.tensor([0.0, 1.0, 2.0, 3.0]), torch.tensor([2.0, 2.5, 8.0, 7.0])
    line = torch.tensor([2.0, 1.0])
    expect(student.residuals(distance, velocity, line)).equals(torch.tensor([1.0, -0.5, 3.0, 0.0]))


@needs(check_both_sides)
def check_nebulae(student, nebulae):
    """gives the residuals of the nebulae"""
    line = torch.tensor([450.0, -40.0])
    expect(student.residuals(*nebulae, line)).equals(left(*nebulae, line)).leaves_inputs_alone()
