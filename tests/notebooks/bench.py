"""Autograding the same class in one run: nbgrader's own execution, the plug-in, and `grader nbgrader autograde`.

    python -m tests.notebooks.bench --learners 12

One course folder, one release, the same notebooks; commands as they are typed, start-up included. Only the ratios mean anything.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader import course as courses
from grader.notebooks.nbgrader import course_folder
from tests.notebooks.conftest import UNIT, Class, nbgrader

PLAIN = 'c = get_config()\nc.CourseDirectory.course_id = "mnist-basics"\n'
SIGNED = "def mnist_distance(a, b):\n    return (a - b).mean((-1, -2))"
BIN = Path(sys.executable).parent


def bench(console: Console, learners: int) -> float:
    """Print the seconds of each way; gives how many times as long nbgrader's own takes as the plug-in."""
    with tempfile.TemporaryDirectory() as scratch:
        first = Class(Path(scratch) / "first")
        course_folder.init(courses.load(), first.folder, "mnist-basics")
        nbgrader(first.folder, "generate_assignment", UNIT)
        for number in range(learners):
            first.submit(
                f"learner{number:02}",
                [first.solved(), first.solved(mnist_distance=SIGNED), first.read("release")][number % 3],
            )
        ways = {
            "nbgrader autograde, with the plug-in": ([str(BIN / "nbgrader"), "autograde", UNIT], ""),
            "grader nbgrader autograde --jobs 2": (
                [str(BIN / "grader"), "nbgrader", "autograde", ".", UNIT, "--jobs", "2"],
                "",
            ),
            "nbgrader autograde, by executing": ([str(BIN / "nbgrader"), "autograde", UNIT], PLAIN),
        }
        seconds: dict[str, float] = {}
        totals: dict[str, list[float]] = {}
        for number, (name, (command, config)) in enumerate(ways.items()):
            made = Class(Path(scratch) / str(number))
            shutil.copytree(first.folder, made.folder)
            if config:
                (made.folder / "nbgrader_config.py").write_text(config)
            start = time.perf_counter()
            environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "OMP_NUM_THREADS": "1"}
            subprocess.run(command, cwd=made.folder, check=True, env=environment, capture_output=True)
            seconds[name] = time.perf_counter() - start
            totals[name] = [sum(made.scores(f"learner{each:02}").values()) for each in range(learners)]
    assert len({str(each) for each in totals.values()}) == 1, totals
    *_, plain = seconds.values()
    table = Table(
        "way", "seconds", "a learner", "× as fast as executing", title=f"{learners} learners, one unit, the same grades"
    )
    for name, each in seconds.items():
        table.add_row(name, f"{each:.1f}", f"{each / learners:.2f}", f"{plain / each:.1f}")
    console.print(table)
    return plain / next(iter(seconds.values()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=12)
    bench(Console(), parser.parse_args().learners)
