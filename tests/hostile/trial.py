"""Trials: each attack is graded for real, in one class with ten honest submissions, and what it gained or left is noted."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from grader import course as courses
from grader.checking.verdict import ExerciseVerdict
from grader.course import Course, Limits
from grader.grading import score
from grader.grading.judge import Judge
from grader.grading.sandboxed.backend import Sandboxed
from grader.grading.terms import Terms
from grader.sandbox.client import Worker
from grader.submission.aside.reader import close
from grader.submission.find import find
from grader.submission.model import read_aside
from tests.hostile.attack import Attack, broken
from tests.hostile.neighbours import Neighbours
from tests.hostile.target import Target, descendants

PATIENCE = 1.0  # seconds that a call may take beyond its limit, the end of its worker included; on an idle machine
STEPS = 6  # exercises of the honest submissions that are graded after each attack


@dataclass(frozen=True)
class Trial:
    """What came of one attack: its points, the time it took, and a sentence for each thing that must not be."""

    attack: Attack
    verdicts: tuple[ExerciseVerdict, ...]
    seconds: float
    overtime: float
    found: tuple[str, ...]

    @property
    def points(self) -> float:
        """Of all exercises together."""
        return score.total(self.verdicts) or 0.0  # what was not judged is found, and named, in any case


class Trials:
    """One class: open it in the main thread, try the attacks, and ask in the end whether the honest ones were harmed."""

    def __init__(self, sparse: int = 1, patience: float = 0.0) -> None:
        """`patience`: the seconds that a call may take beyond its limit; 0 for PATIENCE, and more on a busy machine."""
        # Where others want the processors too, everything takes longer, for the grader and for the attacker.
        self.patience = patience or PATIENCE * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
        self.course = courses.load()
        terms = Terms(0, "embedded")
        self.target = Target()
        self.backend = Sandboxed(self.course)
        self.judge = Judge(self.course, terms, backend=self.backend)
        self.neighbours = Neighbours(self.judge, sparse)

    def __enter__(self) -> "Trials":
        self.target.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.neighbours.close()
        self.judge.__exit__()
        self.target.__exit__()

    def attempt(self, attack: Attack) -> Trial:
        """Grade one attack, with its own limits, while the honest ones' workers wait; then go on with theirs."""
        known = descendants()
        folders = set(self.backend.zygote.folder.iterdir())
        with TemporaryDirectory(prefix="attack-") as name, _clock() as overtime:
            folder = Path(name)
            attack.hand_in(folder, self.course, self.target)
            start = time.monotonic()
            try:
                (path,) = find([folder], self.course).values()
                verdicts = self._grade(attack, path)
                found = broken(attack, verdicts)
            except Exception as error:  # whatever it is: no submission may stop the grading of a class
                verdicts, found = [], [f"the grader raised {type(error).__name__}: {error}"]
            seconds = time.monotonic() - start
        self.backend.zygote.settle()
        found += self.target.evidence(known)
        found += [
            f"{each.name} stays in the folder of workers" for each in set(self.backend.zygote.folder.iterdir()) - folders
        ]
        if max(overtime, default=0) > self.patience:
            found.append(f"a call took {max(overtime):.1f} seconds longer than it may")
        self.judge.faults.clear()
        self.neighbours.step(STEPS)
        return Trial(attack, tuple(verdicts), seconds, max(overtime, default=0.0), tuple(found))

    def _grade(self, attack: Attack, path: Path) -> list[ExerciseVerdict]:
        self.judge.course = _limited(self.course, attack.limits)
        try:
            return self.judge.grade(read_aside(path, self.course, attack.id))
        finally:
            close()  # the next attack begins with another reader
            self.judge.course = self.course


def _limited(course: Course, limits: dict[str, Any]) -> Course:
    """The course with these limits in place of its own: who exhausts them shall not take long."""
    if not limits:
        return course
    units = [
        replace(unit, exercises=tuple(replace(each, limits=replace(Limits(), **limits)) for each in unit.exercises))
        for unit in course.units
    ]
    return replace(course, units=tuple(units))


@contextmanager
def _clock() -> Iterator[list[float]]:
    """By how many seconds each request to a worker, and each end of one, takes longer than it may."""
    over: list[float] = []
    request, close = Worker.request, Worker.close

    def timed_request(self: Worker, message: dict[str, Any], seconds: float, patience: float | None = None) -> dict[str, Any]:
        start = time.monotonic()
        try:
            return request(self, message, seconds, patience)
        finally:
            over.append(time.monotonic() - start - seconds)

    def timed_close(self: Worker) -> None:
        start = time.monotonic()
        close(self)
        over.append(time.monotonic() - start)

    Worker.request, Worker.close = timed_request, timed_close  # type: ignore[method-assign]  # a referee may hold a watch
    try:
        yield over
    finally:
        Worker.request, Worker.close = request, close  # type: ignore[method-assign]  # as above
