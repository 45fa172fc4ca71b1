"""Notebooks as learners hand them in: every way in reads the same work, and it gets one grade, the full one."""

import codecs
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import nbformat
import pytest
import torch

from grader.batch import autograde
from grader.course import Course
from grader.grading.judge import Judge
from grader.learner import work as learners_work
from grader.learner.check import check_work
from grader.learner.keys import is_broken, is_untouched
from grader.notebooks.kernel.course_importer import CourseImporter
from grader.notebooks.nbgrader.collect import collect
from grader.sandbox import forking
from grader.submission.find import find
from grader.submission.model import Submission, read, read_aside
from tests.notebooks.conftest import Class, gradebook, name_of, release, released
from tests.typed import lend, typed

__all__ = ["gradebook", "release", "released"]  # fixtures

UNIT, FILE = "unit02_similarity", "unit02_similarity.ipynb"
L1 = "def l1_distance(a, b):\n    return (a - b).abs().mean()\n"
DISTANCE = "def mnist_distance(a, b):\n    return (a - b).abs().mean((-1, -2))\n"
IS_3 = "def is_3(x, mean3, mean7):\n    return mnist_distance(x, mean3) < mnist_distance(x, mean7)\n"
WORK = (L1, DISTANCE, IS_3)
NAMES = frozenset(("l1_distance", "mnist_distance", "is_3"))
ROW = "def row(image, i):\n    return image[i]\n"
LOCKED = {"nbgrader": {"grade": True, "solution": False, "locked": True, "grade_id": "test_is_3", "points": 2}}
TASK = {"nbgrader": {"grade": False, "solution": True, "locked": False, "grade_id": "is_3"}}
PICTURE = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * (3 << 20)}}


def code(source: object, **others: object) -> dict[str, object]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None, **others}


def whole(cells: Sequence[object]) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [code(c) if isinstance(c, str) else c for c in cells]}).encode()


@dataclass(frozen=True)
class Made:
    """A notebook's file."""

    content: bytes
    name: str = FILE


def cells(*before: object, work: Sequence[object] = WORK, after: Sequence[object] = ()) -> Made:
    return Made(whole([*before, *work, *after]))


def format_3() -> bytes:
    made = [{"cell_type": "code", "language": "python", "metadata": {}, "input": each, "outputs": [], "prompt_number": 1} for each in WORK]
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": made, "metadata": {}}]}).encode()


