"""A threshold can tell what it was compared with, and the comparison means what it meant."""

from pathlib import Path

import pytest
from rich.console import Console

from grader.authoring import thresholds
from grader.authoring.styles import styles
from grader.authoring.thresholds import Probe, Reached
from grader.course import Course


def test_a_probe_compares_as_its_number_does_and_remembers() -> None:
    probe = Probe(0.9)
    assert [right < probe for right in (0.85, 0.9, 0.95)] == [True, False, False]
    assert probe.seen == [0.85, 0.9, 0.95]


def test_every_threshold_of_the_data_is_probed(course: Course) -> None:
    changed = thresholds.probed(course, "full")
    for name, exercise in course.exercises.items():
        assert changed.exercises[name].thresholds.get("full", {}) == exercise.thresholds.get("full", {})
        assert all(isinstance(each, Probe) for each in changed.exercises[name].thresholds.get("full", {}).values())


def test_what_right_answers_reach_is_measured(course: Course) -> None:
    found = thresholds.measure(2, "embedded", Console(quiet=True), frozenset({"is_3"}))
    assert [each.answer for each in found] == ["the solution", *(each.title for each in styles(course)["is_3"])]
    assert {(each.exercise, each.name, len(each.values)) for each in found} == {("is_3", "accuracy", 2)}
    assert all(0.9 < value < 0.99 for each in found for value in each.values)


@pytest.mark.parametrize(("values", "status", "sentence"), [([0.94, 0.95], 0, "Every threshold lies"), ([0.9, 0.95], 1, "Too close: is_3 (a loop).")])
def test_a_close_threshold_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], values: list[float], status: int, sentence: str
) -> None:
    monkeypatch.setattr(thresholds, "measure", lambda *_: [Reached("is_3", "a loop", "accuracy", 0.86, values)])
    assert thresholds.show_thresholds(2, "embedded") == status
    assert sentence in capsys.readouterr().out


def test_full_data_that_are_not_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    assert thresholds.show_thresholds(2, "full") == 2
    assert "Run `grader data fetch`" in capsys.readouterr().out
