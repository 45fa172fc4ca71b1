"""Props for networks that a learner makes: how to start them alike, and the slopes of their scores."""

import random
from collections.abc import Callable, Iterable
from typing import Any

import numpy
import torch
from torch import Tensor, nn

from grader.inside.props.registry import prop


@prop
def seed(number: int) -> None:
    """Begin all random numbers anew: two networks made after the same seed start alike."""
    torch.manual_seed(number)
    numpy.random.seed(number)
    random.seed(number)


@prop
def seed_torch(number: int) -> None:
    """Begin torch's random numbers anew, and no others."""
    torch.manual_seed(number)


@prop
def is_module(model: Any) -> bool:
    """Whether it is a torch module, with parameters, modes and all."""
    return isinstance(model, nn.Module)


@prop
def slopes(model: Callable[[Tensor], Tensor], params: Iterable[Tensor], x: Tensor) -> list[Tensor | None]:
    """The gradient of the sum of all scores for x in every parameter; None where the scores do not depend on one."""
    return list(torch.autograd.grad(model(x).sum(), list(params), allow_unused=True))
