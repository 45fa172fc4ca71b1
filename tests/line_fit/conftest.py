"""What the tests of examples/line_fit share: its commands as they are typed, and a learner's folder."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.learner.conftest import grader as typed

COURSE = ROOT / "examples" / "line_fit"
RIGHT = "return velocity - predict(distance, line)"  # of residuals
WRONG = "return -velocity + predict(distance, line)"
SENTENCE = "The signs are the other way round: begin with what was measured"


def grader(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A command, typed in a folder, about this course."""
    return typed(folder, *words, "--course", str(COURSE))


def unit1(wrong: bool = False) -> str:
    """The first unit, solved; or with the signs of `residuals` the other way round."""
    text = (COURSE / "solutions" / "unit1_line.py").read_text()
    assert text.count(RIGHT) == 1
    return text.replace(RIGHT, WRONG) if wrong else text


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `grader start` makes."""
    folder = tmp_path_factory.mktemp("learner") / "work"
    done = grader("start", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def work(begun: Path, tmp_path: Path) -> Path:
    """A copy of it, with the first exercise solved and the second wrong."""
    shutil.copytree(begun, tmp_path / "work")
    (tmp_path / "work" / "unit1_line.py").write_text(unit1(wrong=True))
    return tmp_path / "work"


@pytest.fixture(scope="session")
def a_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three learners' work: right, untouched, and with one wrong exercise."""
    folder = tmp_path_factory.mktemp("class")
    leave_out = shutil.ignore_patterns("styles", "README.md", "__pycache__")
    for name, origin in (("right", "solutions"), ("untouched", "assignments"), ("wrong", "solutions")):
        shutil.copytree(COURSE / origin, folder / name, ignore=leave_out)
    (folder / "wrong" / "unit1_line.py").write_text(unit1(wrong=True))
    return folder


@pytest.fixture(scope="session")
def results(a_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What grading them with two jobs writes."""
    out = tmp_path_factory.mktemp("graded") / "out"
    done = grader("grade", str(a_class), "--out", str(out), "--jobs", "2", "--seed", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    return out
