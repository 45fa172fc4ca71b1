"""examples/line_fit: a second course on the same engine, through its life: proved, begun, checked, seen, handed in, graded, released."""

import csv
import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader import course as courses
from tests.processes import finish

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "examples" / "line_fit"
ENDING = "which holds no course.toml: name the folder of a course, or the id of an installed one.\n"


def grader(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A command, typed in a folder, about this course."""
    return finish(sys.executable, "-m", "grader", words[0], *words[1:], "--course", str(COURSE), cwd=folder)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `grader start` makes, with the first exercise solved and the second wrong."""
    folder = tmp_path_factory.mktemp("learner") / "work"
    done = grader("start", str(folder))
    assert done.returncode == 0, done.stderr
    unit = folder / "unit1_line.py"
    solved = (COURSE / "solutions" / "unit1_line.py").read_text().replace("return velocity - predict(", "return -velocity + predict(")
    unit.write_text(solved)
    return folder


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
    sentence = "The signs are the other way round: begin with what was measured"
    assert sentence in done.stdout


def test_a_learner_sees_pictures_of_their_own_results(work: Path) -> None:
    done = grader("show", "line", folder=work)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (work / "pictures" / "unit1_line" / "line.png").stat().st_size > 1000


def test_what_this_course_has_not_is_said_in_a_sentence(work: Path) -> None:
    done = grader("play", folder=work)
    assert (done.returncode, done.stderr) == (2, f"Course: Fit a line (--course {COURSE})\nThis course has nothing to play with.\n")


def test_a_class_is_graded_with_two_jobs(work: Path, tmp_path: Path) -> None:
    for name in ("solutions", "assignments"):
        shutil.copytree(COURSE / name, tmp_path / "class" / name, ignore=shutil.ignore_patterns("styles", "README.md"))
    shutil.copytree(work, tmp_path / "class" / "work")
    done = grader("grade", str(tmp_path / "class"), "--out", str(tmp_path / "out"), "--jobs", "2", "--seed", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = json.loads((tmp_path / "out" / "results.json").read_text())["submissions"]
    scores = {each["submission"]: each["score"] for each in lines}
    assert scores["solutions"] == courses.load(COURSE).points == 24
    assert scores["assignments"] == 0
    assert 1 <= scores["work"] < 24
    result = json.loads((tmp_path / "out" / "submissions" / "work" / "result.json").read_text())
    assert result["data"] == "measured"
    found = {each["name"]: each["checks"] for each in result["exercises"]}
    assert any(check["mistake"] for check in found["residuals"])


def test_it_becomes_an_nbgrader_course(tmp_path: Path) -> None:
    pytest.importorskip("nbgrader")
    done = grader("nbgrader", "init", str(tmp_path / "nb"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.parent.name for path in (tmp_path / "nb" / "source").rglob("*.ipynb")} == {"unit1_line", "unit2_descent"}


def test_the_demonstrations_show_the_data_that_checks_use() -> None:
    rows = list(csv.DictReader((COURSE / "data" / "hubble.csv").open(newline="")))
    demo = runpy.run_path(str(COURSE / "solutions" / "demo.py"))
    assert list(demo["DISTANCE"]) == [float(each["distance"]) for each in rows]
    assert list(demo["VELOCITY"]) == [float(each["velocity"]) for each in rows]
