"""new_weights, against a step of torch's own optimizer."""

import torch

from grader.checking.kit import expect, needs


def step(weights, gradient, lr):
    """The oracle: torch.optim.SGD."""
    parameter = weights.clone().requires_grad_()
    parameter.grad = gradient.clone()
    torch.optim.SGD([parameter], lr=lr).step()
    return parameter.detach()


def check_same_as_sgd(student, rng):
    """agrees with torch.optim.SGD"""
    weights, gradient = torch.randn(2, 30, 5, generator=rng)
    lr = torch.rand((), generator=rng).item() + 0.1
    expect(student.new_weights(weights, gradient, lr)).equals(step(weights, gradient, lr))


@needs(check_same_as_sgd)
def check_large_rate(student, rng):
    """takes steps with a large and with a tiny learning rate"""
    weights, gradient = torch.randn(2, 6, generator=rng)
    for lr in (20.0, 0.002):
        expect(student.new_weights(weights, gradient, lr)).equals(step(weights, gradient, lr))


@needs(check_same_as_sgd)
def check_single_weight(student):
    """takes a single weight: from 3 it steps to 2.4"""
    expect(student.new_weights(torch.tensor(3.0), torch.tensor(6.0), 0.1)).equals(torch.tensor(2.4))


@needs(check_same_as_sgd)
def check_flat_ground(student, rng):
    """stays where it is when the gradient is 0"""
    weights = torch.randn(4, 3, generator=rng)
    expect(student.new_weights(weights, torch.zeros(4, 3), 0.7)).equals(weights)


@needs(check_same_as_sgd)
def check_called_again(student, rng):
    """gives the same when it is called again with the same weights"""
    weights, gradient = torch.randn(2, 9, generator=rng)
    held = [student.helpers.hold(each) for each in (weights, gradient)]
    student.new_weights(*held, 0.3)
    expect(student.new_weights(*held, 0.3)).equals(step(weights, gradient, 0.3))
