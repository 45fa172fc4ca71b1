"""Helpers that are optimizers: torch's own with a count of its steps, and one that has nothing but the two methods."""

from typing import Any

import torch
from torch import Tensor

from grader.worker.helpers.registry import helper, kept


class CountedSGD(torch.optim.SGD):
    """torch.optim.SGD that counts its steps."""

    steps = 0

    def step(self, closure: Any = None) -> Any:
        self.steps += 1
        return super().step(closure)


class SignDescent:
    """Moves every number by lr against the sign of its gradient. It has no list of parameters and no learning rate to reach for."""

    def __init__(self, params: list[Tensor], lr: float) -> None:
        self._params, self._lr = params, lr

    def step(self) -> None:
        with torch.no_grad():
            for param in self._params:
                if param.grad is not None:
                    param -= self._lr * param.grad.sign()

    def zero_grad(self) -> None:
        for param in self._params:
            param.grad = None


@kept
def descent(params: list[Tensor], lr: float, momentum: float = 0.0) -> CountedSGD:
    """torch.optim.SGD for these parameters, which counts its steps."""
    return CountedSGD(params, lr, momentum)


@kept
def signs(params: list[Tensor], lr: float) -> SignDescent:
    """An optimizer that has step() and zero_grad() and nothing else."""
    return SignDescent(params, lr)


@helper
def steps(optimizer: CountedSGD) -> int:
    """How many steps were taken."""
    return optimizer.steps
