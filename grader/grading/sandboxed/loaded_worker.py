"""A worker with a submission's units loaded in it."""

from dataclasses import dataclass

from grader.sandbox.client import Worker
from grader.sandbox.failures import StudentRaised, WorkerLost


@dataclass
class LoadedWorker:
    """A worker with its modules loaded; `broken` says which units could not be imported in it, and why.

    `served` is the exercise that it was last at, whose code may have left something running.
    """

    worker: Worker
    broken: dict[str, StudentRaised | WorkerLost | str]
    served: str = ""
