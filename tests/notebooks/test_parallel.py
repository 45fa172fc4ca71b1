"""`grader nbgrader autograde`: the same notebooks and grades as nbgrader's own command."""

import filecmp
import shutil
import warnings
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from grader.batch import executors
from grader.batch.executors import Here
from grader.course import Course
from grader.notebooks.nbgrader.command import autograde_unit
from tests.notebooks.conftest import UNIT, Class

pytestmark = pytest.mark.slow

P = ParamSpec("P")
T = TypeVar("T")
SIGNED = "def mnist_distance(a, b):\n    return (a - b).mean((-1, -2))"


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def handed_in(fresh: Class) -> Class:
    fresh.submit("ada", fresh.solved())
    fresh.submit("bob", fresh.solved(mnist_distance=SIGNED))
    fresh.submit("cleo", fresh.solved(), f"{UNIT} (2).ipynb")
    fresh.submit("dan", fresh.read("release"))
    fresh.submit("eve", fresh.read("release"))
    return fresh


def test_the_same_as_nbgraders_own_command(
    handed_in: Class, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(handed_in.folder, tmp_path / "other")
    handed_in.autograde()
    other = Class(tmp_path / "other")
    with warnings.catch_warnings(record=True) as warned:
        assert autograde_unit(other.folder, UNIT, 2, force=False) == 0
    assert not [each for each in warned if "Object of type <Submitted" in str(each.message)]
    assert capsys.readouterr().out.splitlines()[-1] == f"5 of 5 submissions of {UNIT} autograded."
    for student in ("ada", "bob", "cleo", "dan", "eve"):
        assert other.scores(student) == handed_in.scores(student)
    one, two = handed_in.folder / "autograded", other.folder / "autograded"
    assert files(one) == files(two)
    assert filecmp.cmpfiles(one, two, files(one), shallow=False) == (files(one), [], [])


class Breaks(Here):
    """An executor that judges one submission and breaks, as where a process is killed before all are handed to it."""

    used = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        if self.used:
            raise BrokenProcessPool("a process was killed")
        self.used = True
        return super().submit(fn, *args, **kwargs)


def test_whom_a_broken_pool_did_not_take_is_judged_all_the_same(
    fresh: Class, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh.submit("ada", fresh.solved())
    fresh.submit("bob", fresh.solved(mnist_distance=SIGNED))
    monkeypatch.setattr(executors, "local", lambda _: Breaks())
    assert autograde_unit(fresh.folder, UNIT, 2, force=False) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"2 of 2 submissions of {UNIT} autograded."
    ada, bob = fresh.scores("ada"), fresh.scores("bob")
    assert {name for name, score in ada.items() if score != bob[name]} == {"mnist_distance"}


def test_what_was_autograded_before_is_left_and_what_cannot_be_read_is_named(
    fresh: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh.submit("ada", fresh.solved())
    folder = fresh.submit("bob", fresh.solved())
    (folder / f"{UNIT}.ipynb").write_text("{ no notebook", encoding="utf-8")
    assert autograde_unit(fresh.folder, UNIT, 1, force=False) == 1
    told = capsys.readouterr().out
    assert f"1 of 2 submissions of {UNIT} autograded." in told
    assert "bob: nbgrader could not read or write the notebook." in told
    shutil.rmtree(fresh.folder / "submitted" / "bob")
    assert autograde_unit(fresh.folder, UNIT, 1, force=False) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"0 of 0 submissions of {UNIT} autograded.",
        "Nothing new was handed in; --force autogrades again.",
    ]


def test_modules_without_a_notebook(modules: Class, course: Course) -> None:
    folder = modules.folder / "submitted" / "alone" / UNIT
    folder.mkdir(parents=True)
    (folder / f"{UNIT}.py").write_text(course.reference[UNIT], encoding="utf-8")
    assert autograde_unit(modules.folder, UNIT, 1, force=True) == 0
    assert sum(modules.scores("alone").values()) == 12


def test_mistakes_in_what_was_asked_for(fresh: Class, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert autograde_unit(tmp_path, UNIT, 1, force=False) == 2
    assert "holds no nbgrader_config.py" in capsys.readouterr().err
    assert autograde_unit(fresh.folder, "unit2", 1, force=False) == 2
    assert capsys.readouterr().err.startswith(
        "There is no unit unit2. The course has: unit01_pixels, unit02_similarity,"
    )
    assert autograde_unit(fresh.folder, "unit03_descent", 1, force=False) == 2
    assert (
        capsys.readouterr().err.strip()
        == "unit03_descent was never released: run `nbgrader generate_assignment unit03_descent` first."
    )
