"""Helpers that handle what stayed in the worker: one of a list, a sum, twice a tensor."""

from typing import Any

from torch import Tensor

from grader.worker.helpers.registry import kept


@kept
def hold(value: Any) -> Any:
    """The value itself, kept in the worker, so that what happened to it in one call shows in the next."""
    return value


@kept
def item(values: list[Any], number: int) -> Any:
    """One of a list, itself and no copy."""
    return values[number]


@kept
def first(values: list[Any], count: int) -> list[Any]:
    """The first ones of a list, themselves and no copies."""
    return values[:count]


@kept
def total(values: Tensor) -> Tensor:
    """The sum of a tensor that stayed in the worker, to call backward() on."""
    return values.sum()


@kept
def double(values: Tensor) -> Tensor:
    """Twice a tensor that stayed in the worker: no leaf any more, as a model's predictions are none."""
    return 2 * values
