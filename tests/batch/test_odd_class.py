"""A class with entries of every odd kind: the others are graded, and each of the odd ones has its own line with the reason."""

import json
import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from grader.batch import run
from grader.batch.command import Options, grade_class
from grader.course import Course
from grader.grading.terms import Terms
from grader.results.store import Store
from grader.submission.find import find
from grader.submission.ids import is_fit
from tests.batch.test_run import Scripted

pytestmark = pytest.mark.security

UNIT = "unit02_similarity"
RIGHT = "def l1_distance(a, b):\n    return (a - b).abs().mean()\n"


def folder(path: Path) -> None:
    path.mkdir()


def notebook_bomb(path: Path) -> None:
    path.mkdir()
    cell = {"cell_type": "code", "metadata": {}, "source": "x = (\n" + "\n" * 20_000}
    (path / f"{UNIT}.ipynb").write_text(json.dumps({"cells": [cell]}))


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link(path: Path) -> None:
    path.symlink_to("nowhere")


ODD: list[tuple[str, Callable[[Path], None], str]] = [
    (f"{UNIT}.py", folder, "No unit module was found here"),
    ("\x01" * 86, folder, "No unit module was found here"),
    ("\udcff\udcfe", folder, "No unit module was found here"),
    ("bomb", notebook_bomb, ""),
    ("pipe.py", pipe, ""),
    ("link.zip", link, "damaged, encrypted or no zip file"),
    ("roster.csv", pipe, "-"),
]


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    for name in ("ann", "ben"):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / f"{UNIT}.py").write_text(RIGHT)
    for name, make, _ in ODD:
        make(tmp_path / "class" / name)
    return tmp_path / "class"


def test_whatever_one_entry_is_the_others_are_graded(class_folder: Path, tmp_path: Path) -> None:
    shown = Console(file=StringIO(), width=300)
    assert grade_class(Options((class_folder,), tmp_path / "out", only=("l1_distance",)), shown) == 0
    lines = json.loads((tmp_path / "out" / "results.json").read_text())["submissions"]
    scores = {each["submission"]: each["score"] for each in lines}
    assert (scores.pop("ann"), scores.pop("ben")) == (2.0, 2.0)
    assert set(scores.values()) == {0.0}
    assert len(scores) == len(ODD) - 1
    for each in lines:
        assert is_fit(each["submission"])
        kept = json.loads((tmp_path / "out" / each["result"]).read_text())
        assert kept["notes"] or each["submission"] in ("ann", "ben", "bomb", "pipe")
    said = shown.file.getvalue()  # type: ignore[attr-defined]  # the StringIO above
    assert "Not graded, being no folder, .py, .ipynb or .zip: roster.csv" in said
    assert all(reason in said for _, _, reason in ODD)


def test_every_result_has_a_place_and_the_same_one_next_time(class_folder: Path, tmp_path: Path, course: Course) -> None:
    batch, store = run.open_batch(course, Terms(0, "embedded")), Store(tmp_path / "out")
    planned = batch.plan(find([class_folder], course))
    list(run.grade_jobs(planned, store, Scripted, batch))
    assert all(store.known(job.id, job.key) is not None for job in planned)
    assert {path.parent.parent for path in (store.path(job.id) for job in planned)} == {tmp_path / "out" / "submissions"}
    assert batch.plan(find([class_folder], course)) == planned


def test_what_cannot_be_written_is_a_sentence(class_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out" / "submissions" / "ann" / "result.json").mkdir(parents=True)
    assert grade_class(Options((class_folder / "ann",), tmp_path / "out", only=("l1_distance",)), Console(quiet=True)) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "cannot be read or written" in said
    assert "Traceback" not in said
