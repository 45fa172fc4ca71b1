"""The arguments that a check can ask for; each comes from the scene that the session sets before it runs the check."""

from types import SimpleNamespace

import pytest
import torch

from grader.checks.scene import Digits, Scene
from grader.checks.session import SCENE
from grader.course import Question
from grader.sandbox.student import Student


@pytest.fixture
def scene() -> Scene:
    return SCENE.get()


@pytest.fixture
def student(scene: Scene) -> Student:
    """The learner's functions, behind the wire."""
    return scene.student


@pytest.fixture
def truth(scene: Scene) -> SimpleNamespace:
    """The reference functions, in this process."""
    return scene.truth


@pytest.fixture
def digits(scene: Scene) -> Digits:
    """Real digits of the grading seed's split."""
    return scene.digits


@pytest.fixture
def rng(scene: Scene) -> torch.Generator:
    """A source of random numbers with the check's own seed."""
    return scene.rng


@pytest.fixture
def thresholds(scene: Scene) -> dict[str, float]:
    """The manifest's thresholds for the data at hand."""
    return scene.thresholds


@pytest.fixture
def questions(scene: Scene) -> dict[str, Question]:
    """The manifest's questions that the exercise answers, by name ("q07")."""
    return {each.name: each for each in scene.exercise.questions}


@pytest.fixture
def device(scene: Scene) -> str:
    """The device on which the learner's code is judged."""
    return scene.device
