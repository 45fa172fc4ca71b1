"""What makes a class be graded again: whatever decides a grade, and nothing else."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from grader.course import Course
from grader.course.find import ENGINE
from grader.grading import fingerprint


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "grading/judge.py",
        "worker/server.py",
        "checking/kit.py",
        "reports/table.py",
        "cli/data.py",
        "learner/hint.py",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    monkeypatch.setattr(fingerprint, "ENGINE", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["grading/judge.py", "worker/server.py", "checking/kit.py", "worker/new.py"])
def test_what_decides_a_grade_counts(kit: Path, course: Course, name: str) -> None:
    before = fingerprint.of_course(course)
    (kit / name).write_text("other = 1\n")
    assert fingerprint.of_course(course) != before


@pytest.mark.parametrize("name", ["reports/table.py", "cli/data.py", "learner/hint.py"])
def test_what_only_shows_grades_does_not(kit: Path, course: Course, name: str) -> None:
    before = fingerprint.of_course(course)
    (kit / name).write_text("other = 1\n")
    assert fingerprint.of_course(course) == before


def test_every_package_that_decides_a_grade_exists() -> None:
    assert {path.name for path in ENGINE.iterdir() if path.is_dir()}.issuperset(fingerprint.DECIDES)


@pytest.mark.parametrize("name", ["course.toml", "checks/given.py", "checks/oracles/loss.py", "checks/embedded.py", "data/digit_3.png"])
def test_all_of_the_course_counts(course: Course, tmp_path: Path, name: str) -> None:
    for folder in ("checks", "extras", "data", "solutions", "assignments"):
        shutil.copytree(course.root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("submissions", "__pycache__"))
    shutil.copy(course.root / "course.toml", tmp_path)
    copied = replace(course, root=tmp_path)
    before = fingerprint.of_course(copied)
    with open(tmp_path / name, "ab") as file:
        file.write(b"\n")
    assert fingerprint.of_course(copied) != before
