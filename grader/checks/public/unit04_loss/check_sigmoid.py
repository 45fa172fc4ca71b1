"""sigmoid: every number squeezed into the range from 0 to 1."""

import math

import torch

from grader.checks.kit import expect, mistake, needs

X = torch.tensor([-2.0, 0.0, 0.5, 2.0])


@mistake("It looks as if the minus sign is missing: 1 / (1 + e^-x), with -x.")
def no_minus(x):
    return 1 / (1 + torch.exp(x))


@mistake("It looks as if parentheses are missing: divide 1 by the whole sum (1 + e^-x).")
def no_parentheses(x):
    return 1 / 1 + torch.exp(-x)


@mistake("That is e^-x alone: the sigmoid is 1 / (1 + e^-x).")
def exponential_alone(x):
    return torch.exp(-x)


@mistake("That is the tanh, which goes from -1 to 1: the sigmoid goes from 0 to 1.")
def tanh(x):
    return torch.tanh(x)


@mistake("That is the softmax, which makes the numbers add up to 1: the sigmoid looks at each number by itself.")
def softmax(x):
    return torch.softmax(x, -1)


@mistake("For large numbers this is nan, infinity divided by infinity: write 1 / (1 + e^-x).")
def overflows(x):
    return torch.exp(x) / (1 + torch.exp(x))


@mistake("Your function computes the sigmoid but gives None back: the return is missing.")
def returns_nothing(x):
    torch.sigmoid(x)


def check_same_shape(student):
    """gives a number for each number"""
    expect(student.sigmoid(X)).has_shape(4).is_floating()


@needs(check_same_shape)
def check_values(student):
    """squeezes each number into 0 to 1"""
    expect(student.sigmoid(X)).equals(torch.tensor([1 / (1 + math.exp(-each)) for each in X.tolist()]))
