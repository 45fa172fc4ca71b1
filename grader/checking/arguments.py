"""The arguments that a check can ask for; each comes from the context that the session sets before it runs the check."""

from collections.abc import Iterable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import torch

from grader.checking.context import CONTEXT, Context
from grader.checking.student import Student
from grader.course import Question


@pytest.fixture
def context() -> Context:
    return CONTEXT.get()


@pytest.fixture
def student(context: Context) -> Student:
    """The learner's functions, behind the wire."""
    return context.student


@pytest.fixture
def truth(context: Context) -> SimpleNamespace:
    """The reference functions, in this process."""
    return context.truth


@pytest.fixture
def rng(context: Context) -> torch.Generator:
    """A source of random numbers with the check's own seed."""
    return context.rng


@pytest.fixture
def thresholds(context: Context) -> dict[str, float]:
    """The manifest's thresholds for the data at hand."""
    return context.thresholds


@pytest.fixture
def questions(context: Context) -> dict[str, Question]:
    """The manifest's questions that the exercise answers, by name."""
    return {each.name: each for each in context.exercise.questions}


@pytest.fixture
def device(context: Context) -> str:
    """The device on which the learner's code is judged."""
    return context.device


def of_givens(names: Iterable[str]) -> ModuleType:
    """A pytest plug-in with an argument for each of the course's givens."""
    plugin = ModuleType("givens")
    for name in names:
        setattr(plugin, name, pytest.fixture(name=name)(_reader(name)))
    return plugin


def _reader(name: str) -> Any:
    def read(context: Context) -> Any:
        return context.given(name)

    return read
