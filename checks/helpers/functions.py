"""Helpers that are functions to take the slope of."""

from collections.abc import Callable

import torch
from torch import Tensor

from grader.worker.helpers.registry import helper, kept


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


@helper
def backward_through(f: Callable[[Tensor], Tensor], x: Tensor) -> None:
    """Call backward() on f(x), which must have rank 0."""
    f(x).backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
