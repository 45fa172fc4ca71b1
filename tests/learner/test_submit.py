"""`grader submit`: a zip of exactly what is graded, with a receipt, and what will be graded in words."""

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.course import Course
from grader.learner import submit
from grader.learner.progress_file import Memory
from grader.learner.submit import packed, submit_work, unimportable
from grader.sandbox.failures import SandboxError
from grader.submission.model import Submission, read
from tests.learner.conftest import Run
from tests.processes import CLONE


def test_a_zip_of_what_is_graded_with_its_receipt(work: Path, course: Course, run: Run) -> None:
    (work / "unit02_similarity.py").write_text(course.reference["unit02_similarity"])
    memory = Memory(work, course, read(work, course))
    wrong = CheckVerdict("check", "is right", "public", Status.FAILED)
    memory.take(ExerciseVerdict("rmse_distance", "unit02_similarity", 2, (wrong,)))
    memory.save()
    (work / "unit03_descent.py").write_text("def f(:\n")
    done = run(work, "submit")
    assert done.returncode == 0, done.stderr
    data = (work / "submission.zip").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    assert f"sha256  {digest}" in done.stdout
    assert re.search(r"made    \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", done.stdout)
    assert (work / "submission.zip.receipt.txt").read_text() in done.stdout
    begun = len(course.units[1].exercises) + len(course.units[2].exercises)
    for sentence in (
        f"{begun} of {len(course.scored)} exercises will be graded; {len(course.scored) - begun} are untouched.",
        "unit03_descent.py could not be imported.\nIt raised SyntaxError",
        "Not right yet: rmse_distance\n",
        "Not checked since your last edit: l1_distance, mnist_distance, is_3, accuracy_3_7, gradient_at,",
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
    made = packed(work, course, mine)
    (work.parent / "work.zip").write_bytes(made)
    assert read(work.parent / "work.zip", course).digest == mine.digest
    assert packed(work, course, mine) == made  # the same work makes the same zip


def test_a_notebook_under_another_name_is_packed_as_it_is(tmp_path: Path, course: Course) -> None:
    cell = {"cell_type": "code", "source": "def row(image, i):\n    return image[i]\n\ndef is_3(x, a, b):\n    return x", "metadata": {}}
    content = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4}).encode()
    (tmp_path / "ada (2).ipynb").write_bytes(content)
    mine = read(tmp_path, course)
    assert set(mine.files.values()) == {"ada (2).ipynb"}
    made = packed(tmp_path, course, mine)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {each: archive.read(each) for each in archive.namelist()} == {"ada (2).ipynb": content}
    (tmp_path / "work.zip").write_bytes(made)
    assert read(tmp_path / "work.zip", course).digest == mine.digest


def test_why_a_notebook_cannot_be_imported_names_its_cell(tmp_path: Path, course: Course) -> None:
    cells = [{"cell_type": "code", "source": each} for each in ("", "# mine\nfrom unit01_pixels import nothing", "def is_3(x): return nothing")]
    (tmp_path / "unit02_similarity.ipynb").write_text(json.dumps({"cells": cells}))
    (tmp_path / "unit01_pixels.py").write_text(course.reference["unit01_pixels"])
    (told,) = unimportable(course, read(tmp_path, course))
    assert "\n  cell 2, line 2: from unit01_pixels import nothing" in told


def test_a_zip_that_cannot_be_written(work: Path, run: Run) -> None:
    done = run(work, "submit", "--out", "nowhere/mine.zip")
    assert done.returncode == 2
    assert done.stderr == (
        f"{CLONE}nowhere/mine.zip cannot be written (No such file or directory). Name another file with --out.\n"
    )


def test_a_zip_that_cannot_be_tried_is_still_there(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(course: Course, opened: Submission) -> list[str]:
        raise SandboxError("the zygote is gone")

    monkeypatch.setattr(submit, "unimportable", fail)
    assert submit_work(work, None) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert said.endswith(
        "submission.zip is written, but could not be tried here (the zygote is gone). See: grader doctor"
    )
    assert (work / "submission.zip").is_file()
