"""Results of `grader grade` in a gradebook."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Course as KnownCourse
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, select, update

from grader.course import Course
from grader.grading import record
from grader.grading.judge import Judge
from grader.grading.record import Result
from grader.notebooks.nbgrader import course_folder
from grader.notebooks.nbgrader.config import find_alembic
from grader.notebooks.nbgrader.gradebook import push
from grader.results.write import write_json
from grader.submission.model import Submission
from tests.notebooks.conftest import UNIT, Class
from tests.processes import CLONE, finish
from tests.typed import typed


def row(student: str, **points: float) -> Result:
    """A result of two exercises of two units, worth 2 points each."""
    exercises: list[dict[str, Any]] = [
        {"name": name, "unit": unit, "status": "passed" if points[name] else "not_started", "points": points[name], "max_points": 2.0, "checks": []}
        for name, unit in (("l1_distance", UNIT), ("sgd_step", "unit03_descent"))
    ]  # fmt: skip
    return {"submission": student, "exercises": exercises}


def url(path: Path) -> str:
    return f"sqlite:///{path / 'gradebook.db'}"


@pytest.fixture
def made(gradebook: Path, tmp_path: Path) -> str:
    """The address of an empty gradebook in this test's folder."""
    shutil.copy(gradebook, tmp_path)
    return url(tmp_path)


def test_a_new_gradebook_has_the_same_totals(course: Course, tmp_path: Path) -> None:
    rows = [
        row("ada", l1_distance=2, sgd_step=1.5),
        row("bob", l1_distance=0.67, sgd_step=0),
        row("eve", l1_distance=0, sgd_step=0),
    ]
    pushed = push(course, rows, url(tmp_path))
    assert (pushed.learners, pushed.units, pushed.missing) == (3, 3, ())
    with Gradebook(url(tmp_path)) as gradebook:
        assert {each.id: each.score for each in gradebook.students} == {"ada": 3.5, "bob": 0.67, "eve": 0}
        assert {each.name: each.max_score for each in gradebook.assignments} == {UNIT: 2, "unit03_descent": 2}
        assert len(gradebook.find_assignment("unit03_descent").submissions) == 1


def test_pushing_again_updates_and_keeps_what_a_person_gave(course: Course, made: str, tmp_path: Path) -> None:
    push(course, [row("ada", l1_distance=2, sgd_step=0)], made, "mnist-basics")
    with Gradebook(made) as gradebook:
        gradebook.find_grade("test_l1_distance", UNIT, UNIT, "ada").manual_score = 1.5
        gradebook.db.commit()
    push(course, [row("ada", l1_distance=0, sgd_step=0)], made, "mnist-basics")
    with Gradebook(made) as gradebook:
        grade = gradebook.find_grade("test_l1_distance", UNIT, UNIT, "ada")
        assert (grade.auto_score, grade.manual_score, grade.score) == (0, 1.5, 1.5)
        assert grade.needs_manual_grade


def test_into_the_gradebook_of_a_course_folder(fresh: Class, judge: Judge, course: Course) -> None:
    verdicts = judge.grade(
        Submission("ada", course.reference, {}), frozenset(each.name for each in course.units[1].exercises)
    )
    made = record.make("ada", verdicts, seed=0, device="cpu", data="embedded")
    pushed = push(course, [made], url(fresh.folder), "mnist-basics")
    assert pushed.missing == ()
    assert sum(fresh.scores("ada").values()) == made["score"] == 12


def graded(cwd: Path, *rows: Result) -> None:
    """A folder of these results, as `grader grade --out out` leaves it."""
    made = [{"schema": record.SCHEMA, "score": 0.0, "max_score": 4.0, **each} for each in rows]
    for each in made:
        write_json(cwd / "out" / "submissions" / each["submission"] / "result.json", each)
    write_json(cwd / "out" / "results.json", record.of_class([record.line(each) for each in made]))


def export(out: object, *rows: Result, cwd: Path, policy: str = "") -> list[str]:
    """What `grader export` says of these results into a gradebook: its exit status, then the lines of both its streams."""
    graded(cwd, *rows)
    (cwd / "policy.toml").write_text(policy)
    done = typed("export", "out", "--format", "nbgrader", "--out", out, "--policy", "policy.toml", cwd=cwd)
    return [str(done.returncode), *done.stdout.splitlines(), *done.stderr.removeprefix(CLONE).splitlines()]


def renamed(address: str, name: str) -> None:
    """The gradebook's only course gets another name: faster than to make a gradebook."""
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(update(KnownCourse).values(id=name))
    engine.dispose()


def courses_in(address: str) -> list[str]:
    """The courses that a gradebook knows."""
    engine = create_engine(address)
    with engine.connect() as connection:
        found = list(connection.execute(select(KnownCourse.id)).scalars())
    engine.dispose()
    return found


ADA = row("ada", l1_distance=2, sgd_step=0)


def test_an_exercise_without_a_cell_in_a_release_in_use_is_named(course: Course, made: str, tmp_path: Path) -> None:
    first, second = row("ada", l1_distance=2, sgd_step=0), row("bob", l1_distance=2, sgd_step=0)
    second["exercises"].append({**second["exercises"][0], "name": "is_3"})
    assert push(course, [first], made, "mnist-basics").missing == ()
    assert export("gradebook.db", first, second, cwd=tmp_path) == [
        "1",
        "2 learners, 2 units of theirs: gradebook.db",
        "Left out, because what was released before has no cell for them: is_3.",
    ]


