"""The helpers by name, and the two marks that put them here."""

from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

HELPERS: dict[str, Callable[..., Any]] = {}
KEPT: set[str] = set()  # helpers whose result stays in the worker, also where it could be sent


def helper(function: Function) -> Function:
    """A helper whose result is sent."""
    HELPERS[function.__name__] = function
    return function


def kept(function: Function) -> Function:
    """A helper whose result stays in the worker, named by a handle."""
    KEPT.add(function.__name__)
    return helper(function)
