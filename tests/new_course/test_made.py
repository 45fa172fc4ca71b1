"""What `grader new-course` writes: it is proved as it is, its data are what they say they are, and nothing of another course is in it."""

import csv
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader import course as courses
from grader.authoring.new_course.command import TEMPLATE
from grader.course.loaded import bind
from grader.course.model import Package
from grader.course.stubs import outdated
from tests.conftest import ROOT
from tests.processes import finish
from tests.typed import typed


@pytest.fixture(autouse=True)
def real_course() -> Iterator[None]:
    """Afterwards `checks` means the repository's own again."""
    yield
    bind(courses.load())


def test_all_is_there_and_the_stubs_are_up_to_date(toy: Path) -> None:
    found = {path.relative_to(toy).as_posix() for path in toy.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    written = {path.relative_to(TEMPLATE).as_posix().removesuffix(".j2") for path in TEMPLATE.rglob("*.j2")}
    assert found == written - {"gitignore"} | {".gitignore", "assignments/unit1_line.py"}
    assert outdated(toy / "solutions", toy / "assignments") == []
    assert "slope * weight" not in (toy / "assignments" / "unit1_line.py").read_text()


def test_it_is_called_after_its_folder(toy: Path) -> None:
    course = courses.load(toy)
    assert (course.id, course.title, course.points) == ("toy", "Toy", course.stated)
    assert course.package == replace(Package(), summary="A course of two exercises: a line through measured points.")
    assert [(each.name, each.points, len(each.hints)) for each in course.exercises.values()] == [("predict", 1, 3), ("fit_line", 2, 3)]


def test_the_manifest_says_of_every_key_and_table_what_it_is(toy: Path) -> None:
    where = ""
    told: dict[tuple[str, str | None], bool] = {}
    for line in (toy / "course.toml").read_text().splitlines():
        if found := re.match(r"(\[.+\])|(\w+) =", line):
            where = found[1] or where
            told.setdefault((where, found[2]), "  # " in line)
    assert [key for key, there in told.items() if not there] == []
    assert len(told) > 20


def test_the_points_are_what_the_page_beside_them_says(toy: Path) -> None:
    rows = list(csv.DictReader((toy / "data" / "points.csv").open(newline="")))
    assert len(rows) == 20
    for i, row in enumerate(rows, start=1):
        assert float(row["weight"]) == i / 4
        assert float(row["length"]) == pytest.approx(10 + 2 * i / 4 + 0.3 * math.sin(5 * i), abs=0.005)
    page = (toy / "data" / "README.md").read_text()
    assert "10 + 2 · weight + 0.3 · sin(5 · i), rounded to two decimals" in page
    assert "Licence: CC0 1.0 (public domain)." in page


def test_its_python_is_as_tidy_as_ours(toy: Path) -> None:
    done = finish(sys.executable, "-m", "ruff", "check", "--config", ROOT / "pyproject.toml", "--exclude", "styles", toy)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_it_is_proved(toy: Path) -> None:
    done = typed("verify", "--course", toy)
    assert done.returncode == 0, done.stdout
    assert " ".join(done.stdout.split()).endswith(
        "The course holds: 2 exercises, references and 4 other styles sound on 3 seeds, 7 mistakes named."
    )


@pytest.mark.slow
def test_no_change_of_a_right_answer_goes_unseen(toy: Path) -> None:
    done = finish(sys.executable, "-m", "grader", "verify", "--mutants", "--jobs", "2", "--course", toy)
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith(" 0 survived.\n")
