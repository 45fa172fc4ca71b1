"""Values and arguments in a few words, for messages: a tensor by its shape, a number as itself. No values of tensors."""

import inspect
from typing import Any

import torch

from grader import protocol
from grader.checking.answer import Answer, peek, plain


def describe_arguments(args: tuple[Any, ...], kwargs: dict[str, Any], names: tuple[str, ...] = ()) -> str:
    """The arguments for a message: `a [25, 28, 28], b [28, 28], lr 0.5, params`. Values of tensors are never shown here."""
    parts = [_argument(names[i] if i < len(names) else "", each) for i, each in enumerate(args)]
    return ", ".join(parts + [_argument(name, each) for name, each in kwargs.items()])


def _argument(name: str, value: Any) -> str:
    if name and isinstance(plain(value), protocol.Handle):
        return name  # a model, a loader: its name says more than its type
    return f"{name} {describe(value)}".strip()


def describe(value: Any) -> str:
    """A value in a few characters: a tensor by its shape, a number as itself, anything else by its kind."""
    if isinstance(value, Answer):
        return describe(peek(value))
    if isinstance(value, torch.Tensor):
        return str(list(value.shape)) if value.ndim else "a single number"
    if isinstance(value, protocol.Handle):
        return with_article(value.type)
    if value is None or isinstance(value, (bool, int, float)):
        return f"{value:.4g}" if isinstance(value, float) else str(value)
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:37] + "...")
    if isinstance(value, (list, tuple)):
        kind = "list" if isinstance(value, list) else "tuple"
        return f"a {kind} of {len(value)}"
    return with_article(type(value).__name__)


def with_article(noun: str) -> str:
    """The noun with the article that its first letter asks for."""
    return f"{'an' if noun[:1] in 'aeioAEIO' else 'a'} {noun}"


def parameters_of(function: Any) -> tuple[str, ...]:
    """The names of a reference function's parameters, for messages; () where it has none."""
    try:
        return tuple(name for name in inspect.signature(function).parameters if name != "self")
    except (TypeError, ValueError):
        return ()
