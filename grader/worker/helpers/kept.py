"""Helpers that keep what was trained: it outlasts a check, as a training takes longer than all other checks together."""

from contextvars import ContextVar
from typing import Any

from grader.worker.helpers.registry import helper

KEPT_MODELS: ContextVar[dict[str, Any]] = ContextVar("KEPT_MODELS")  # by name; those of the server that is at work


@helper
def remember(name: str, model: Any) -> None:
    """Keep a trained model for the checks that follow."""
    KEPT_MODELS.get()[name] = model


@helper
def recall(name: str) -> Any:
    """The model that was kept under this name, or None."""
    return KEPT_MODELS.get().get(name)
