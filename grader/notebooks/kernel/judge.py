"""The checks on functions of this very process, the learner's own kernel: no worker, no sandbox, and so no grade to trust.

The same checks, fixtures, mistakes and messages as everywhere: what differs is only who answers the requests. They pass through the
real wire's packing, so that what can be sent, what is a copy and what stays behind a handle is as in a worker.
"""

import random
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, NoReturn

import numpy
import torch

from grader import protocol
from grader.checking.student import Student
from grader.course import Course, Limits
from grader.course.loaded import course_module
from grader.grading.judge import Judge
from grader.grading.sandboxed.run import Run
from grader.grading.terms import Terms
from grader.notebooks.kernel.live import Find, Inserted, Live
from grader.notebooks.kernel.loop import Loop
from grader.sandbox.failures import NoSuchName, SandboxError, StudentRaised, Waiting
from grader.sandbox.launcher import Launcher
from grader.submission.model import Submission
from grader.worker.modules import Modules
from grader.worker.server import UNSENDABLE, Worker

FOREVER = float("inf")
ABSENT = object()
LEARNER = Submission("learner", {}, {})


class KernelJudge(Judge):
    """Judges what `find` finds. Names of the course's modules mean the learner's own everywhere but in the checks' files."""

    def __init__(self, course: Course, terms: Terms, checks: tuple[Path, ...] = (), lends: bool = False) -> None:
        self.lends = lends
        self.find: Find = _nothing
        self.around: dict[str, Any] = {}  # the names that the learner's functions see
        self.lent: dict[str, Any] = {}  # what these meant, of those that mean a sound version for now
        self.own: dict[str, ModuleType] = {}  # the course's modules as the checks see them
        self.names = list(course.reference)
        with self.apart():
            super().__init__(course, terms, checks, NoWorkers())
        for name in course.helpers:
            course_module(course, f"checks.helpers.{name}")

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Let the names of the course's modules mean the checks' own, for as long as it lasts."""
        theirs = {name: sys.modules.pop(name) for name in self.names if name in sys.modules}
        sys.modules.update(self.own)
        try:
            yield
        finally:
            self.own = {name: sys.modules.pop(name) for name in self.names if name in sys.modules}
            sys.modules.update(theirs)

    def lend(self, names: list[str]) -> None:
        """Let exercises that are not right yet mean the course's own, so that one slip costs once; [] takes all back."""
        for name, meant in self.lent.items():
            if meant is ABSENT:
                self.around.pop(name, None)
            else:
                self.around[name] = meant
        self.lent = {name: self.around.get(name, ABSENT) for name in names}
        self.around.update({name: getattr(self.truth, name) for name in names})

    def new_run(self, submission: Submission) -> Run:
        """What runs in this process."""
        live = submission is LEARNER
        modules = Live(self.course, self.find) if live else Inserted(submission, self.course, self.find, self.apart)
        return KernelRun(self, submission, modules)


class NoWorkers(Launcher):
    """In place of a zygote: in a kernel no worker is ever asked for."""

    def __init__(self, keep_spare: bool = False) -> None:
        self.keep_spare = keep_spare

    def wait_ready(self) -> None:
        pass

    def worker(self, limits: Limits, cuda: bool = False) -> NoReturn:
        raise SandboxError("a kernel judges by itself")

    def kill(self, pid: int) -> None:
        pass

    def wait(self, pid: int, seconds: float = 0.0) -> None:
        pass

    def close(self) -> None:
        pass


class KernelRun(Run):
    """A run without workers."""

    def __init__(self, judge: KernelJudge, submission: Submission, modules: Modules) -> None:
        self.judge = judge
        super().__init__(judge.zygote, judge.course, submission, judge.terms.device, judge.terms.threads)
        self.worker = Worker(())
        self.worker.modules = modules
        self.scratch = TemporaryDirectory(prefix="grader-")  # where checks write files, as in a worker

    @property
    def lends(self) -> bool:
        """Whether it judges for points, where there are solutions."""
        return self.judge.lends and super().lends

    def take_up(self, submission: Submission) -> None:
        """Go on with another known mistake."""
        self.submission = submission
        self.worker.models.clear()
        self.worker.modules = Inserted(submission, self.course, self.judge.find, self.judge.apart)

    def close(self) -> None:
        """Remove what the checks wrote, and give the kernel its memory limit back."""
        super().close()
        self.scratch.cleanup()

    def student(self, seed: int) -> Student:
        """The learner for one check.

        Raises Waiting where the exercise stands on one that is not right yet. Only for points, where there are solutions, it is
        judged with a sound one, as a submission is.
        """
        assert self._exercise is not None
        waits_for = [name for name in self.course.prerequisites(self._exercise.name) if name in self._failed]
        if self.submission is LEARNER:
            if waits_for and not self.lends:
                raise Waiting(waits_for[0])
            self.judge.lend(waits_for)
        self.worker.begin(seed, self.device, self.threads)
        return Student(self, self._homes, self.signatures)

    def request(self, message: dict[str, Any]) -> dict[str, Any]:
        """One request, answered here. Raises StudentRaised or NoSuchName, and KeyboardInterrupt when the learner stops the cell."""
        loop = Loop()
        sock: Any = loop
        protocol.send(sock, message, FOREVER)
        with chdir(self.scratch.name):
            reply = self.worker.answer(protocol.receive(sock, FOREVER))
        try:
            protocol.send(sock, reply, FOREVER, self.worker.keep, protocol.REPLY)
        except protocol.WireError as error:
            loop.clear()
            protocol.send(sock, {"error": {"type": UNSENDABLE, "message": str(error), "frames": []}}, FOREVER)
        received: dict[str, Any] = protocol.receive(sock, FOREVER, protocol.REPLY)
        if "missing" in received:
            raise NoSuchName(received["missing"])
        if "error" in received:
            raised = StudentRaised(received["error"])
            raise KeyboardInterrupt if raised.type == "KeyboardInterrupt" else raised
        return received


def _nothing(unit: str, name: str) -> Any:
    raise AttributeError(name)


@contextmanager
def own_random_numbers() -> Iterator[None]:
    """Leave the kernel's random numbers as they were, though every check seeds its own."""
    states = torch.get_rng_state(), numpy.random.get_state(), random.getstate()
    try:
        yield
    finally:
        torch.set_rng_state(states[0])
        numpy.random.set_state(states[1])
        random.setstate(states[2])
