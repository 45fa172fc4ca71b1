"""examples/line_fit: a second course on the same engine: proved, begun, checked, seen."""

import csv
import runpy
import sys
from pathlib import Path

import pytest

from tests.line_fit.conftest import COURSE, SENTENCE, grader
from tests.processes import finish

pytestmark = pytest.mark.slow

ENDING = "which holds no course.toml: name the folder of a course, or the id of an installed one.\n"


def test_it_is_proved() -> None:
    done = grader("verify", "--seeds", "1")
    assert done.returncode == 0, done.stdout
    assert "The course holds: 8 exercises" in done.stdout


def test_a_folder_without_a_course_is_refused() -> None:
    done = finish(sys.executable, "-m", "grader", "verify", "--course", str(COURSE.parent))
    assert done.returncode == 2
    assert done.stderr == f"--course names {COURSE.parent}, {ENDING}"


def test_a_variable_that_names_no_course_is_said_so(tmp_path: Path) -> None:
    done = finish(sys.executable, "-m", "grader", "check", cwd=tmp_path, GRADER_COURSE=tmp_path)
    assert (done.returncode, done.stderr) == (2, f"GRADER_COURSE names {tmp_path}, {ENDING}")


def test_the_first_words_to_a_learner_name_the_course(tmp_path: Path) -> None:
    done = grader("start", str(tmp_path / "work"))
    assert f"grader check --course {COURSE}" in " ".join(done.stdout.split())


def test_a_learner_begins_with_what_the_course_has_and_with_nothing_of_another(work: Path) -> None:
    names = {path.name for path in work.iterdir() if not path.name.startswith(".")}
    assert names == {"README.md", "unit1_line.py", "unit2_descent.py", "demo.py", "pictures.py"}


def test_a_learner_checks_work_and_sees_which_mistake_it_is(work: Path) -> None:
    done = grader("check", folder=work)
    assert done.returncode == 1
    assert "● predict" in done.stdout
    assert "residuals (unit1_line.py)" in done.stdout
    assert SENTENCE in done.stdout


def test_a_learner_sees_pictures_of_their_own_results(work: Path) -> None:
    done = grader("show", "line", folder=work)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (work / "pictures" / "unit1_line" / "line.png").stat().st_size > 1000


def test_what_this_course_has_not_is_said_in_a_sentence(work: Path) -> None:
    done = grader("play", folder=work)
    assert (done.returncode, done.stderr) == (2, f"Course: Fit a line (--course {COURSE})\nThis course has nothing to play with.\n")


def test_the_demonstrations_show_the_data_that_checks_use() -> None:
    rows = list(csv.DictReader((COURSE / "data" / "hubble.csv").open(newline="")))
    demo = runpy.run_path(str(COURSE / "solutions" / "demo.py"))
    assert list(demo["DISTANCE"]) == [float(each["distance"]) for each in rows]
    assert list(demo["VELOCITY"]) == [float(each["velocity"]) for each in rows]
