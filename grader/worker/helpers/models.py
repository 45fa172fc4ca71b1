"""Helpers that are models and optimizers: known ones to train, how to start two alike, what a model predicts and how steeply."""

import random
from collections.abc import Callable, Iterable
from typing import Any

import numpy
import torch
from torch import Tensor, nn

from grader.worker.helpers.registry import helper, kept


@kept
def linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    """A linear model with the given weight [out, in] and bias [out]."""
    model = nn.Linear(weight.shape[1], weight.shape[0]).to(weight.device)
    with torch.no_grad():
        model.weight.copy_(weight)
        model.bias.copy_(bias)
    return model


@kept
def affine(params: list[Tensor]) -> Callable[[Tensor], Tensor]:
    """x @ weight.T + bias as a plain function, for parameters [weight [out, in], bias [out]]."""
    return lambda x: x @ params[0].T + params[1]


@kept
def identity() -> Callable[[Tensor], Tensor]:
    """A model that gives back what it gets: its scores are its inputs."""
    return lambda x: x


@helper
def predictions(model: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """What the model makes of x, without a graph and in evaluation mode."""
    if isinstance(model, nn.Module):
        model.eval()
    with torch.no_grad():
        return model(x)


@kept
def sgd() -> type[torch.optim.SGD]:
    """The class torch.optim.SGD, to be passed as an argument."""
    return torch.optim.SGD


@helper
def seed(number: int) -> None:
    """Begin all random numbers anew: two networks made after the same seed start alike."""
    torch.manual_seed(number)
    numpy.random.seed(number)
    random.seed(number)


@helper
def seed_torch(number: int) -> None:
    """Begin torch's random numbers anew, and no others."""
    torch.manual_seed(number)


@helper
def is_module(model: Any) -> bool:
    """Whether it is a torch module, with parameters, modes and all."""
    return isinstance(model, nn.Module)


@helper
def slopes(model: Callable[[Tensor], Tensor], params: Iterable[Tensor], x: Tensor) -> list[Tensor | None]:
    """The gradient of the sum of all scores for x in every parameter; None where the scores do not depend on one."""
    return list(torch.autograd.grad(model(x).sum(), list(params), allow_unused=True))
