"""Runs the learner's own code outside any check: in a worker, as when it is graded."""

from collections.abc import Iterable
from dataclasses import replace
from types import TracebackType

from grader.checking.messages import explain
from grader.checking.student import Student
from grader.course import Course, Limits
from grader.grading.sandboxed.run import SandboxedRun
from grader.learner.work import SEED
from grader.sandbox.failures import NoSuchName, NotStarted, StudentRaised, Unloadable, WorkerLost
from grader.sandbox.launcher import Launcher
from grader.sandbox.start import start
from grader.submission.model import Submission, needs_optimizers

STOPPED = (NotStarted, Unloadable, NoSuchName, StudentRaised, WorkerLost)  # what a learner's code may come to
PATIENT = Limits(call_seconds=300, exercise_seconds=3600)  # nobody is graded here, and training takes its time


class OwnCode:
    """A worker with the learner's units, nothing of them replaced. Use it in a `with` block. A given `zygote` is left running.

    Exercises that are `wanted` find the optimizers warm that they may use.
    """

    def __init__(
        self,
        course: Course,
        work: Submission,
        limits: Limits = PATIENT,
        zygote: Launcher | None = None,
        wanted: Iterable[str] = (),
    ) -> None:
        self.course = course
        self.limits = limits
        self.borrowed = zygote is not None
        self.zygote = zygote or start()
        self.zygote.use_helpers(course.helpers)
        if needs_optimizers(course, work, wanted):
            self.zygote.expect_optimizers()
        self.run = SandboxedRun(self.zygote, course, work)

    def __enter__(self) -> "OwnCode":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker."""
        self.run.close()
        if not self.borrowed:
            self.zygote.close()

    def student(self, name: str) -> Student:
        """The learner's functions, beginning with the exercise `name`. Raises one of STOPPED, as every call of them may."""
        self.run.turn_to(replace(self.course.exercises[name], needs=(), limits=self.limits), ())
        return self.run.student(SEED)


def reason(error: Exception) -> str:
    """What a learner's code came to, one of STOPPED, in the words of a check."""
    return explain(error, "public", None)[1].message
