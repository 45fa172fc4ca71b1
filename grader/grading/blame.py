"""Decides whether a check that could not be judged is the submission's fault or the grader's own, which changes no grade."""

from errno import ENOSPC
from typing import Protocol

import pytest

from grader.course import Course, Exercise
from grader.grading.replayer import Replayer
from grader.sandbox.failures import SandboxError, StudentRaised, WorkerLost
from grader.submission.model import Submission


class BlamingJudge(Protocol):
    """What of a judge is needed here (see judge.py)."""

    course: Course
    sole: bool
    replayer: Replayer

    def renew(self) -> None: ...

    def note(self, error: BaseException) -> None: ...


class Blame:
    """Puts the course's own solution through the checks that a submission's code could not be judged by."""

    def __init__(self, judge: BlamingJudge) -> None:
        self.judge = judge
        self.reference = Submission("reference", judge.course.reference, {})

    def is_theirs(self, exercise: Exercise, items: list[pytest.Function], raised: BaseException) -> bool:
        """Whether it is the submission's doing: the solution passes. What is ours is noted.

        Where a process could not be had, or was killed from outside, only who is alone on the machine can tell, and where the
        zygote failed, only a fresh one. Without solutions nobody can: then only the sandbox's failures are ours.
        """
        theirs = not isinstance(raised, SandboxError)
        if self.judge.course.has_solutions:
            theirs = self.judge.sole or not is_scarcity(raised)
            if theirs and isinstance(raised, SandboxError):
                self.judge.renew()
            theirs = theirs and all(self._passes(exercise, each) for each in items)
        if not theirs or not isinstance(raised, StudentRaised | WorkerLost):
            self.judge.note(raised)
        return theirs

    def _passes(self, exercise: Exercise, item: pytest.Function) -> bool:
        """Whether the solution passes a check here and now."""
        try:
            return self.judge.replayer.replay(exercise, item.nodeid, self.reference)[1] is None
        except Exception as error:
            self.judge.note(error)
            return False


def is_scarcity(raised: BaseException) -> bool:
    """Whether there was too little of something that all share: no process could be had, one was killed from outside, or the disk
    has no room left.
    """
    if isinstance(raised, StudentRaised):
        return raised.type == "OSError" and f"[Errno {ENOSPC}]" in raised.message
    return isinstance(raised, SandboxError) or (isinstance(raised, WorkerLost) and raised.kind == "killed")
