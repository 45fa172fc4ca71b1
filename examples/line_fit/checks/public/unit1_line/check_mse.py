"""mse: the mean of the squared residuals."""

import torch

from checks.oracles.line import loss
from grader.checking.kit import change, expect, mistake, needs

mistake("no_mean", "One number is wanted for the whole line, and there is one for each point: is the .mean() missing?",
        change("(residuals(distance, velocity, line) ** 2).mean()", "residuals(distance, velocity, line) ** 2"))
mistake("adds_up", "It looks as if the squares are added up: take their mean, so that the number of points makes no difference.",
        change("mean", "sum"))
mistake("squares_too_late", "It looks as if the mean comes before the square, so that opposite residuals cancel: square first, then take the mean.",
        change("(residuals(distance, velocity, line) ** 2).mean()", "residuals(distance, velocity, line).mean() ** 2"))
mistake("no_square", "It looks as if the residuals are not squared: put ** 2 before the mean.",
        change("residuals(distance, velocity, line) ** 2", "residuals(distance, velocity, line)"))
mistake("takes_a_root", "It looks as if you took the root in the end: the mean squared error is the mean itself.",
        change("mean()", "mean().sqrt()"))


def check_mean_of_squares(student):
    """is the mean of the squared residuals, one number"""
    distance, velocity = torch.tensor([0.0, 1.0, 2.0, 3.0]), torch.tensor([2.0, 2.5, 8.0, 7.0])
    line = torch.tensor([2.0, 1.0])  # the residuals are 1, -0.5, 3 and 0
    expect(student.mse(distance, velocity, line)).has_shape().equals(torch.tensor(10.25 / 4))


@needs(check_mean_of_squares)
def check_nebulae(student, nebulae):
    """gives the loss of a line through the nebulae"""
    line = torch.tensor([400.0, 10.0])
    expect(student.mse(*nebulae, line)).equals(torch.tensor(loss(*nebulae, line))).leaves_inputs_alone()


@needs(check_mean_of_squares)
def check_gradient(student):
    """lets backward() reach the line"""
    line = torch.tensor([2.0, 1.0], requires_grad=True)
    expect(student.mse(torch.tensor([0.0, 1.0]), torch.tensor([2.0, 2.5]), line)).requires_grad()
