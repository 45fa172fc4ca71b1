"""What grading costs beside the learner's own code.

The floor is the very calls that the checks make of the reference, in order, in one warm process without wire, fork or lock-down.
"""

import copy
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any

import torch
from rich.console import Console

from grader import course as courses
from grader.course import Course, Limits
from grader.grading.judge import Judge
from grader.grading.sandboxed.backend import Sandboxed
from grader.grading.terms import Terms
from grader.protocol import Handle
from grader.sandbox.client import Worker
from grader.sandbox.start import start
from grader.submission.model import Submission
from grader.worker.server import Worker as Inside
from tests.bench.measure import Action, import_torch, in_turns, table

LIGHT = frozenset({"mnist_distance", "is_3", "mnist_loss", "calc_grad", "BasicOptim"})
WORKER = "fork, lock down, first answer"
HEAVY = LIGHT | {"train_epoch", "train_classifier"}


def recorded(judge: Judge, submission: Submission, only: frozenset[str]) -> list[dict[str, Any]]:
    """Every call that the checks make of a submission."""
    requests: list[dict[str, Any]] = []
    original = Worker.request

    def request(self: Worker, message: dict[str, Any], seconds: float, patience: float | None = None) -> dict[str, Any]:
        if message["do"] == "call":
            requests.append(copy.copy(message))
        return original(self, message, seconds, patience)

    Worker.request = request  # type: ignore[method-assign]  # a bench may listen in
    try:
        judge.grade(submission, only)
    finally:
        Worker.request = original  # type: ignore[method-assign]  # as above
    return requests


def floor(course: Course, requests: list[dict[str, Any]]) -> Callable[[], None]:
    """The same requests answered in this process."""
    worker = Inside(())
    worker.sources(course.reference, {})
    for unit in course.units:
        worker.load(unit.name)

    scratch = tempfile.TemporaryDirectory()  # checks write files, and a worker has a folder of its own

    def replay() -> None:
        with chdir(scratch.name):
            for request in requests:
                hold(worker, worker.answer(copy.copy(request)).get("value"))

    return replay


def hold(worker: Inside, value: Any) -> None:
    """Give handles to what cannot be sent, as a worker does when it sends an answer: later requests name them."""
    if isinstance(value, dict):
        value = [each for pair in value.items() for each in pair]
    if isinstance(value, (list, tuple)):
        for each in value:
            hold(worker, each)
    elif not (value is None or isinstance(value, (bool, int, float, str, torch.Tensor, Handle))):
        worker.keep(value)


def fork_and_lock(judge: Judge, device: str = "cpu") -> None:
    """A worker from its fork to its first answer, which on a GPU is there once the driver is."""
    assert isinstance(judge.backend, Sandboxed)
    worker = Worker(judge.backend.zygote, Limits(), device)
    worker.request({"do": "begin", "seed": 0, "device": device, "threads": 1}, 60)
    worker.close()


def private_mib(judge: Judge, submission: Submission) -> float:
    """The largest private memory of a worker, just before its end, while a submission is graded."""
    peaks = [0.0]
    original = Worker.close

    def close(self: Worker) -> None:
        rollup = Path(f"/proc/{self.pid}/smaps_rollup")
        if not self.closed and rollup.exists():
            kib = [int(line.split()[1]) for line in rollup.read_text().splitlines() if line.startswith("Private")]
            peaks.append(sum(kib) / 1024)
        original(self)

    Worker.close = close  # type: ignore[method-assign]  # a bench may look at a worker before it ends
    try:
        judge.grade(submission)
    finally:
        Worker.close = original  # type: ignore[method-assign]  # as above
    return max(peaks)


def checked_from_cold(course: Course) -> None:
    """What a learner types and waits for, in a folder that was never checked before."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "unit02_similarity.py").write_text(course.reference["unit02_similarity"], encoding="utf-8")
        command = [sys.executable, "-m", "grader", "check", "mnist_distance", "--in", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def bench(console: Console, repeats: int) -> None:
    """Print what each piece costs, beside the floor and beside `import torch`."""
    torch.set_num_threads(1)
    course = courses.load()
    stubs = Submission("stubs", {path.stem: path.read_text() for path in course.modules("assignments")}, {})
    reference = Submission("reference", course.reference, {})
    with Judge(course, Terms(0, "embedded"), backend=Sandboxed(course, start(sole=True))) as judge:
        bare, bare_all = (
            floor(course, recorded(judge, reference, HEAVY)),
            floor(course, recorded(judge, reference, frozenset())),
        )
        light = floor(course, recorded(judge, reference, LIGHT))
        actions: dict[str, Action] = {
            "import torch in a fresh Python": import_torch,
            "grader check mnist_distance, from cold": lambda: checked_from_cold(course),
            WORKER: lambda: fork_and_lock(judge),
            "untouched stubs, all exercises": lambda: judge.grade(stubs),
            "light suite (5 exercises), bare": light,
            "light suite, graded": lambda: judge.grade(reference, LIGHT),
            "training-heavy suite (7 exercises), bare": bare,
            "training-heavy suite, graded": lambda: judge.grade(reference, HEAVY),
            "all exercises, bare": bare_all,
            "all exercises, graded": lambda: judge.grade(reference),
        }
        for action in actions.values():
            action()
        medians = in_turns(actions, repeats, console)
        peak = private_mib(judge, reference)
        checks = sum(len(judge.session.items[name]) for name in LIGHT)
    unit = medians["import torch in a fresh Python"]
    shown = table("One submission", "what", "ms", "× import torch", "× bare")
    for name, seconds in medians.items():
        bare_name = name.replace(", graded", ", bare")
        if bare_name not in medians:
            bare_name = next(
                (each for each in medians if each.startswith(name.split(",")[0]) and each.endswith("bare")), name
            )
        ratio = f"{seconds / medians[bare_name]:.2f}" if bare_name != name else ""
        shown.add_row(name, f"{seconds * 1000:.1f}", f"{seconds / unit:.3f}", ratio)
    console.print(shown)
    fixed = medians["light suite, graded"] - medians["light suite (5 exercises), bare"]
    each = (fixed - medians[WORKER]) / checks
    twenty = medians[WORKER] + 20 * each
    console.print(f"Fixed cost of the light suite ({checks} checks): {fixed / unit:.3f} × import torch.")
    console.print(f"That is a worker, and {each * 1000:.1f} ms a check; of twenty checks: {twenty / unit:.3f} × import torch.")
    console.print(f"Private memory of a worker just before its end: {peak:.0f} MiB.\n")
