"""Helpers that are data in batches."""

from collections.abc import Iterable
from typing import Any

from torch import Tensor

from grader.worker.helpers.registry import helper, kept


@kept
def batches(x: Tensor, y: Tensor, size: int) -> list[tuple[Tensor, Tensor]]:
    """The data in order, as a list of (x, y) batches: a loader that can be walked again and again."""
    return [(x[i : i + size], y[i : i + size]) for i in range(0, len(x), size)]


@helper
def collect(loader: Iterable[Any]) -> list[Any]:
    """One walk through a loader, batch by batch."""
    return list(loader)
