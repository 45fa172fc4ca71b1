"""What only a public check may tell, the expected value say, stands in nothing that is written of a hidden check.

The course is the one that `grader new-course` makes, with two more hidden checks whose public wording holds sentinels. One exercise
is judged beside the learner's own code alone, the other in a worker that holds a solution, whose words are chosen otherwise.
"""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from grader import course as courses
from grader.checking.verdict import ExerciseVerdict
from grader.grading import record
from grader.grading.judge import Judge
from grader.grading.terms import Terms
from grader.learner.progress_file import Memory
from grader.notebooks.kernel import card
from grader.submission.model import read
from tests.typed import typed

pytestmark = pytest.mark.security

SENTINELS = ("8765.43", "quince")
CHECKS = '''
from grader.checking.kit import fail, read


def check_kept_value(student):
    """keeps a value"""
    weight = torch.ones(3)
    expect(student.{call}).equals({wanted})


def check_kept_word(student):
    """keeps a word"""
    weight = torch.ones(3)
    answer = student.{call}
    raise fail(answer, "The word is not right.", shown=f"Expected quince; got {{float(torch.as_tensor(read(answer)).sum()):.4f}}.")
'''
CALLS = {
    "predict": ("predict(weight, 1.0, 1.0)", "torch.full((3,), 8765.4321)"),
    "fit_line": ("fit_line(weight.cumsum(0), weight)", "(8765.4321, 8765.4321)"),
}
WORK = """import torch

def predict(weight, slope, start):
    return slope * weight - start

def fit_line(weight, length):
    return 1.0, 2.0
"""


@pytest.fixture(scope="module")
def course(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(toy, tmp_path_factory.mktemp("kept") / "toy")
    for name, (call, wanted) in CALLS.items():
        with (folder / "checks" / "hidden" / "unit1_line" / f"check_{name}.py").open("a") as file:
            file.write(CHECKS.format(call=call, wanted=wanted))
    manifest = (folder / "course.toml").read_text()
    (folder / "course.toml").write_text(manifest.replace('name = "fit_line"\n', 'name = "fit_line"\nneeds = ["predict"]\n'))
    return folder


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handed-in")
    (folder / "ada").mkdir()
    (folder / "ada" / "unit1_line.py").write_text(WORK)
    return folder


@pytest.fixture(scope="module")
def graded(course: Path, handed_in: Path) -> Path:
    done = typed("grade", handed_in, "--out", handed_in.parent / "out", "--seed", 0, "--jobs", 1, GRADER_COURSE=course)
    assert done.returncode == 0, done.stderr
    no_sentinel(done.stdout, "the terminal")
    return handed_in.parent / "out"


def no_sentinel(text: str, where: str) -> None:
    assert not [each for each in SENTINELS if each in text], where


def files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def test_what_is_graded(graded: Path) -> None:
    """result.json, results.json, work.json and whatever else lies there."""
    for path in files(graded):
        no_sentinel(path.read_text(encoding="utf-8"), path.name)
    (predict, fit_line) = json.loads((graded / "submissions" / "ada" / "result.json").read_text())["exercises"]
    for exercise in (predict, fit_line):  # both were judged, and failed by what is kept
        *_, value, word = [each for each in exercise["checks"] if each["visibility"] == "hidden"]
        assert (value["title"], value["status"]) == ("keeps a value", "failed")
        assert (word["title"], word["status"]) == ("keeps a word", "failed")
        assert set(word) - {"name", "title", "visibility", "status", "seconds"} <= {"kind", "called", "sentence"}
    assert predict["checks"][-1]["sentence"] == "The word is not right."
    assert {each["seconds"] for each in fit_line["checks"]} == {0.0}  # which says that a solution was in the worker


@pytest.mark.parametrize("kind", ["csv", "canvas", "junit", "markdown", "gradescope", "check50", "nbgrader"])
def test_every_export(graded: Path, course: Path, kind: str, tmp_path: Path) -> None:
    if kind == "nbgrader":
        pytest.importorskip("nbgrader")
    done = typed("export", graded, "--format", kind, "--out", tmp_path / "out", GRADER_COURSE=course)
    assert (tmp_path / "out").exists(), done.stderr
    for path in files(tmp_path):
        no_sentinel(path.read_bytes().decode("utf-8", "replace"), kind)


@pytest.mark.parametrize("words", [[], ["--learner"]], ids=["of the class", "of the learner"])
def test_every_page(graded: Path, course: Path, words: list[str], tmp_path: Path) -> None:
    done = typed("report", graded, *words, "--out", tmp_path / "pages", GRADER_COURSE=course)
    assert done.returncode == 0, done.stderr
    written = files(tmp_path)
    assert written
    for path in written:
        no_sentinel(path.read_text(encoding="utf-8"), path.name)


def test_what_is_kept_and_shown_of_a_verdict(course: Path, handed_in: Path, tmp_path: Path) -> None:
    """A notebook's card, what the judge process of `grader watch` says, and the learner's own progress."""
    loaded = courses.load(course)
    work = read(handed_in / "ada", loaded)
    with Judge(loaded, Terms(0, unsafe=True)) as judge:
        verdicts: list[ExerciseVerdict] = judge.grade(work)
    memory = Memory(tmp_path, loaded, work)
    for verdict in verdicts:
        memory.take(verdict)
        no_sentinel(json.dumps(asdict(verdict)), "grader watch")
    memory.save()
    no_sentinel(memory.path.read_text(), "progress")
    for exercise in record.make("ada", verdicts, seed=0, device="cpu", data="")["exercises"]:
        no_sentinel(card.text(exercise) + card.html(exercise), "the card")
