"""What makes a class be graded again: whatever decides a grade, and nothing else."""

from pathlib import Path

import pytest

from grader.classroom import fingerprint
from grader.course import Course


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "grade.py",
        "inside/worker.py",
        "checks/kit.py",
        "reports/table.py",
        "cli/desk.py",
        "learner/watch.py",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    monkeypatch.setattr(fingerprint, "KIT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["grade.py", "inside/worker.py", "checks/kit.py", "inside/new.py"])
def test_what_decides_a_grade_counts(kit: Path, course: Course, name: str) -> None:
    before = fingerprint.of_course(course)
    (kit / name).write_text("other = 1\n")
    assert fingerprint.of_course(course) != before


@pytest.mark.parametrize("name", ["reports/table.py", "cli/desk.py", "learner/watch.py"])
def test_what_only_shows_grades_does_not(kit: Path, course: Course, name: str) -> None:
    before = fingerprint.of_course(course)
    (kit / name).write_text("other = 1\n")
    assert fingerprint.of_course(course) == before


def test_every_folder_that_is_left_out_exists() -> None:
    folders = {path.name for path in fingerprint.KIT.iterdir() if path.is_dir()} | {"_course"}
    assert folders.issuperset(fingerprint.AFTERWARDS)
