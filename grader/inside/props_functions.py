"""Props about slopes: functions to take the slope of, and what became of the gradients."""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor

from grader.inside.props import kept, prop


@kept
def polynomial(coefficients: list[float]) -> Callable[[Tensor], Tensor]:
    """The sum over all numbers of x [...] of c0 + c1·x + c2·x² + …, of rank 0."""
    return lambda x: sum((c * x**power for power, c in enumerate(coefficients)), torch.zeros_like(x)).sum()


@kept
def wave(frequencies: Tensor) -> Callable[[Tensor], Tensor]:
    """The sum over all numbers of x [...] of the sine of frequency times number, of rank 0; frequencies [...]."""
    return lambda x: (frequencies * x).sin().sum()


@kept
def form(matrix: Tensor) -> Callable[[Tensor], Tensor]:
    """x @ matrix @ x for x [n] and matrix [n, n], of rank 0: the slope along one number depends on all the others."""
    return lambda x: x @ matrix @ x


@kept
def hold(value: Any) -> Any:
    """The value itself, kept in the worker, so that what happened to it in one call shows in the next."""
    return value


@prop
def backward_through(f: Callable[[Tensor], Tensor], x: Tensor) -> None:
    """Call backward() on f(x), which must have rank 0."""
    f(x).backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped


@prop
def cleared(params: Iterable[Tensor]) -> list[bool]:
    """Whether each gradient is None or zero: both ways to clear one look the same."""
    return [each.grad is None or not bool(each.grad.any()) for each in params]
