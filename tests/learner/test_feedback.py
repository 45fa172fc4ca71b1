"""`grader report --learner --pictures`: drawn from the very sources that were graded, for the units that are right."""

from pathlib import Path

import pytest

from extras.show import CAPTIONS
from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.course import Course
from grader.grading import record
from grader.learner.pages import _caption
from grader.results.write import write_json
from tests.learner.conftest import Run
from tests.processes import CLONE


def verdict(name: str, unit: str, status: Status) -> ExerciseVerdict:
    return ExerciseVerdict(name, unit, 2, (CheckVerdict("check", "is right", "public", status),))


def test_pictures_of_what_was_graded(tmp_path: Path, course: Course, run: Run) -> None:
    passed = [verdict("sigmoid", "unit04_loss", Status.PASSED), verdict("ideal_digit", "unit01_pixels", Status.FAILED)]
    for name in ("ada", "ben"):
        made = record.make(name, passed, seed=0, device="cpu", data="embedded")
        write_json(tmp_path / "out" / "submissions" / name / "result.json", made)
    kept = {"modules": {name: course.reference[name] for name in ("unit01_pixels", "unit04_loss")}}
    write_json(tmp_path / "out" / "submissions" / "ada" / "work.json", kept)
    done = run(tmp_path, "report", "out", "--out", "pages", "--learner", "--pictures")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["wrote pages/ada.html", "wrote pages/ben.html"]
    assert (tmp_path / "pages" / "ada.html").read_text().count('alt="Your function"') == 1
    assert "<img" not in (tmp_path / "pages" / "ben.html").read_text()  # whose sources were not kept


@pytest.mark.parametrize(
    ("file", "caption"),
    [
        ("ideals.png", "The ideal three and the ideal seven, by your ideal_digit"),
        ("mistakes.png", "Wrong answers of your classifier, the most certain first"),
        ("fits.png", "Your curve, step after step"),
        ("training.png", "The accuracy of your training after each epoch"),
        ("weights-2.png", "Weights that your training found"),
    ],
)
def test_a_picture_is_described(file: str, caption: str) -> None:
    assert _caption(Path("unit") / file, CAPTIONS) == caption


def test_where_no_page_can_be_written(tmp_path: Path, run: Run) -> None:
    (tmp_path / "taken").write_text("")
    done = run(tmp_path, "report", "taken", "--out", "taken/pages", "--learner")
    assert done.returncode == 2
    assert done.stderr == f"{CLONE}taken/pages cannot be written (Not a directory). Name another folder with --out.\n"
