"""Every command says which course it takes, in one line, or why it can take none."""

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click
import pytest

from grader import VARIABLE
from grader.cli import main
from grader.cli.course import CourseOption
from tests.finding.conftest import LINE_FIT, ROOT, make
from tests.processes import CLONE, finish
from tests.typed import typed

WORDS = {  # what each command needs at the least
    "start": ["new"],
    "hint": ["predict"],
    "show": ["1"],
    "grade": [".", "--out", "out"],
    "report": [".", "--out", "out"],
    "export": [".", "--format", "csv", "--out", "out"],
    "release": ["--out", "out"],
    "autograde": [".", "--out", "out.json", "--seed", "0"],
    "data add": ["."],
    "data layout": ["."],
    "nbgrader init": ["nb"],
    "nbgrader update": ["nb"],
    "nbgrader autograde": ["nb", "unit1_line"],
    "new-exercise": ["unit1_line", "second"],
}
WITHOUT = {"doctor", "completion", "new-course"}  # they are about no course that is there
run = partial(finish, sys.executable, "-m", "grader")  # as a process
SILENT = {"watch", "autograde"}  # the one has a screen that says it, of the other Gradescope shows all that it prints


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, each in group.commands.items():
        if isinstance(each, click.Group):
            yield from commands(each, f"{before}{name} ")
        else:
            yield f"{before}{name}", each


ALL = dict(commands(main))


def test_every_command_that_is_about_a_course_has_the_option() -> None:
    assert {name for name, each in ALL.items() if not any(isinstance(one, CourseOption) for one in each.params)} == WITHOUT


@pytest.mark.parametrize("name", sorted(ALL.keys() - WITHOUT))
def test_a_course_that_cannot_be_had_is_said_in_a_sentence(name: str, tmp_path: Path) -> None:
    ending = "which holds no course.toml: name the folder of a course, or the id of an installed one.\n"
    words = [*name.split(), *WORDS.get(name, [])]
    done = typed(*words, cwd=tmp_path, GRADER_COURSE="nowhere")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"GRADER_COURSE names nowhere, {ending}")
    done = typed(*words, "--course", "away", cwd=tmp_path, GRADER_COURSE="nowhere")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"--course names away, {ending}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ALL.keys() - WITHOUT - SILENT))
def test_every_command_says_once_which_course_it_took(name: str, tmp_path: Path) -> None:
    course = make(tmp_path / "line", "line")
    (tmp_path / "empty").mkdir()
    done = run(*name.split(), *WORDS.get(name, []), cwd=tmp_path / "empty", GRADER_COURSE=course)
    assert done.stderr.splitlines()[0] == f"Course: The course line (GRADER_COURSE={course})"
    assert (done.stdout + done.stderr).count("Course: ") == 1
    assert "Traceback" not in done.stderr


def test_gradescopes_command_says_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = typed("autograde", "in", "--out", "out.json", "--seed", "0", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["check", "--help"], ["completion", "bash"], ["nbgrader", "--help"]])
def test_help_says_nothing_of_it(words: list[str], tmp_path: Path) -> None:
    done = typed(*words, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_help_is_of_the_course_at_hand(tmp_path: Path) -> None:
    work = LINE_FIT / "assignments"
    assert "grader hint predict" in typed("hint", "--help", cwd=work).stdout
    assert "grader hint image_to_tensor" in typed("hint", "--help", cwd=tmp_path).stdout
    assert "grader hint predict" in typed("hint", "--course", LINE_FIT, "--help", cwd=tmp_path).stdout
    assert "--only image_to_tensor" in typed("grade", "--help", cwd=work).stdout  # no folder above counts where others are judged
    assert "measured" in typed("data", "--help", cwd=work).stdout


def test_a_learners_own_folder_counts_wherever_the_command_is_typed(tmp_path: Path) -> None:
    course = make(tmp_path / "line", "line")
    (course / "work").mkdir()
    line = f"Course: The course line (course.toml in {course})\n"
    assert typed("hint", "predict", "--in", course / "work", cwd=tmp_path).stderr == line
    assert typed("hint", "predict", cwd=course / "work").stderr == line
    assert run("start", course / "new", cwd=tmp_path).stderr == line
    assert typed("hint", "is_3", cwd=tmp_path).stderr == CLONE


def test_whoever_grades_is_told_of_the_course_that_is_not_taken(tmp_path: Path) -> None:
    course = make(tmp_path / "line", "line")
    (course / "class").mkdir()
    for folder, here in ((course, "."), (course / "class", "..")):
        done = typed("report", "nothing", "--out", "out", cwd=folder)
        assert done.stderr.splitlines()[:2] == [
            f"Course: MNIST basics (the clone in {ROOT})",
            f"Another course lies in {here}. It is not taken: --course {here} would take it.",
        ]
        done = typed("report", "nothing", "--out", "out", "--course", here, cwd=folder)
        assert done.stderr.splitlines()[0] == f"Course: The course line (--course {here})"
        assert "Another course" not in done.stderr


def test_what_is_to_be_typed_next_names_a_course_that_was_asked_for(tmp_path: Path) -> None:
    course = make(tmp_path / "line", "line")
    said = run("start", "one", "--course", "line", cwd=tmp_path).stdout
    assert f"grader check --course {course}" in " ".join(said.split())
    assert "--course" not in run("start", course / "two", cwd=tmp_path).stdout


def test_work_begun_elsewhere_from_a_courses_own_folder_names_it(tmp_path: Path) -> None:
    course = make(tmp_path / "line", "line")
    done = run("start", "../work", cwd=course)
    assert done.stderr == f"Course: The course line (course.toml in {course})\n"
    assert f"Write your lines, then run:  cd ../work  and  grader check --course {course}\n" in done.stdout
    assert (tmp_path / "work" / "unit1_line.py").is_file()


def test_names_of_exercises_are_completed_by_the_course_at_hand(tmp_path: Path) -> None:
    make(tmp_path / "line", "line")

    def completed(words: str, cwd: Path, place: int) -> list[str]:
        done = run(cwd=cwd, _GRADER_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=place)
        assert done.stderr == ""
        return done.stdout.split()

    assert completed("grader check pred", tmp_path / "line", 2) == ["plain,predict"]
    assert completed("grader check --in line pred", tmp_path, 4) == ["plain,predict"]
    assert completed("grader check --course line pred", tmp_path, 4) == ["plain,predict"]
    assert completed("grader check --course nowhere pred", tmp_path, 4) == []


def test_a_broken_manifest_is_said_by_the_command_alone(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text("id = \n")
    done = typed("hint", "predict", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "course.toml, line 1: this is no TOML: Invalid value (column 6).\n"


@pytest.mark.slow
def test_processes_of_a_pool_say_nothing(tmp_path: Path) -> None:
    for name in ("ada", "bob"):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "unit1_line.py").write_text((LINE_FIT / "solutions" / "unit1_line.py").read_text())
    words = ["grade", "class", "--out", "out", "--jobs", "2", "--seed", "1", "--course", LINE_FIT]
    done = run(*words, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, f"Course: Fit a line (--course {LINE_FIT})\n")
    lines = json.loads((tmp_path / "out" / "results.json").read_text())["submissions"]
    assert {each["submission"] for each in lines} == {"ada", "bob"}
    assert VARIABLE not in done.stdout
