"""init_params: random numbers to start from, that ask for gradients."""

import torch

from grader.checks.kit import expect, fail, mistake, needs


@mistake("The parameters do not ask for gradients: add .requires_grad_() at the end.")
def no_gradient(size, std=1.0):
    return torch.randn(size) * std


@mistake("It looks as if requires_grad_() comes before the multiplication: then the result is computed and is no parameter.")
def gradient_too_early(size, std=1.0):
    return torch.randn(size).requires_grad_() * std


@mistake("It looks as if the numbers come from torch.rand, which gives only 0 to 1: use torch.randn.")
def uniform(size, std=1.0):
    return (torch.rand(size) * std).requires_grad_()


@mistake("It looks as if std is not used: multiply by it.")
def ignores_std(size, std=1.0):
    return torch.randn(size).requires_grad_()


@mistake("It looks as if std is added: multiply by it, so that the numbers spread more or less.")
def adds_std(size, std=1.0):
    return (torch.randn(size) + std).requires_grad_()


@mistake("All parameters are alike: use random numbers, torch.randn(size).")
def all_zero(size, std=1.0):
    return torch.zeros(size).requires_grad_()


@mistake("It looks as if you divide by std: multiply by it.")
def divides(size, std=1.0):
    return (torch.randn(size) / std).requires_grad_()


@mistake("Your function makes the parameters but gives None back: the return is missing.")
def returns_nothing(size, std=1.0):
    (torch.randn(size) * std).requires_grad_()


def check_shape_and_gradient(student):
    """gives parameters of the size, which ask for gradients"""
    expect(student.init_params((784, 1))).has_shape(784, 1).is_floating().requires_grad()


@needs(check_shape_and_gradient)
def check_spread(student):
    """spreads the numbers by std"""
    answer = student.init_params((2000, 2), 0.5)
    expect(answer).has_shape(2000, 2)
    spread = answer.value.detach().std().item()
    if not 0.4 < spread < 0.6:
        raise fail(answer, f"Expected numbers with a standard deviation of about 0.5; it is {spread:.2f}.", "values")
