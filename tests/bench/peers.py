"""The same exercises with the same checks, graded by a cold pytest process, by `nbgrader autograde`, by `otter run`, and by us.

The peers judge in the process that runs the learner's code, as they always do, by `grader.notebooks.points`. Otter is installed into an
environment of its own, which borrows torch and the kit from this one.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from grader import course as courses
from grader.course import Course
from grader.grading.judge import Judge
from grader.grading.sandboxed.backend import Sandboxed
from grader.grading.terms import Terms
from tests.bench.measure import import_torch, table, timed

LIGHT = ("mnist_distance", "is_3", "mnist_loss", "calc_grad", "BasicOptim")
SEVEN = (*LIGHT, "train_epoch", "train_classifier")
BATCH = 10  # submissions for nbgrader, to which each costs the same, however many there are
CLASS = 50  # for us
OURS = """
from grader.sandbox import prestart
prestart.prepare(sole=True)  # as `grader grade` does
from tests.bench import peers
peers.grade_batch(r"{folder}", {names})
"""
ENVIRONMENT = Path(".bench")

Names = tuple[str, ...]


def submission(course: Course, folder: Path, names: Names) -> None:
    """The reference as a submission, with a notebook and a test file that judge the exercises."""
    folder.mkdir(parents=True)
    for name, text in course.reference.items():
        (folder / f"{name}.py").write_text(text)
    cells = [_cell(f"work-{name}", _import(course, name)) for name in names]
    cells += [_cell(f"test-{name}", _assertion(name, course), test=True) for name in names]
    (folder / "work.ipynb").write_text(json.dumps(_notebook(cells)))
    tests = [f"def test_{name}():\n    {_assertion(name, course)}\n" for name in names]
    (folder / "test_all.py").write_text("\n".join([*(_import(course, name) for name in names), HELP, *tests]))


HELP = "from grader.notebooks import points"


def _import(course: Course, name: str) -> str:
    return f"from {course.exercises[name].unit} import {name}"


def _assertion(name: str, course: Course) -> str:
    return f"assert points({name}) == {course.exercises[name].points}"


def _cell(name: str, source: str, test: bool = False) -> dict[str, object]:
    mark = {"grade_id": name, "locked": True, "schema_version": 3, "solution": False, "task": False}
    nbgrader = {"nbgrader": {**mark, "grade": True, "points": 1}} if test else {}
    text = f"{HELP}\n{source}" if test else source
    return {
        "cell_type": "code",
        "id": name.replace("_", "-"),
        "metadata": nbgrader,
        "source": text,
        "outputs": [],
        "execution_count": None,
    }


def _notebook(cells: list[dict[str, object]]) -> dict[str, object]:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


def cold_pytest(course: Course, scratch: Path, names: Names) -> float:
    """Seconds of one fresh pytest process for one submission."""
    submission(course, scratch / "pytest", names)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(scratch),
        "test_all.py",
    ]
    return timed(lambda: _run(command, scratch / "pytest"))


def nbgrader(course: Course, scratch: Path, names: Names) -> float:
    """Seconds a submission of `nbgrader autograde` for a batch."""
    home = scratch / "nbgrader"
    submission(course, home / "source" / "ps", names)
    for number in range(BATCH):
        submission(course, home / "submitted" / f"s{number}" / "ps", names)
    (home / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'bench'\nc.ExecutePreprocessor.timeout = 300\n"
    )
    environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    start = [sys.executable, "-m", "nbgrader"]
    _run([*start, "generate_assignment", "ps"], home, environment)
    seconds = timed(lambda: _run([*start, "autograde", "ps"], home, environment)) / BATCH
    assert len(list((home / "autograded").glob("*/ps/work.ipynb"))) == BATCH
    return seconds


def otter(course: Course, scratch: Path, names: Names) -> float:
    """Seconds of one `otter run`."""
    home = scratch / "otter"
    submission(course, home / "work", names)
    (home / "tests").mkdir()
    (home / "out").mkdir()
    for name in names:
        cases = [{"code": f">>> {HELP}\n>>> {_assertion(name, course)}\n", "hidden": False, "locked": False}]
        test = {
            "name": name,
            "points": 1,
            "suites": [{"cases": cases, "scored": True, "setup": "", "teardown": "", "type": "doctest"}],
        }
        (home / "tests" / f"{name}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    program = str(_otter())
    support = [f"{name}.py" for name in course.reference]
    make = ["generate", "-t", "../tests", "-o", "../ag.zip", "--no-requirements", "--no-environment", "--no-config"]
    _run([program, *make, *support], home / "work")
    seconds = timed(lambda: _run([program, "run", "-a", "ag.zip", "-o", "out", "--no-logo", "work/work.ipynb"], home))
    scores = json.loads((home / "out" / "results.json").read_text())["tests"]
    assert sum(each.get("score", 0) for each in scores) == len(names), "otter gave other points"
    return seconds


def ours(course: Course, scratch: Path, names: Names) -> float:
    """Seconds a submission of this grader for a class, start-up included."""
    for number in range(CLASS):
        submission(course, scratch / "ours" / f"s{number}", names)
    program = OURS.format(folder=scratch / "ours", names=names)
    return timed(lambda: _run([sys.executable, "-c", program], Path.cwd())) / CLASS


def grade_batch(folder: str, names: Names) -> None:
    """What `ours` times: find, read and judge the exercises of each submission, in one process."""
    from grader.sandbox import prestart
    from grader.submission.find import find
    from grader.submission.model import read

    course = courses.load()
    with Judge(course, Terms(0, "embedded"), backend=Sandboxed(course, prestart.take())) as judge:
        for name, path in find([Path(folder)], course).items():
            verdicts = judge.grade(read(path, course, name), frozenset(names))
            assert [each.status for each in verdicts] == ["passed"] * len(names)


def _otter() -> Path:
    """The program of an environment made for the bench; made on first use."""
    program = ENVIRONMENT.resolve() / "bin" / "otter"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        (site,) = ENVIRONMENT.glob("lib/python*/site-packages")
        borrowed = [path for path in map(Path, sys.path) if path.name == "site-packages"]
        (site / "borrowed.pth").write_text("".join(f"{path}\n" for path in (*borrowed, Path.cwd())))
        pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "otter-grader"], Path.cwd())
    return program


def _run(command: list[str], folder: Path, more: dict[str, str] | None = None) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "OMP_NUM_THREADS": "1", **(more or {})}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")


def bench(console: Console, repeats: int) -> None:
    """Print the seconds a submission of each, and how many times ours that is: without training, and with."""
    course = courses.load()
    unit = statistics.median(timed(import_torch) for _ in range(3))
    suites = {"Five light exercises": LIGHT, "Seven exercises with training": SEVEN}
    for title, names in suites.items():
        _compare(console, course, title, names, repeats, unit)


def _compare(console: Console, course: Course, title: str, names: Names, repeats: int, unit: float) -> None:
    us = f"this grader, a class of {CLASS}"
    peers = {
        us: ours,
        "cold pytest, one by one": cold_pytest,
        f"nbgrader autograde, a class of {BATCH}": nbgrader,
        "otter run, one by one": otter,
    }
    times: dict[str, list[float]] = {name: [] for name in peers}
    for _ in range(repeats):
        for name, peer in peers.items():
            with tempfile.TemporaryDirectory() as scratch:
                times[name].append(peer(course, Path(scratch), names))
    medians = {name: statistics.median(each) for name, each in times.items()}
    shown = table(title, "grader", "s a submission", "× this grader", "× import torch")
    for name, seconds in medians.items():
        ratio = seconds / medians[us]
        shown.add_row(name, f"{seconds:.2f}", f"{ratio:.1f}", f"{seconds / unit:.2f}")
    console.print(shown)