NOTEBOOKS: dict[str, Made] = {
    "plain": cells({"cell_type": "markdown", "metadata": {}, "source": "# Unit 2"}, "import torch"),
    "a magic": cells("%matplotlib inline\nimport torch", after=["%timeit l1_distance(1, 2)"]),
    "a line for the shell": cells("!pip install torch\nfiles = !ls\nimport torch"),
    "a timed cell": cells(work=["%%time\n" + L1 + "%time 3\n", DISTANCE, IS_3]),
    "a cell in another language": cells("%%bash\ndef l1_distance() {"),
    "a cell that fails": cells("1 / 0", after=["raise RuntimeError('tried out')"]),
    "a cell that is not finished": cells("for i in range(3)", after=["x = (1,"]),
    "a long exploration": cells(after=["model = [i for i in range(10**12)]", "while True:\n    pass"]),
    "an exploration that ends the kernel": cells("import os, sys", after=["os._exit(3)", "sys.exit()", "input()"]),
    "a table that is shown": cells("display(3)", work=[L1, DISTANCE.replace("return", "display(a.shape)\n    return"), IS_3]),
    "a name that is defined twice": cells(L1.replace("abs()", "square()"), DISTANCE.replace("abs()", "square()")),
    "a helper in another cell": cells("FACTOR = 1", work=[L1.replace("a - b", "minus(a, b)"), DISTANCE, IS_3], after=["def minus(a, b):\n    return FACTOR * (a - b)"]),
    "an import in another cell": cells(work=[L1.replace("(a - b).abs()", "torch.abs(a - b)"), DISTANCE, IS_3], after=["import torch"]),
    "a star import": cells("from torch import *", work=[L1.replace("(a - b).abs()", "absolute(a - b)"), DISTANCE, IS_3]),
    "cells that check": cells("from grader.notebooks import check, prepare\nprepare()", after=["check(is_3)", "from grader.notebooks import check as c; c(l1_distance)"]),
    "nbgrader's cells": cells(work=[L1, DISTANCE, code(IS_3, metadata=TASK)], after=[code("from grader.notebooks import points\npoints(is_3)", metadata=LOCKED)]),
    "sources as lists": cells(work=[code(each.splitlines(keepends=True)) for each in WORK]),
    "Windows line ends": cells(work=[each.replace("\n", "\r\n") for each in WORK]),
    "a file with Windows line ends": Made(json.dumps(json.loads(cells().content), indent=1).replace("\n", "\r\n").encode()),
    "a byte order mark": Made(codecs.BOM_UTF8 + cells().content),
    "a big picture": cells(after=[code("plt.imshow(x)", outputs=[PICTURE])]),
    "an older format": Made(format_3()),
    "another name": Made(cells().content, "ada_solution.ipynb"),
    "a copy's name": Made(cells().content, "unit02_similarity (1).ipynb"),
    "two units": Made(whole([ROW, *WORK]), "everything.ipynb"),
    "a line for the kernel": cells("get_ipython().run_line_magic('matplotlib', 'inline')\nget_ipython().system('ls')"),
    "annotations without an import": cells(work=[L1.replace("(a, b)", "(a: Tensor, b: Tensor) -> Tensor"), DISTANCE, IS_3]),
    "a library that is not here": cells("import no_such_library as nsl\nfrom IPython.nowhere import HTML", after=["def draw():\n    return nsl.draw()"]),
    "a demonstration": cells(after=["if __name__ == '__main__':\n    from nowhere import nothing\n    nothing(is_3)"]),
    "a default that is worked out": cells("import torch", work=[L1.replace("a, b", "a, b, zero=torch.zeros(())"), DISTANCE, IS_3]),
    "a decorator": cells("import functools", work=[L1, "@functools.lru_cache\n" + DISTANCE, IS_3]),
}


@pytest.fixture(params=NOTEBOOKS)
def made(request: pytest.FixtureRequest) -> Made:
    return NOTEBOOKS[request.param]


def handed_in(folder: Path, made: Made, name: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or made.name)
    path.write_bytes(made.content)
    return path


def test_every_way_in_reads_the_same_and_it_is_right(made: Made, tmp_path: Path, course: Course, judge: Judge) -> None:
    path = handed_in(tmp_path / "ada", made)
    work = read(tmp_path / "ada", course)
    for other in ways(path, course):
        assert (other.modules[UNIT], other.written[UNIT], other.places[UNIT]) == (work.modules[UNIT], work.written[UNIT], work.places[UNIT])
        assert not other.problems
    assert not [each for each in NAMES if is_untouched(course, work, each) or is_broken(course, work, each)]
    assert {each.name: (str(each.status), [check.message for check in each.checks if check.message]) for each in judge.grade(work, NAMES)} == {
        name: ("passed", []) for name in NAMES
    }


def ways(path: Path, course: Course) -> list[Submission]:
    """The work in the folder of this file, as each command reads it."""
    found = [read(path, course), read_aside(path, course), read_aside(path.parent, course)]  # `grader grade`, the GitHub workflow
    ((name, place),) = find([path.parent.parent], course).items()
    found.append(read_aside(place, course, name))
    found.append(autograde.one(path.parent, course))  # Gradescope
    found.append(learners_work.open_work(path.parent)[1])  # check, watch, submit, progress, show, play
    opened = nbformat.reads(path.read_text(encoding="utf-8-sig"), as_version=4)  # as nbgrader opens it
    unit = next(each for each in course.units if each.name == UNIT)
    found.append(collect(course, unit, "ada", opened, path.parent, modules=False).submission)
    return found


