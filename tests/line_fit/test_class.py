"""A class of examples/line_fit: graded with two jobs, its pages, and the grades for elsewhere."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.line_fit.conftest import SENTENCE, grader

pytestmark = pytest.mark.slow


def scores(results: Path) -> dict[str, float]:
    """What each learner has."""
    lines: list[dict[str, Any]] = json.loads((results / "results.json").read_text())["submissions"]
    return {each["submission"]: each["score"] for each in lines}


def test_each_gets_the_points_of_their_work(results: Path) -> None:
    found = scores(results)
    assert (found["right"], found["untouched"]) == (24, 0)
    assert 22 < found["wrong"] < 24  # one exercise of 1 point is wrong, and costs no other anything
    result = json.loads((results / "submissions" / "wrong" / "result.json").read_text())
    assert result["data"] == "measured"
    assert {each["name"] for each in result["exercises"] if each["status"] != "passed"} == {"residuals"}
    (residuals,) = [each for each in result["exercises"] if each["name"] == "residuals"]
    assert any("mistake" in check for check in residuals["checks"])


def test_the_page_of_the_class(results: Path, tmp_path: Path) -> None:
    done = grader("report", str(results), "--out", str(tmp_path / "pages"))
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "pages" / "index.html").read_text()
    assert all(name in page for name in ("right", "untouched", "wrong", "least_squares", "Momentum"))
    assert sorted(path.name for path in (tmp_path / "pages" / "learners").iterdir()) == ["right.html", "untouched.html", "wrong.html"]
    for path in (tmp_path / "pages").rglob("*.html"):
        assert "mnist" not in path.read_text().lower()


def test_the_pages_for_learners_have_pictures_of_their_own_results(results: Path, tmp_path: Path) -> None:
    done = grader("report", str(results), "--out", str(tmp_path / "own"), "--learner", "--pictures")
    assert done.returncode == 0, done.stderr
    right, wrong = ((tmp_path / "own" / f"{name}.html").read_text() for name in ("right", "wrong"))
    for caption in ("Your best line through the nebulae", "Your line, step after step", "The losses of your Momentum"):
        assert caption in right
    assert SENTENCE in wrong
    assert "Your best line through the nebulae" not in wrong  # its unit is not right


def test_the_grades_in_a_table(results: Path, tmp_path: Path) -> None:
    done = grader("export", str(results), "--format", "csv", "--out", str(tmp_path / "grades.csv"))
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader((tmp_path / "grades.csv").open(newline="")))
    assert {next(iter(row.values())) for row in rows} == set(scores(results))
