"""`make bench`: what grading costs beside the learner's own code, as ratios measured side by side in one run.

The floor is the very calls that the checks make of the reference, in order, in one warm process without wire, fork or lock-down.
Everything is repeated in turns and given as medians; only ratios mean anything, for other work may slow the machine as a whole.
"""

import copy
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import torch
from rich.console import Console
from rich.table import Table

from grader import course as courses
from grader.course import Course, Limits
from grader.digits import find_data_folder, load_embedded, split
from grader.grade import Judge, Terms
from grader.inside.worker import Worker as Inside
from grader.sandbox.sitting import Sitting
from grader.sandbox.worker import Worker
from grader.submission import Submission

REPEATS = 15


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def recorded(judge: Judge, submission: Submission) -> list[dict[str, Any]]:
    """Every request that the checks make of a submission."""
    requests: list[dict[str, Any]] = []
    original = Sitting.request

    def request(self: Sitting, message: dict[str, Any]) -> dict[str, Any]:
        requests.append(copy.copy(message))
        return original(self, message)

    Sitting.request = request  # type: ignore[method-assign]  # a bench may listen in
    try:
        judge.grade(submission)
    finally:
        Sitting.request = original  # type: ignore[method-assign]
    return requests


def floor(course: Course, requests: list[dict[str, Any]]) -> Callable[[], None]:
    """The same requests answered in this process."""
    worker = Inside(())
    worker.sources(course.reference, {})
    for unit in course.units:
        worker.load(unit.name)

    def replay() -> None:
        for request in requests:
            worker.answer(copy.copy(request))

    return replay


def fork_and_lock(judge: Judge) -> None:
    worker = Worker(judge.zygote, Limits())
    worker.request({"do": "begin", "seed": 0, "device": "cpu", "threads": 1}, 10)
    worker.close()


def main() -> None:
    torch.set_num_threads(1)
    course = courses.load()
    digits = load_embedded(find_data_folder())
    stubs = Submission("stubs", {path.stem: path.read_text() for path in course.modules("assignments")}, {})
    reference = Submission("reference", course.reference, {})
    with Judge(course, split(digits, 0), Terms(0, "embedded")) as judge:
        bare = floor(course, recorded(judge, reference))
        actions: dict[str, Callable[[], object]] = {
            "import torch in a fresh Python": lambda: subprocess.run([sys.executable, "-c", "import torch"], check=True),
            "fork, lock down, first answer, end": lambda: fork_and_lock(judge),
            "the untouched stubs, all exercises": lambda: judge.grade(stubs),
            "the reference: its own calls (the floor)": bare,
            "the reference, graded": lambda: judge.grade(reference),
        }
        for action in actions.values():
            action()
        times: dict[str, list[float]] = {name: [] for name in actions}
        for _ in range(REPEATS):
            for name, action in actions.items():
                times[name].append(timed(action))
    medians = {name: statistics.median(each) for name, each in times.items()}
    show(medians)


def show(medians: dict[str, float]) -> None:
    unit, bare = medians["import torch in a fresh Python"], medians["the reference: its own calls (the floor)"]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("what", "milliseconds", "× import torch", "× floor"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for name, seconds in medians.items():
        table.add_row(name, f"{seconds * 1000:.1f}", f"{seconds / unit:.3f}", f"{seconds / bare:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
