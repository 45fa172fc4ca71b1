"""mse: the mean of the squared residuals."""

import torch
from unit1_line import residuals

from checks.oracles.line import loss
from grader.checking.kit import expect, mistake, needs


@mistake("One number is wanted for the whole line, and there is one for each point: is the .mean() missing?")
def no_mean(distance, velocity, line):
    return residuals(distance, velocity, line) ** 2


@mistake("It looks as if the squares are added up: take their mean, so that the number of points makes no difference.")
def adds_up(distance, velocity, line):
    return (residuals(distance, velocity, line) ** 2).sum()


@mistake(
    "It looks as if the mean comes before the square, so that opposite residuals cancel: square first, then take the mean."
)
def squares_too_late(distance, velocity, line):
    return residuals(distance, velocity, line).mean() ** 2


@mistake("It looks as if the residuals are not squared: put ** 2 before the mean.")
def no_square(distance, velocity, line):
    return residuals(distance, velocity, line).mean()


@mistake("It looks as if you took the root in the end: the mean squared error is the mean itself.")
def takes_a_root(distance, velocity, line):
    return (residuals(distance, velocity, line) ** 2).mean().sqrt()


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
