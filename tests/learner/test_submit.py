"""`grader submit`: a zip of exactly what is graded, with a receipt, and what will be graded in words."""

import hashlib
import json
import re
from pathlib import Path

from grader.course import Course
from grader.learner.submit import pack
from grader.submission import read
from tests.learner.conftest import Run


def test_a_zip_of_what_is_graded_with_its_receipt(work: Path, course: Course, run: Run) -> None:
    (work / "unit02_similarity.py").write_text(course.reference["unit02_similarity"])
    (work / "unit03_descent.py").write_text("def f(:\n")
    done = run(work, "submit")
    assert done.returncode == 0, done.stderr
    packed = (work / "submission.zip").read_bytes()
    digest = hashlib.sha256(packed).hexdigest()
    assert f"sha256  {digest}" in done.stdout
    assert re.search(r"made    \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", done.stdout)
    assert (work / "submission.zip.receipt.txt").read_text() in done.stdout
    for sentence in (
        "11 of 60 exercises will be graded; 49 are untouched.",
        "unit03_descent.py could not be imported.\nIt raised SyntaxError",
        "Not checked since your last edit: l1_distance, rmse_distance, mnist_distance, is_3, accuracy_3_7,",
        "Before you hand in: grader check",
        "Hand in submission.zip. The receipt is beside it, in submission.zip.receipt.txt.",
    ):
        assert sentence in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_the_zip_reads_as_the_folder_does(work: Path, course: Course) -> None:
    (work / "helpers.py").write_text("def half(x):\n    return x / 2\n")
    (work / "unit02_similarity.py").unlink()
    cell = {"cell_type": "code", "source": ["%pip install torch\n", "x = 1"], "metadata": {}, "outputs": []}
    (work / "unit02_similarity.ipynb").write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4}))
    (work / "mnist_sample").mkdir()
    mine = read(work, course)
    packed = pack(work, course, mine)
    (work.parent / "work.zip").write_bytes(packed)
    assert read(work.parent / "work.zip", course).digest == mine.digest
    assert pack(work, course, mine) == packed  # the same work makes the same zip


def test_a_zip_that_cannot_be_written(work: Path, run: Run) -> None:
    done = run(work, "submit", "--out", "nowhere/mine.zip")
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "nowhere/mine.zip cannot be written (No such file or directory). Name another file with --out."
    )
