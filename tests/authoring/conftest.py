"""A copy of the course with its own grader, so that a test may write into it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes import finish

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("assignments", "solutions", "checks", "extras", "data", "grader", "course.toml", "Makefile")
Command = Callable[..., subprocess.CompletedProcess[str]]


def clone(folder: Path) -> Path:
    """The parts of the repository that an exercise touches, and the grader that reads them."""
    folder.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "submissions"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def started(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """`python …` in the folder, whose own grader is then the one that is imported."""
    return finish(sys.executable, *arguments, cwd=folder, COLUMNS=200, PYTHONPATH=folder)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return clone(tmp_path / "course")
