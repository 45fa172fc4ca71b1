"""examples/line_fit as an nbgrader course, through nbgrader's whole cycle: the points are those of `grader grade`."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

import nbformat

from grader import VARIABLE
from tests.line_fit.conftest import COURSE, SENTENCE, WRONG, grader
from tests.notebooks.conftest import Class, Notebook, nbgrader

pytestmark = pytest.mark.slow

UNIT = "unit1_line"
WORK = ("right", "untouched", "wrong")


def notebook(course: Class, student: str) -> Notebook:
    """What a learner hands in."""
    if student == "untouched":
        return course.read("release")
    wrong = {"residuals": f"def residuals(distance, velocity, line):\n    {WRONG}\n"}
    return course.solved(**(wrong if student == "wrong" else {}))


def points(results: Path, student: str) -> dict[str, float]:
    """What `grader grade` gives for the unit, by exercise."""
    result = json.loads((results / "submissions" / student / "result.json").read_text())
    return {each["name"]: each["points"] for each in result["exercises"] if each["unit"] == UNIT}


@pytest.fixture(scope="module")
def graded(results: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    """The class after init, generate, release, fetch, submit, collect, autograde, feedback and export."""
    home = tmp_path_factory.mktemp("cycle")
    course = Class(home / "course", UNIT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(COURSE))
        done = grader("nbgrader", "init", str(course.folder))
        assert done.returncode == 0, done.stdout + done.stderr
        (home / "exchange").mkdir(mode=0o777)
        exchange = f"\nc.Exchange.root = {str(home / 'exchange')!r}\nc.Exchange.cache = {str(home / 'cache')!r}\n"
        seed = json.loads((results / "seed.json").read_text())["seed"]  # the same random inputs as where `grader grade` judged them
        with open(course.folder / "nbgrader_config.py", "a", encoding="utf-8") as file:
            file.write(f"{exchange}c.JudgeCells.seed = {seed}\n")
        nbgrader(course.folder, "generate_assignment", UNIT)
        nbgrader(course.folder, "release_assignment", UNIT)
        for student in WORK:
            desk = home / "desks" / student
            desk.mkdir(parents=True)
            (desk / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.course_id = 'line-fit'{exchange}")
            nbgrader(desk, "fetch_assignment", UNIT)
            nbformat.write(notebook(course, student), desk / UNIT / f"{UNIT}.ipynb")
            nbgrader(desk, "submit", UNIT, f"--student={student}")
        nbgrader(course.folder, "collect", UNIT)
        done = grader("nbgrader", "autograde", str(course.folder), UNIT, "--jobs", "2")
        assert done.returncode == 0, done.stdout + done.stderr
        nbgrader(course.folder, "generate_feedback", UNIT)
        nbgrader(course.folder, "export", "--to=grades.csv")
        yield course


def test_a_notebook_for_each_unit(graded: Class) -> None:
    assert {path.parent.name for path in (graded.folder / "source").rglob("*.ipynb")} == {"unit1_line", "unit2_descent"}
    assert 'c.CourseDirectory.course_id = "line-fit"\n' in (graded.folder / "nbgrader_config.py").read_text()


def test_learners_fetch_the_notebook_and_its_support_without_answers(graded: Class) -> None:
    desk = graded.folder.parent / "exchange" / "line-fit" / "outbound" / UNIT
    assert sorted(path.name for path in desk.iterdir()) == ["demo.py", "pictures.py", f"{UNIT}.ipynb"]
    assert "velocity - predict" not in (desk / f"{UNIT}.ipynb").read_text()


@pytest.mark.parametrize("student", WORK)
def test_every_cell_of_the_gradebook_equals_the_result_of_grader_grade(graded: Class, results: Path, student: str) -> None:
    assert graded.scores(student) == points(results, student)
    assert len(points(results, student)) == 4


def test_the_totals_in_the_export(graded: Class) -> None:
    rows = {row["student_id"]: row for row in csv.DictReader((graded.folder / "grades.csv").open(newline="")) if row["assignment"] == UNIT}
    assert {name: float(row["score"]) for name, row in rows.items()} == {name: pytest.approx(sum(graded.scores(name).values())) for name in WORK}
    assert float(rows["right"]["score"]) == float(rows["right"]["max_score"]) == 8


def test_the_feedback_names_the_mistake(graded: Class) -> None:
    page = (graded.folder / "feedback" / "wrong" / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")
    assert SENTENCE in page
    assert "HIDDEN TESTS" not in page


def test_scores_of_grader_grade_go_into_a_gradebook(results: Path, tmp_path: Path) -> None:
    done = grader("export", str(results), "--format", "nbgrader", "--out", str(tmp_path / "gradebook.db"))
    assert done.returncode == 0, done.stdout + done.stderr
    pushed = Class(tmp_path, UNIT)
    assert sum(pushed.scores("right").values()) == 8
    assert pushed.scores("wrong") == points(results, "wrong")
