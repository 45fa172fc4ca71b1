"""A course that has no extras/, no data and no hints: what needs none works, and the rest says so in a sentence."""

import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.grading import record
from grader.notebooks import prepare
from grader.results.write import write_json
from tests.learner.conftest import Run
from tests.typed import typed

STUB = "def predict(x):\n    # Write your code here, then delete the next line.\n    raise NotImplementedError\n"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `grader new-course` makes, without all that a course may lack."""
    folder = tmp_path_factory.mktemp("bare") / "line"
    assert typed("new-course", folder, "--title", "Fit a line").returncode == 0
    for name in ("checks", "data", "extras", "solutions/styles"):
        shutil.rmtree(folder / name)
    manifest = (folder / "course.toml").read_text(encoding="utf-8")
    for part in (r"^\[package\].*?(?=^\[\[unit\]\])", r"^hints = \[.*?^\]\n", r"^reading = [^\n]*\n"):  # [package] to [[data]]; hints
        manifest = re.sub(part, "", manifest, flags=re.MULTILINE | re.DOTALL)
    (folder / "course.toml").write_text(manifest, encoding="utf-8")
    return folder


def test_a_working_copy_of_its_units(bare: Path, tmp_path: Path, run: Run) -> None:
    done = run(tmp_path, "start", "mine", GRADER_COURSE=bare)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["README.md", "unit1_line.py"]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["show", "1"], "This course has no pictures."),
        (["show", "unit1"], "This course has no pictures."),
        (["play", "--no-open"], "This course has nothing to play with."),
        (["data", "status"], "This course has no data beside what it came with."),
        (["data", "add", "."], "This course has no data beside what it came with."),
    ],
)
def test_what_it_has_not(bare: Path, tmp_path: Path, run: Run, command: list[str], sentence: str) -> None:
    (tmp_path / "unit1_line.py").write_text(STUB)
    done = run(tmp_path, *command, GRADER_COURSE=bare)
    assert (done.returncode, done.stderr) == (2, f"Course: Fit a line (GRADER_COURSE={bare})\n{sentence}\n")


def test_no_figures(bare: Path, tmp_path: Path, run: Run) -> None:
    done = run(tmp_path, "figures", GRADER_COURSE=bare)
    assert (done.returncode, done.stdout.strip()) == (2, "This course has no published figures (extras/figures).")
    done = run(tmp_path, "figures", "--data", ".", GRADER_COURSE=bare)
    assert done.stdout.strip() == "All data of this course lie in the course itself: --data can name none."


def test_an_exercise_without_hints(bare: Path, tmp_path: Path, run: Run) -> None:
    done = run(tmp_path, "hint", "predict", GRADER_COURSE=bare)
    assert (done.returncode, done.stdout) == (0, "There is no hint for predict.\n")


def test_pages_come_without_pictures(bare: Path, tmp_path: Path, run: Run) -> None:
    passed = ExerciseVerdict("predict", "unit1_line", 1, (CheckVerdict("check", "is right", "public", Status.PASSED),))
    made = record.make("ada", [passed], seed=0, device="cpu", data="")
    write_json(tmp_path / "out" / "submissions" / "ada" / "result.json", made)
    done = run(tmp_path, "report", "out", "--out", "pages", "--learner", "--pictures", GRADER_COURSE=bare)
    assert done.stdout.splitlines() == ["This course has no pictures. The pages come without.", "wrote pages/ada.html"]
    assert "Graded on (cpu)." not in (tmp_path / "pages" / "ada.html").read_text()


def test_examples_are_of_the_course(bare: Path, tmp_path: Path, run: Run) -> None:
    done = run(tmp_path, "check", "--help", GRADER_COURSE=bare)
    assert "grader check predict fit_line" in done.stdout
    assert "unit1_line --open" in run(tmp_path, "show", "--help", GRADER_COURSE=bare).stdout
    assert "grader hint EXERCISE" in run(tmp_path, "hint", "--help", GRADER_COURSE=tmp_path).stdout


def test_a_notebook_finds_its_units(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_COURSE", str(bare))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "meta_path", sys.meta_path[:])
    prepare()
    assert find_spec("unit1_line") is not None
    assert list(tmp_path.iterdir()) == []
