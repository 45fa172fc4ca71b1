"""What every learner's command has in common: help with examples, completion, plain output, sentences in place of tracebacks."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from grader.cli import learner, main
from grader.course import Course
from grader.learner.keys import unit_of
from grader.learner.start import NotebookError, _files
from grader.submission.model import read
from tests.learner.conftest import Run
from tests.processes import CLONE, GUARD, finish

COMMANDS = [*learner.COMMANDS, learner.completion]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: str(each.name))
def test_help_has_examples_and_fits_80_columns(command: click.Command) -> None:
    done = CliRunner().invoke(main, [str(command.name), "--help"], terminal_width=80)
    assert done.exit_code == 0
    shown = done.output.split("Examples:\n")[1]
    assert re.match(rf"  \S*.*grader {command.name}\b", shown)
    assert max(map(len, done.output.splitlines())) <= 80


@pytest.mark.parametrize("command", ["check", "watch", "hint", "progress", "show", "play", "submit"])
def test_a_folder_without_work_is_said_kindly(command: str, tmp_path: Path, run: Run) -> None:
    arguments = {"hint": ["is_33"], "show": ["1"]}.get(command, [])
    done = run(tmp_path, command, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    said = done.stderr.removeprefix(CLONE)
    assert (said == done.stderr) == (command == "watch")  # whose screen says it, once there is work to watch
    assert said.splitlines() in (
        [
            "There is no unit here, such as unit01_pixels.py.",
            "Go to the folder of your work, or make one: grader start my-course",
        ],
        ["There is no exercise is_33. Did you mean is_3?"],
    )


def test_names_of_exercises_are_completed(tmp_path: Path) -> None:
    words = {"_GRADER_COMPLETE": "bash_complete", "COMP_WORDS": "grader check mnist_", "COMP_CWORD": "2"}
    assert finish(sys.executable, "-m", "grader", cwd=tmp_path, **words).stdout.splitlines() == ["plain,mnist_distance", "plain,mnist_loss"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_switched_on_by_a_script(shell: str) -> None:
    done = CliRunner().invoke(main, ["completion", shell])
    assert done.exit_code == 0
    assert f"_GRADER_COMPLETE={shell}_complete" in done.output


def test_a_course_of_notebooks_reads_as_the_stubs(course: Course, tmp_path: Path) -> None:
    pytest.importorskip("jupytext")
    files = _files(course, notebooks=True)
    assert next(iter(files)) == "unit01_pixels.ipynb"
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    cells = json.loads(files["unit02_similarity.ipynb"])["cells"]
    first = next("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert "from grader.notebooks import prepare" in first
    submission = read(tmp_path, course)
    assert submission.problems == {}
    for unit in course.units:
        stub = unit_of((course.root / "assignments" / f"{unit.name}.py").read_text())
        made = unit_of(submission.modules[unit.name])
        for each in unit.exercises:
            assert stub.definition(each.name) == made.definition(each.name) is not None


def test_notebooks_without_jupytext(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jupytext", None)
    sentence = r"Notebooks need jupytext: run `python -m pip install jupytext`, or start without\."
    with pytest.raises(NotebookError, match=sentence):
        _files(course, notebooks=True)


@pytest.mark.parametrize(
    ("encoding", "row"), [("ascii", "..........."), ("cp1252", "···········"), ("utf-8", "···········")]
)
def test_a_console_without_the_signs_gets_others(encoding: str, row: str, work: Path) -> None:
    command = [sys.executable, "-m", "grader", "progress"]
    around = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, cwd=work, capture_output=True, env=around, timeout=GUARD)
    assert (done.returncode, done.stderr.decode(encoding).splitlines()) == (0, CLONE.splitlines())
    lines = done.stdout.decode(encoding).splitlines()
    assert lines[0].split() == ["1", "An", "image", "is", "numbers", row, "0", "/", "10"]
    assert lines[11].startswith("● passed" if encoding == "utf-8" else "o passed")