def test_the_kernels_importer_runs_what_is_graded(made: Made, tmp_path: Path, course: Course) -> None:
    path = handed_in(tmp_path / "ada", made, FILE)
    importer = CourseImporter(course, path.parent)
    module = ModuleType(UNIT)
    importer.exec_module(module)
    assert module.l1_distance(torch.ones(2, 2), torch.zeros(2, 2)) == 1
    assert bool(module.is_3(torch.ones(2, 2), torch.ones(2, 2), torch.zeros(2, 2)))


WRONG = Made(whole(["import torch", "1 / 0", "# mine\n" + L1.replace(".mean()", ".nope()"), DISTANCE, IS_3]))


def checked(folder: Path, *names: str) -> int:
    """The exit status of `grader check` with these names, in a folder."""
    with patch.object(forking, "Zygote", lend):
        return check_work(folder, names, everything=False)


def test_messages_name_the_cell_and_its_line_wherever_they_are_read(
    tmp_path: Path, course: Course, judge: Judge, capsys: pytest.CaptureFixture[str]
) -> None:
    work = read(handed_in(tmp_path / "ada", WRONG), course)
    (verdict,) = judge.grade(work, frozenset({"l1_distance"}))
    told = "  the cell of l1_distance, line 3: return (a - b).abs().nope()"
    assert all(told in each.message.split("\n") for each in verdict.checks if str(each.status) == "failed")
    assert checked(tmp_path / "ada", "l1_distance") == 1
    said = capsys.readouterr().out
    assert told.strip() in said
    assert f"{UNIT}.py, line" not in said


@pytest.mark.slow
def test_the_commands_give_one_grade(tmp_path: Path, course: Course) -> None:
    """`grader grade` for all of them, and `grader check` for each."""
    folders = {f"n{number}": tmp_path / "class" / f"n{number}" for number in range(len(NOTEBOOKS))}
    for folder, each in zip(folders.values(), NOTEBOOKS.values(), strict=True):
        handed_in(folder, each)
    assert typed("grade", tmp_path / "class", "--out", tmp_path / "out", "--seed", 0).returncode == 0
    for name, folder in folders.items():
        result = json.loads((tmp_path / "out" / "submissions" / name / "result.json").read_text())
        assert {each["status"] for each in result["exercises"] if each["name"] in NAMES} == {"passed"}, name
        kept = json.loads((tmp_path / "out" / "submissions" / name / "work.json").read_text())
        assert kept["written"][UNIT].startswith("# %% ")
        assert checked(folder, *sorted(NAMES)) == 0, name


@pytest.mark.slow
def test_gradescope_gives_the_same(tmp_path: Path, course: Course) -> None:
    for number, each in enumerate(list(NOTEBOOKS.values())[::10]):
        folder = tmp_path / f"n{number}"
        handed_in(folder, each)
        out = tmp_path / f"{number}.json"
        assert typed("autograde", folder, "--out", out, "--seed", 0).returncode == 0
        tests = json.loads(out.read_text())["tests"]
        assert all(test["score"] == test["max_score"] for test in tests if any(name in test["name"] for name in ("l1_distance", "mnist_distance")))


@pytest.mark.slow
def test_nbgrader_gives_the_same(released: Class, tmp_path: Path) -> None:
    """Each notebook with the test cells of the release below it, autograded by nbgrader's own command."""
    shutil.copytree(released.folder, tmp_path / "course")
    fresh = Class(tmp_path / "course")
    tests = [json.loads(json.dumps(each)) for each in fresh.read("release").cells if name_of(each).startswith("test_")]
    for number, each in enumerate(NOTEBOOKS.values()):
        content = each.content
        mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        notebook = json.loads(content.removeprefix(mark))
        if "cells" in notebook:
            notebook["cells"] += [{key: value for key, value in test.items() if key != "id"} for test in tests]
        handed_in(fresh.folder / "submitted" / f"n{number}" / UNIT, Made(mark + json.dumps(notebook).encode(), each.name if "cells" in notebook else FILE))
    fresh.autograde()
    for number, name in enumerate(NOTEBOOKS):
        scores = fresh.scores(f"n{number}")
        assert {each: scores[each] for each in NAMES} == {"l1_distance": 2, "mnist_distance": 3, "is_3": 3}, name
