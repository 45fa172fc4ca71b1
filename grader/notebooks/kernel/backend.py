"""The learner's own kernel as a judge's backend: no worker, no sandbox, no limits, and so no grade to trust.

The same checks, fixtures, mistakes and messages as everywhere: what differs is only who answers the requests; see
grader/grading/backend.py. Each is packed and unpacked as on the way to a worker, so that what can be sent, what is a copy and what
stays behind a handle is as there.
"""

import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType, SimpleNamespace
from typing import Any

import torch

from grader import protocol
from grader.checking.student import Student
from grader.course import Course, Exercise
from grader.course.loaded import course_module
from grader.grading.judge import Judge
from grader.grading.terms import Terms
from grader.grading.turn import Signatures, Turn
from grader.notebooks.kernel.live import Find, Inserted, Live
from grader.sandbox.client import read_reply
from grader.sandbox.failures import StudentRaised, Waiting
from grader.submission.model import Submission
from grader.worker.modules import Modules
from grader.worker.server import Worker

ABSENT = object()
LEARNER = Submission("learner", {}, {})


class Kernel:
    """Runs what `find` finds. Names of the course's modules mean the learner's own everywhere but in the checks' files."""

    sound: SimpleNamespace  # the course's own versions of the exercises

    def __init__(self, course: Course, lends: bool = False) -> None:
        """Where it `lends`, exercises are judged for points: with sound versions of those before them that are not right yet."""
        self.course = course
        self.lends = lends and course.has_solutions
        self.find: Find = _nothing
        self.around: dict[str, Any] = {}  # the names that the learner's functions see
        self._lent: dict[str, Any] = {}  # what these meant, of those that mean a sound version for now
        self._own: dict[str, ModuleType] = {}  # the course's modules as the checks see them

    def judge(self, terms: Terms, checks: tuple[Path, ...]) -> Judge:
        """The judge of what runs here."""
        with self.apart():
            judge = Judge(self.course, terms, checks, self)
        self.sound = judge.truth
        for name in self.course.helpers:
            course_module(self.course, f"checks.helpers.{name}")
        return judge

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Let the names of the course's modules mean the checks' own, for as long as it lasts."""
        theirs = {name: sys.modules.pop(name) for name in self.course.reference if name in sys.modules}
        sys.modules.update(self._own)
        try:
            yield
        finally:
            self._own = {name: sys.modules.pop(name) for name in self.course.reference if name in sys.modules}
            sys.modules.update(theirs)

    def lend(self, names: Iterable[str]) -> None:
        """Let exercises that are not right yet mean the course's own, so that one slip costs once; () takes all back."""
        for name, meant in self._lent.items():
            if meant is ABSENT:
                self.around.pop(name, None)
            else:
                self.around[name] = meant
        self._lent = {name: self.around.get(name, ABSENT) for name in names}
        self.around.update({name: getattr(self.sound, name) for name in self._lent})

    def expect(self, submission: Submission, names: Iterable[str]) -> None:
        """Nothing has to be got ready."""

    def open(self, submission: Submission, names: Iterable[str], terms: Terms, signatures: Signatures) -> "KernelRun":
        """A run of the learner's own functions, or of a known mistake that stands on them."""
        return KernelRun(self, submission, terms.device, signatures)

    def modules(self, submission: Submission) -> Modules:
        """What stands for the modules of a submission."""
        if submission is LEARNER:
            return Live(self.course, self.find)
        return Inserted(submission, self.course, self.find, self.apart)

    def lacks(self, device: str) -> tuple[str, ...]:
        """There is no sandbox here."""
        return ("sandbox",)

    def renew(self) -> None:
        """Nothing here fails but the learner's own code."""

    def close(self) -> None:
        """The kernel is the learner's, and goes on."""


class KernelRun:
    """Answers requests in this process. What checks write lies in a folder of the run's own."""

    turn: Turn
    secret = False  # whoever owns the kernel can read all of it

    def __init__(self, kernel: Kernel, submission: Submission, device: str, signatures: Signatures) -> None:
        self.kernel = kernel
        self.submission = submission
        self.device = device
        self.signatures = signatures
        self.worker = Worker(())
        self.worker.modules = kernel.modules(submission)
        self.scratch = TemporaryDirectory(prefix="grader-")

    @property
    def lends(self) -> bool:
        """Whether it judges for points, where there are solutions."""
        return self.kernel.lends

    def turn_to(self, exercise: Exercise, failed: Collection[str]) -> None:
        """Judge this exercise from now on, without any limits: they are the kernel's."""
        self.turn = Turn(self.kernel.course, exercise, frozenset(failed))

    @contextmanager
    def lending(self, names: Iterable[str]) -> Iterator[None]:
        """Judge the exercise at hand with sound versions of these, too, for as long as it lasts."""
        before, self.turn = self.turn, self.turn.lent(names)
        try:
            yield
        finally:
            self.turn = before

    def take_up(self, submission: Submission) -> None:
        """Go on with another known mistake."""
        self.submission = submission
        self.worker.models.clear()
        self.worker.modules = self.kernel.modules(submission)

    def close(self) -> None:
        """Remove what the checks wrote, and take back what was lent."""
        if self.submission is LEARNER:
            self.kernel.lend(())
        self.scratch.cleanup()

    def student(self, seed: int) -> Student:
        """The learner for one check.

        Raises Waiting where the exercise stands on one that is not right yet, unless the run lends a sound one.
        """
        if self.submission is LEARNER:
            waits_for = self.turn.lacking()
            if waits_for and not self.lends:
                raise Waiting(waits_for[0])
            self.kernel.lend(waits_for)
        self.worker.begin(seed, self.device, torch.get_num_threads())
        return self.turn.student(self, self.signatures, self.device)

    def request(self, message: dict[str, Any]) -> dict[str, Any]:
        """One request, answered here. Raises StudentRaised or NoSuchName, and KeyboardInterrupt when the learner stops the cell."""
        request = protocol.unpack(b"".join(protocol.pack(message)))
        with chdir(self.scratch.name):
            frame = self.worker.reply(request)
        try:
            return read_reply(protocol.unpack(b"".join(frame), protocol.REPLY))
        except StudentRaised as raised:
            if raised.type == "KeyboardInterrupt":
                raise KeyboardInterrupt from None
            raise


def _nothing(unit: str, name: str) -> Any:
    raise AttributeError(name)
