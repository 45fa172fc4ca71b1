"""sigmoid: every number squeezed into the range from 0 to 1."""

import math

import torch

from grader.checking.kit import change, expect, mistake, needs

X = torch.tensor([-2.0, 0.0, 0.5, 2.0])

mistake("no_minus", "It looks as if the minus sign is missing: 1 / (1 + e^-x), with -x.", change("-x", "x"))
mistake("no_parentheses", "It looks as if parentheses are missing: divide 1 by the whole sum (1 + e^-x).",
        change("1 / (1 + torch.exp(-x))", "1 / 1 + torch.exp(-x)"))
mistake("exponential_alone", "That is e^-x alone: the sigmoid is 1 / (1 + e^-x).",
        change("1 / (1 + torch.exp(-x))", "torch.exp(-x)"))
mistake("tanh", "That is the tanh, which goes from -1 to 1: the sigmoid goes from 0 to 1.",
        change("1 / (1 + torch.exp(-x))", "torch.tanh(x)"))
mistake("softmax", "That is the softmax, which makes the numbers add up to 1: the sigmoid looks at each number by itself.",
        change("1 / (1 + torch.exp(-x))", "torch.softmax(x, -1)"))
mistake("overflows", "For large numbers this is nan, infinity divided by infinity: write 1 / (1 + e^-x).",
        change("1 / (1 + torch.exp(-x))", "torch.exp(x) / (1 + torch.exp(x))"))


@mistake("The numbers themselves were changed, by sigmoid_() or another method that ends in _: take the one without.")
def changes_the_input(x):
    with torch.no_grad():
        return x.sigmoid_()


mistake("stops_the_gradient", "No gradient can pass: leave out .data, .detach(), torch.no_grad and torch.tensor.",
        change("1 / (1 + torch.exp(-x))", "x.detach().sigmoid()"))
mistake("returns_nothing", "Your function computes the sigmoid but gives None back: the return is missing.",
        change("return 1 / (1 + torch.exp(-x))", "torch.sigmoid(x)"))


def check_same_shape(student):
    """gives a number for each number"""
    expect(student.sigmoid(X)).has_shape(4).is_floating()


@needs(check_same_shape)
def check_values(student):
    """squeezes each number into 0 to 1"""
    expect(student.sigmoid(X)).equals(torch.tensor([1 / (1 + math.exp(-each)) for each in X.tolist()]))


@needs(check_values)
def check_any_shape(student):
    """keeps any shape"""
    x = X.reshape(2, 1, 2)
    expect(student.sigmoid(x)).equals(torch.tensor([1 / (1 + math.exp(-each)) for each in X.tolist()]).reshape(2, 1, 2))


@needs(check_values)
def check_large_numbers(student):
    """is 0 or 1 for very large numbers, and never nan"""
    expect(student.sigmoid(torch.tensor([-1000.0, 1000.0]))).equals(torch.tensor([0.0, 1.0]))


@needs(check_values)
def check_gradient(student):
    """lets gradients pass"""
    x = torch.tensor([-2.0, 0.5, 2.0])
    params = student.helpers.leaves([x])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    result = student.keep.sigmoid(student.helpers.double(student.helpers.item(params, 0)))
    student.helpers.backward(student.helpers.total(result))
    s = 1 / (1 + (-2 * x).exp())
    expect(student.helpers.grads(params), "the slopes").equals([2 * s * (1 - s)])


@needs(check_values)
def check_inputs_unchanged(student):
    """leaves its numbers as they were"""
    expect(student.sigmoid(X)).leaves_inputs_alone()
