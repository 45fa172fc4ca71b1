"""What a run was heard to answer, as plain data; see recorded.py.

By the work, the exercise, what it was judged with and the check, which is known by its seed: the frames of the requests, and
those of the replies, or what was raised.
"""

from dataclasses import dataclass, field
from typing import Any

from grader.grading.turn import Turn
from grader.sandbox.failures import NoSuchName, NotStarted, SandboxError, StudentRaised, Unloadable, Waiting, WorkerLost
from grader.submission.model import Submission

SAYS = {each.__name__: each for each in (NoSuchName, NotStarted, Waiting, SandboxError)}  # these are no more than a text
Raised = list[Any]  # the name of an exception's type, and what it is made of


@dataclass
class Heard:
    """What a run answered to one check: `raised` where there was no learner for it, else each request with its reply."""

    raised: Raised | None = None
    secret: bool = False
    calls: list[tuple[bytes, bytes | Raised]] = field(default_factory=list)


Recording = dict[str, Heard]  # by key()


class Unrecorded(Exception):
    """Something else is asked for than was when the recording was made."""


def key(submission: Submission, turn: Turn, seed: int) -> str:
    """What the answers to a check depend on."""
    return f"{submission.digest} {turn.exercise.name} [{' '.join(sorted(turn.failed))}] {seed}"


def raised(error: Exception) -> Raised:
    """An exception that a run may raise as plain data. Any other is raised again."""
    match error:
        case StudentRaised():
            said = {"type": error.type, "message": error.message, "frames": error.frames}
            return ["StudentRaised", said | {"operation": error.operation, "unwritten": error.unwritten}]
        case WorkerLost():
            return ["WorkerLost", error.kind, error.sentence]
        case Unloadable():
            return ["Unloadable", error.unit, error.cause if isinstance(error.cause, str) else raised(error.cause)]
        case NoSuchName() | NotStarted() | Waiting() | SandboxError():
            return [next(name for name, kind in SAYS.items() if isinstance(error, kind)), str(error)]
    raise error


def error_of(data: Raised) -> Exception:
    """The exception that was written down."""
    match data:
        case ["StudentRaised", said]:
            return StudentRaised(said)
        case ["WorkerLost", kind, sentence]:
            return WorkerLost(kind, sentence)
        case ["Unloadable", unit, cause]:
            return Unloadable(unit, cause if isinstance(cause, str) else error_of(cause))  # type: ignore[arg-type]  # one of its causes
    return SAYS[data[0]](data[1])
