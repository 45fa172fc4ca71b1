"""The arguments that a check can ask for; each comes from the scene that the session sets before it runs the check."""

import pytest

from grader.checks.scene import Scene
from grader.checks.session import SCENE


@pytest.fixture
def scene(request: pytest.FixtureRequest) -> Scene:
    return request.config.stash[SCENE]


@pytest.fixture
def student(scene):
    """The learner's functions, behind the wire."""
    return scene.student


@pytest.fixture
def truth(scene):
    """The reference functions, in this process."""
    return scene.truth


@pytest.fixture
def digits(scene):
    """Real digits of the grading seed's split."""
    return scene.digits


@pytest.fixture
def rng(scene):
    """A torch.Generator with the check's own seed."""
    return scene.rng


@pytest.fixture
def thresholds(scene):
    """The manifest's thresholds for the data at hand."""
    return scene.thresholds


@pytest.fixture
def device(scene):
    """The device on which the learner's code is judged."""
    return scene.device
