"""sigmoid, on numbers that the learner has not seen."""

import numpy as np
import torch

from grader.checking.kit import expect, needs


def squeezed(x):
    """The oracle: by way of the hyperbolic tangent, in double precision."""
    return torch.from_numpy((1 + np.tanh(x.double().numpy() / 2)) / 2)


def check_random_numbers(student, rng):
    """is right for any numbers"""
    x = 4 * torch.randn(30, generator=rng)
    expect(student.sigmoid(x)).equals(squeezed(x))


@needs(check_random_numbers)
def check_any_shape(student, rng):
    """keeps any shape"""
    x = torch.randn(3, 1, 5, generator=rng)
    expect(student.sigmoid(x)).equals(squeezed(x))


@needs(check_random_numbers)
def check_large_numbers(student):
    """is 0 or 1 for very large numbers"""
    x = torch.tensor([-1000.0, -200.0, 200.0, 1000.0])
    expect(student.sigmoid(x)).is_finite().equals(torch.tensor([0.0, 0.0, 1.0, 1.0]))


@needs(check_random_numbers)
def check_gradient(student, rng):
    """has the right slope"""
    x = torch.randn(6, generator=rng)
    params = student.helpers.leaves([x])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    student.helpers.backward(student.helpers.total(student.keep.sigmoid(student.helpers.item(params, 0))))
    s = squeezed(x)
    expect(student.helpers.grads(params), "the slopes").equals([(s * (1 - s)).float()])


@needs(check_random_numbers)
def check_inputs_unchanged(student, rng):
    """leaves its numbers as they were"""
    x = torch.randn(4, generator=rng)
    expect(student.sigmoid(x)).equals(squeezed(x)).leaves_inputs_alone()
