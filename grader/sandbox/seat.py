"""A seat: one worker with a submission's units in it; and what keeps an exercise from taking one."""

from dataclasses import dataclass

from grader.sandbox.worker import StudentRaised, Worker, WorkerLost


class NotStarted(Exception):
    """The unit's module was not handed in, or the exercise stands there as the stub gave it; the text says which."""


class Waiting(Exception):
    """The exercise stands on one that is not right yet, which the course has no solution to stand in for; the text names it."""


class Unloadable(Exception):
    """The unit's module cannot be imported; the text says why and, where it is known, in which line."""

    def __init__(self, unit: str, cause: StudentRaised | WorkerLost | str) -> None:
        super().__init__(unit)
        self.unit = unit
        self.cause = cause


@dataclass
class Seat:
    """A worker with its modules loaded; `broken` says which units could not be imported in it, and why.

    `served` is the exercise that it was last at, whose code may have left something running.
    """

    worker: Worker
    broken: dict[str, StudentRaised | WorkerLost | str]
    served: str = ""
