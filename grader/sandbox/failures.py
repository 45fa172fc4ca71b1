"""The exceptions that keep a check from an answer: from the worker, from the way to it, and from the grader's own side."""

from typing import Any

from grader import protocol
from grader.course.text import printable

MAX_FRAMES = 20


class SandboxError(Exception):
    """The grader's own side failed (no zygote, no worker): never the learner's fault."""


class Silent(SandboxError):
    """The zygote said nothing in time."""


class WorkerLost(Exception):
    """Student code ended its worker or broke a limit. `sentence` tells the learner; `kind` is one word for reports."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


class StudentRaised(Exception):
    """Student code raised. Everything here is text that the worker sent, made safe to show; a frame is [file, line, name, text].

    `unwritten` says that it is what a stub raises. `operation` is what raised, in the innermost frame: "mean", "-". `advice` is the
    grader's own last line, and `cause` its name, where the message is withheld (see checking/withheld.py).

    Raises WireError where the worker sent anything else.
    """

    advice = ""
    cause = ""

    def __init__(self, error: dict[str, Any]) -> None:
        self.type = _line(error.get("type"), 80)
        self.message = safe_text(error.get("message"), 2000)
        frames = error.get("frames")
        if type(frames) is not list or len(frames) > MAX_FRAMES:
            raise protocol.WireError("it is not a reply")
        self.frames = [_frame(each) for each in frames]
        self.unwritten = error.get("unwritten") is True
        self.operation = _line(error.get("operation", ""), 80)
        super().__init__(f"{self.type}: {self.message}")

    @property
    def identity(self) -> tuple[str, str, str]:
        """By what two errors are the same: the type, the message, and the operation of the learner's that raised."""
        return self.type, self.message, self.operation


class NoSuchName(Exception):
    """The submission has no such name."""


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


def _frame(frame: Any) -> list[Any]:
    if type(frame) is not list or len(frame) != 4 or type(frame[1]) is not int:
        raise protocol.WireError("it is not a reply")
    file, number, name, text = frame
    return [_line(file), number, _line(name), _line(text)]


def safe_text(value: Any, limit: int) -> str:
    if type(value) is not str:
        raise protocol.WireError("it is not a reply")
    return printable(value, limit)


def _line(value: Any, limit: int = 200) -> str:
    return safe_text(value, limit).replace("\n", " ")
