"""Helpers for a Learner: loaders, optimizers, metrics and models to hand to it, and what it has recorded.

What a check wants to know is put where it can be seen from outside: steps into the parameters, a graph or a mode into a number.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from numbers import Real
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from grader.worker.helpers.registry import helper, kept


class Renewed:
    """A loader of one batch, to whose numbers every walk adds 1, as shuffling gives every walk another order."""

    def __init__(self, x: Tensor, y: Tensor) -> None:
        self.x, self.y = x, y

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        self.x = self.x + 1
        yield self.x, self.y


class Clockwork:
    """An optimizer that moves every number of every parameter down by lr at each step: the distance tells how many there were."""

    def __init__(self, params: Iterable[Tensor], lr: float) -> None:
        self.params, self.lr = list(params), lr

    def step(self) -> None:
        for each in self.params:
            each.data -= self.lr

    def zero_grad(self) -> None:
        for each in self.params:
            each.grad = None


class TwoModes(nn.Module):
    """A linear model that doubles its inputs in training mode."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor) -> Any:
        return self.model(2 * x if self.training else x)


@kept
def loader(x: Tensor, y: Tensor, size: int) -> DataLoader[tuple[Tensor, ...]]:
    """The data in order, as torch's own loader of batches."""
    return DataLoader(TensorDataset(x, y), batch_size=size)


@kept
def renewed(x: Tensor, y: Tensor) -> Renewed:
    """A loader of one batch: x + 1 in the first walk, x + 2 in the second."""
    return Renewed(x, y)


@kept
def clockwork() -> type[Clockwork]:
    """A class of optimizers that move all parameters by lr at each step, whatever the gradients."""
    return Clockwork


@kept
def sgd_with_momentum(momentum: float) -> Callable[..., torch.optim.SGD]:
    """torch.optim.SGD, to be called with parameters and lr, with a memory of the steps before."""
    return partial(torch.optim.SGD, momentum=momentum)


@kept
def two_modes(model: nn.Module) -> TwoModes:
    """The model, with doubled inputs in training mode and as it is in evaluation mode."""
    return TwoModes(model)


@kept
def distance(times: float) -> Callable[[Tensor, Tensor], Tensor]:
    """A loss: how far the sigmoid of the scores [n, 1] is from targets [n, 1], on average, so many times; a tensor of rank 0."""
    return lambda scores, targets: (times * (targets - scores.sigmoid()).abs()).mean()


@kept
def hits() -> Callable[[Tensor, Tensor], Tensor]:
    """A metric: the fraction of scores [n, 1] above 0 for targets of 1 and not above it for 0; a tensor of rank 0."""
    return lambda scores, targets: ((scores > 0) == (targets == 1)).float().mean()


@kept
def lean() -> Callable[[Tensor, Tensor], float]:
    """A metric: the mean score [n, 1] plus ten times the mean target; a float."""
    return lambda scores, targets: float(scores.mean() + 10 * targets.mean())


@kept
def remembers() -> Callable[[Tensor, Tensor], float]:
    """A metric: 1 where the scores remember how they were made, so that backward() could go through them; else 0."""
    return lambda scores, targets: float(scores.requires_grad)


@kept
def attribute(item: object, name: str) -> Any:
    """What the object holds under this name, itself and no copy."""
    return getattr(item, name)


@helper
def record(learner: object) -> list[Any] | None:
    """The rows of learner.recorder.values, with NumPy's numbers as plain ones; None where there is no list."""
    rows = getattr(getattr(learner, "recorder", None), "values", None)
    return [_plain(row) for row in rows] if isinstance(rows, (list, tuple)) else None


def _plain(row: Any) -> Any:
    if isinstance(row, (list, tuple)):
        return [_plain(each) for each in row]
    return float(row) if isinstance(row, Real) else row
