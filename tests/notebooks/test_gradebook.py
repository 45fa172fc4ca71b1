"""Results of `grader grade` in a gradebook."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from grader.course import Course
from grader.grading import result
from grader.grading.judge import Judge
from grader.grading.result import Result
from grader.notebooks.nbgrader.command import export_results
from grader.notebooks.nbgrader.gradebook import push
from grader.submission.model import Submission
from tests.notebooks.conftest import UNIT, Class


def row(student: str, **points: float) -> Result:
    """A result of two exercises of two units, worth 2 points each."""
    exercises: list[dict[str, Any]] = [
        {"name": name, "unit": unit, "status": "passed" if points[name] else "not_started", "points": points[name], "max_points": 2.0, "checks": []}
        for name, unit in (("l1_distance", UNIT), ("sgd_step", "unit03_descent"))
    ]  # fmt: skip
    return {"submission": student, "exercises": exercises}


def url(path: Path) -> str:
    return f"sqlite:///{path / 'gradebook.db'}"


@pytest.fixture
def made(gradebook: Path, tmp_path: Path) -> str:
    """The address of an empty gradebook in this test's folder."""
    shutil.copy(gradebook, tmp_path)
    return url(tmp_path)


def test_a_new_gradebook_has_the_same_totals(course: Course, tmp_path: Path) -> None:
    rows = [
        row("ada", l1_distance=2, sgd_step=1.5),
        row("bob", l1_distance=0.67, sgd_step=0),
        row("eve", l1_distance=0, sgd_step=0),
    ]
    pushed = push(course, rows, url(tmp_path))
    assert (pushed.learners, pushed.units, pushed.missing) == (3, 3, ())
    with Gradebook(url(tmp_path)) as gradebook:
        assert {each.id: each.score for each in gradebook.students} == {"ada": 3.5, "bob": 0.67, "eve": 0}
        assert {each.name: each.max_score for each in gradebook.assignments} == {UNIT: 2, "unit03_descent": 2}
        assert len(gradebook.find_assignment("unit03_descent").submissions) == 1


def test_pushing_again_updates_and_keeps_what_a_person_gave(course: Course, made: str, tmp_path: Path) -> None:
    push(course, [row("ada", l1_distance=2, sgd_step=0)], made, "mnist-basics")
    with Gradebook(made) as gradebook:
        gradebook.find_grade("test_l1_distance", UNIT, UNIT, "ada").manual_score = 1.5
        gradebook.db.commit()
    push(course, [row("ada", l1_distance=0, sgd_step=0)], made, "mnist-basics")
    with Gradebook(made) as gradebook:
        grade = gradebook.find_grade("test_l1_distance", UNIT, UNIT, "ada")
        assert (grade.auto_score, grade.manual_score, grade.score) == (0, 1.5, 1.5)
        assert grade.needs_manual_grade


def test_into_the_gradebook_of_a_course_folder(fresh: Class, judge: Judge, course: Course) -> None:
    verdicts = judge.grade(
        Submission("ada", course.reference, {}), frozenset(each.name for each in course.units[1].exercises)
    )
    made = result.make("ada", verdicts, seed=0, device="cpu", data="embedded")
    pushed = push(course, [made], url(fresh.folder), "mnist-basics")
    assert pushed.missing == ()
    assert sum(fresh.scores("ada").values()) == made["score"] == 12


def test_an_exercise_without_a_cell_in_a_release_in_use_is_named(
    course: Course, made: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = row("ada", l1_distance=2, sgd_step=0)
    second = row("bob", l1_distance=2, sgd_step=0)
    second["exercises"].append({**second["exercises"][0], "name": "is_3"})
    assert push(course, [first], made, "mnist-basics").missing == ()
    for each in (first, second):
        result.write(
            tmp_path / "out" / "submissions" / each["submission"] / "result.json", {**each, "schema": result.SCHEMA}
        )
    assert export_results(tmp_path / "out", str(tmp_path / "gradebook.db"), "mnist-basics") == 1
    assert capsys.readouterr().out.splitlines() == [
        f"2 learners and 2 of their units are in {tmp_path / 'gradebook.db'}.",
        "Left out, because what was released before has no cell for them: is_3.",
    ]


def test_no_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export_results(tmp_path, str(tmp_path / "gradebook.db")) == 2
    assert (
        capsys.readouterr().err.strip()
        == f"There are no results in {tmp_path}: run `grader grade` with --out {tmp_path} first."
    )
