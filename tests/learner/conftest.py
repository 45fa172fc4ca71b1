"""What the learner's tests share: a folder as `grader start` makes it, and the command as it is typed."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes import finish

Run = Callable[..., subprocess.CompletedProcess[str]]


def grader(folder: Path, *arguments: str, **environment: object) -> subprocess.CompletedProcess[str]:
    return finish(sys.executable, "-m", "grader", *arguments, cwd=folder, **environment)


@pytest.fixture(scope="session")
def run() -> Run:
    """run(folder, "check", "is_3") types `grader check is_3` in the folder."""
    return grader


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "course"
    done = grader(folder.parent, "start", "course")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Your course is in course. Open unit01_pixels.py there and read down to the first exercise.",
        "Write your lines, then run:  cd course  and  grader check",
        "Stuck? Run:  grader hint NAME",
    ]
    return folder


@pytest.fixture
def work(begun: Path, tmp_path: Path) -> Path:
    """A fresh copy of it, without the sample digits."""
    shutil.copytree(begun, tmp_path / "work", ignore=shutil.ignore_patterns("mnist_sample"))
    return tmp_path / "work"