def test_where_there_are_no_results(tmp_path: Path) -> None:
    assert export("gradebook.db", cwd=tmp_path) == ["2", "There are no results in out: run `grader grade` with --out out first."]
    assert not (tmp_path / "gradebook.db").exists()


def test_the_course_is_the_one_of_the_configuration_beside(made: str, tmp_path: Path) -> None:
    folder = tmp_path / "fall"
    folder.mkdir()
    shutil.copy(tmp_path / "gradebook.db", folder)
    renamed(url(folder), "fall-101")
    config = "import pathlib\nc = get_config()\nc.CourseDirectory.course_id = pathlib.Path().resolve().name + '-101'\n"
    (folder / "nbgrader_config.py").write_text(config)
    assert export("fall/gradebook.db", ADA, cwd=tmp_path) == ["0", "1 learner, 1 unit of theirs: fall/gradebook.db"]
    assert export(url(folder), ADA, cwd=tmp_path) == ["0", f"1 learner, 1 unit of theirs: {url(folder)}"]  # an address of SQLAlchemy's
    assert courses_in(url(folder)) == ["fall-101"]
    with Gradebook(url(folder), "fall-101") as gradebook:
        assert [(each.name, each.course_id) for each in gradebook.assignments] == [(UNIT, "fall-101"), ("unit03_descent", "fall-101")]
    (folder / "nbgrader_config.py").write_text("raise SystemExit('There is no course here.')\n")
    assert export("fall/gradebook.db", ADA, cwd=tmp_path) == ["2", f"{folder}/nbgrader_config.py cannot be read: There is no course here."]


def test_the_configuration_that_the_kit_makes_keeps_one_course(course: Course, made: str, tmp_path: Path) -> None:
    renamed(made, "cs-101")
    course_folder.init(course, tmp_path, "cs-101")
    assert export("gradebook.db", ADA, cwd=tmp_path)[0] == "0"
    assert courses_in(made) == ["cs-101"]


def test_without_a_configuration_it_is_the_course_s_own_id(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder" / "gradebook.db"
    for _ in range(2):
        assert export(out, ADA, cwd=tmp_path) == ["0", f"1 learner, 1 unit of theirs: {out}"]
    assert courses_in(f"sqlite:///{out}") == ["mnist-basics"]


def test_a_gradebook_whose_course_nobody_named_keeps_it(made: str, tmp_path: Path) -> None:
    renamed(made, "default_course")  # as earlier versions left it
    assert export("gradebook.db", ADA, cwd=tmp_path)[0] == "0"
    assert courses_in(made) == ["default_course"]


@pytest.mark.parametrize(
    ("out", "reason"),
    [
        ("file", "file is not a database"),
        ("folder", "unable to open database file"),
        ("nonsense://host/base", "Can't load plugin: sqlalchemy.dialects:nonsense"),
        ("my file://", "Could not parse SQLAlchemy URL from given URL string"),
    ],
)
def test_what_is_no_gradebook_says_so(tmp_path: Path, out: str, reason: str) -> None:
    (tmp_path / "file").write_text("This is no database, and long enough to be told from one.\n" * 10)
    (tmp_path / "folder").mkdir()
    assert export(out, ADA, cwd=tmp_path) == ["2", f"{out} cannot be written ({reason}): give --out another gradebook."]


def test_a_driver_that_is_not_here_is_named(tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy.dialects.oracle")
    said = export("oracle+cx_oracle://ada:secret@host/base", ADA, cwd=tmp_path)
    assert said == ["2", "For oracle+cx_oracle://ada:***@host/base SQLAlchemy needs cx_Oracle, which is not installed here."]


def test_learners_after_the_rules_and_no_excused_one(made: str, tmp_path: Path) -> None:
    rules = '[[excuse]]\nlearner = "bob"\nreason = "Ill."\n[groups]\nteam = ["cleo", "dan"]\n'
    team = row("team", l1_distance=1, sgd_step=0)
    assert export("gradebook.db", ADA, row("bob", l1_distance=2, sgd_step=0), team, cwd=tmp_path, policy=rules)[0] == "0"
    with Gradebook(url(tmp_path), "mnist-basics") as gradebook:
        assert {each.id: each.score for each in gradebook.students} == {"ada": 2, "cleo": 1, "dan": 1}


def test_alembic_is_found_where_no_environment_is_active(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graded(tmp_path, ADA)
    command = (sys.executable, "-m", "grader", "export", "out", "--format", "nbgrader", "--out", "gradebook.db")
    done = finish(*command, cwd=tmp_path, PATH=tmp_path)
    assert (done.returncode, done.stdout) == (0, "1 learner, 1 unit of theirs: gradebook.db\n"), done.stderr
    monkeypatch.setattr(sys, "executable", "/nowhere/bin/python")  # and where pip put it into another folder than Python's
    monkeypatch.setenv("PATH", "/nowhere/else")
    find_alembic()
    assert shutil.which("alembic")
    assert os.environ["PATH"].endswith(f"{os.pathsep}/nowhere/else")
