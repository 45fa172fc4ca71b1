"""Checks that write files leave none among the learner's own."""

import importlib
from pathlib import Path

import pytest

from grader.course import Course


def test_no_file_is_left_in_the_working_directory(
    tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grader.notebooks import points

    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(course.root / "solutions"))
    unit = importlib.import_module("unit01_pixels")
    assert points(unit.load_digits) == course.exercises["load_digits"].points
    assert list(tmp_path.iterdir()) == []
