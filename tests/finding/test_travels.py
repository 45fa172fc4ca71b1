"""The course reaches every other process as a value: what the environment of a child says of a course changes nothing."""

import json
import os
import platform
import re
import shutil
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest

from grader import VARIABLE
from grader import course as courses
from grader.authoring.mutation.report import _tallies
from grader.batch import run
from grader.batch.executors import local
from grader.batch.pool import Pool
from grader.course import CourseError
from grader.grading import fingerprint
from grader.grading.identity import Identity, identify, of_course_here, reopen
from grader.grading.terms import Terms
from grader.notebooks.kernel.course_importer import course_of_notebook
from grader.results.store import Store
from tests.finding.conftest import LINE_FIT, ROOT, install, make
from tests.learner.terminal import Terminal
from tests.processes import finish


@pytest.mark.slow
@pytest.mark.parametrize("method", ["as ever", "spawn"])
def test_a_pool_grades_by_the_course_that_it_is_given(method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = run.open_batch(courses.load(LINE_FIT), Terms(1, "measured"))
    for name in ("ada", "bob"):
        (tmp_path / name).mkdir()
        shutil.copyfile(LINE_FIT / "solutions" / "unit1_line.py", tmp_path / name / "unit1_line.py")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    jobs = register.plan({name: tmp_path / name for name in ("ada", "bob")})
    opener = (lambda: local(2)) if method == "as ever" else (lambda: Pool(2, get_context("spawn")))
    found = list(run.grade_jobs(jobs, Store(tmp_path / "out"), opener, register))
    assert [each["score"] for each in found] == [8, 8]


@pytest.mark.slow
def test_the_judge_of_watch_takes_the_course_of_the_one_who_watches(tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(LINE_FIT / "assignments", work)
    with Terminal(work, "watch", "--course", str(LINE_FIT)) as terminal:
        terminal.until("Fit a line", "--course /", "predict is not written yet.")
        shutil.copyfile(LINE_FIT / "solutions" / "unit1_line.py", work / "unit1_line.py")
        terminal.until("predict is right. Press n for the next: residuals")
        judges = [each for each in Path("/proc").glob("[0-9]*/cmdline") if _says(each, "judge_process", str(work))]
        assert [VARIABLE in (each.parent / "environ").read_text() for each in judges] == [VARIABLE in os.environ]
        terminal.press("q")
        assert terminal.end() == 0
    with Terminal(work, "watch", "--course", str(LINE_FIT), TERM="dumb") as terminal:
        terminal.until(f"Course: Fit a line (--course {LINE_FIT}) Watching your files; Ctrl-C ends it.")
        terminal.press("\x03")
        assert terminal.end() == 0


def _says(path: Path, *words: str) -> bool:
    try:
        return all(each in path.read_text() for each in words)
    except OSError:  # it has ended
        return False


@pytest.mark.slow
def test_mutants_are_tried_by_the_course_of_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    found = dict(_tallies(LINE_FIT, ["predict", "mse"], 2, 1))
    assert {name: tally.survived for name, tally in found.items()} == {"predict": [], "mse": []}


def test_the_very_course_is_opened_wherever_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    which = identify(courses.load(LINE_FIT))
    assert (which.id, which.root) == ("line-fit", str(LINE_FIT))
    assert which.fingerprint == fingerprint.of_course(courses.load(LINE_FIT)) == of_course_here(which)
    assert reopen(which).root == LINE_FIT
    other = tmp_path / "other"
    shutil.copytree(LINE_FIT, other, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv(VARIABLE, str(other))
    assert reopen(Identity(which.id, which.fingerprint)).root == other
    (other / "checks" / "given.py").write_text("# of another version\n")
    assert reopen(which).root == LINE_FIT  # its own folder is as it was
    assert of_course_here(which) == which.fingerprint


def test_another_version_is_refused_with_both_fingerprints(tmp_path: Path) -> None:
    course = make(tmp_path / "line", "line")
    which = identify(courses.load(course))
    (course / "course.toml").write_text((course / "course.toml").read_text() + "\n# changed\n")
    there = identify(courses.load(course)).fingerprint
    sentence = (
        f"{platform.node()} has another version of the course line: its fingerprint is {there[:12]} there,\n"
        f"and {which.fingerprint[:12]} where the grades are collected.\n"
        "Put the same version of the course and the grader on both, and change neither while a class is graded."
    )
    with pytest.raises(CourseError, match=rf"\A{re.escape(sentence)}\Z"):
        reopen(which)
    assert of_course_here(which) == there
    sentence = f"{platform.node()} has no course none: install it there, or let {VARIABLE} name its folder there."
    with pytest.raises(CourseError, match=rf"\A{re.escape(sentence)}\Z"):
        reopen(Identity("none", "0"))
    assert of_course_here(Identity("none", "0")) == ""


def test_no_folder_at_hand_is_taken_for_a_course_that_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make(tmp_path / "line", "line"))
    assert of_course_here(Identity("line", "0")) == ""


def test_a_notebook_finds_its_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = make(tmp_path / "line", "line")
    (course / "work" / "unit1").mkdir(parents=True)
    monkeypatch.chdir(course / "work" / "unit1")
    assert course_of_notebook().root == course
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # the notebook is another person's
    assert course_of_notebook().root == ROOT
    monkeypatch.setenv(VARIABLE, str(LINE_FIT))
    assert course_of_notebook().root == LINE_FIT
    monkeypatch.delenv("NBGRADER_EXECUTION")
    assert course_of_notebook().root == LINE_FIT
    monkeypatch.delenv(VARIABLE)
    monkeypatch.chdir(tmp_path)
    assert course_of_notebook().root == ROOT


@pytest.mark.slow
def test_cells_are_checked_by_the_course_above_the_notebook(tmp_path: Path) -> None:
    course = tmp_path / "line"
    shutil.copytree(LINE_FIT, course, ignore=shutil.ignore_patterns("__pycache__"))
    (course / "work").mkdir()
    code = "from grader.notebooks import check, prepare; prepare(); from unit1_line import predict; check(predict)"
    shutil.copyfile(LINE_FIT / "solutions" / "unit1_line.py", course / "work" / "unit1_line.py")
    done = finish(sys.executable, "-c", code, cwd=course / "work", PYTHONPATH=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "predict" in done.stdout
    assert "✗" not in done.stdout


@pytest.mark.slow
def test_a_class_is_graded_by_an_installed_course(tmp_path: Path) -> None:
    """The libraries are named to the command and, with them, to its processes: as in an environment."""
    libraries = tmp_path / "site-packages"
    libraries.mkdir()
    package = install(libraries, "line-fit", source=LINE_FIT)
    (package / "__init__.py").write_text("")  # as a release makes it: pytest imports it with the checks that are below
    for name in ("ada", "bob"):
        (tmp_path / "class" / name).mkdir(parents=True)
        shutil.copyfile(LINE_FIT / "solutions" / "unit1_line.py", tmp_path / "class" / name / "unit1_line.py")
    words = ["grade", "class", "--out", "out", "--jobs", "2", "--seed", "1", "--course", "line-fit"]
    done = finish(sys.executable, "-P", "-m", "grader", *words, cwd=tmp_path, PYTHONPATH=os.pathsep.join([str(ROOT), str(libraries)]))
    assert (done.returncode, done.stderr) == (0, "Course: Fit a line (--course line-fit)\n"), done.stdout
    lines = json.loads((tmp_path / "out" / "results.json").read_text())["submissions"]
    assert [each["score"] for each in lines] == [8, 8]
