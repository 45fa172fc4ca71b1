"""The props by name, and the two marks that put them here."""

from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

PROPS: dict[str, Callable[..., Any]] = {}
KEPT: set[str] = set()  # props whose result stays in the worker, also where it could be sent


def prop(function: Function) -> Function:
    """A prop whose result is sent."""
    PROPS[function.__name__] = function
    return function


def kept(function: Function) -> Function:
    """A prop whose result stays in the worker, named by a handle."""
    KEPT.add(function.__name__)
    return prop(function)
