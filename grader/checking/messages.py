"""From what stopped a check to why it did not pass, in fields: what was called, what came back, the likely mistake."""

import builtins
from collections.abc import Sequence
from dataclasses import replace

from grader.checking.causes import BY_NAME, Cause, cause_of
from grader.checking.check_failed import CheckFailed
from grader.checking.describe import with_article
from grader.checking.verdict import Status
from grader.checking.why import Kind, NamedMistake, Place, Raised, Why, halves, told
from grader.sandbox.failures import NoSuchName, NotStarted, SandboxError, StudentRaised, Unloadable, Waiting, WorkerLost

FAULT = Why(Kind.FAULT)
UNSTARTED = Why(Kind.NO_PROCESS)
SPOILT = Why(Kind.SPOILT)
ASPECTS = {  # what a check looked at, in the words of a record; all else is behaviour
    **{each: Kind(each) for each in ("values", "shape", "type", "dtype", "gradient", "inputs", "device", "operations")},
    "gradients": Kind.GRADIENT,
}
LIMITS = {"time": "time", "memory": "memory", "killed": "memory", "files": "files", "threads": "threads"}  # by WorkerLost.kind
SENDABLE = "Return numbers, strings or tensors, or lists of them, no larger than the exercise needs."


def explain(raised: BaseException, visibility: str, mistake: NamedMistake | None) -> tuple[Status, Why]:
    """The status and the reason for whatever a check raised; `mistake` is the known one, where there is one."""
    match raised:
        case CheckFailed():
            return Status.FAILED, _failed(raised, raised.shown if visibility == "public" else raised.expected, mistake)
        case StudentRaised(unwritten=True):
            return Status.NOT_STARTED, _unwritten(raised)
        case StudentRaised(type="Unsendable"):  # nothing was raised; see grader/worker/server.py
            sentence = f"Its result cannot be handed to the grader{': ' if raised.message else ''}{raised.message}."
            advice = "" if mistake else SENDABLE
            return Status.FAILED, Why(Kind.NOT_SENT, _call(raised), sentence=sentence, advice=advice, mistake=mistake)
        case StudentRaised():
            return Status.FAILED, of_error(raised, mistake)
        case WorkerLost():
            return Status.FAILED, _lost(raised, mistake)
        case NoSuchName():
            return Status.NOT_STARTED, Why(Kind.ABSENT, about=str(raised))
        case NotStarted():
            return Status.NOT_STARTED, Why(Kind.NOT_BEGUN, sentence=str(raised))
        case Waiting():
            return Status.NOT_CHECKED, Why(Kind.WAITS, about=str(raised))
        case Unloadable():
            return Status.FAILED, _unloadable(raised)
        case AssertionError() if str(raised):  # a plain assert in an instructor's check
            return Status.FAILED, Why(Kind.BEHAVIOUR, sentence=str(raised))
        case SandboxError():
            return Status.UNGRADED, UNSTARTED
    return Status.UNGRADED, FAULT


def unjudgeable(call: str) -> Why:
    """What to say when an answer made a check itself fail, though the reference's answer does not."""
    return Why(Kind.UNJUDGEABLE, call)


def judged_with(names: Sequence[str], raised: BaseException) -> Why:
    """What to say of a check that passes with sound versions of these exercises, and with the submission's own raised this."""
    if isinstance(raised, StudentRaised):
        own = f"raises {with_article(raised.type)}" if hasattr(builtins, raised.type) else "raises an exception"
    else:
        own = "takes too long" if isinstance(raised, WorkerLost) and raised.kind == "time" else "fails"
    return Why(Kind.JUDGED_WITH, sentence=f"Judged with the course's {' and '.join(names)}: with your own it {own}.")


def of_error(error: StudentRaised, mistake: NamedMistake | None = None) -> Why:
    """What was raised, where, and what to do."""
    cause = _cause(error)
    return Why(
        Kind.RAISED,
        _call(error),
        raised=Raised(error.type, error.message.strip().split("\n")[0][:200]),
        place=Place(*_innermost(error)) if error.frames else None,
        mistake=mistake or (NamedMistake(cause.name, cause.sentence) if cause else None),
        limit=cause.limit if cause else "",
    )


def _failed(raised: CheckFailed, sentence: str, mistake: NamedMistake | None) -> Why:
    kind = ASPECTS.get(raised.aspect, Kind.BEHAVIOUR)
    head, got = halves(sentence)
    whole = not got or not head.startswith("Expected ") or not got.endswith(".")
    return Why(
        kind,
        raised.call,
        expected="" if whole else head.removeprefix("Expected "),
        got="" if whole else got.removesuffix("."),
        sentence=sentence if whole else "",
        mistake=mistake or (NamedMistake(raised.cause, raised.advice) if raised.cause else None),
    )


def _lost(lost: WorkerLost, mistake: NamedMistake | None = None) -> Why:
    limit = LIMITS.get(lost.kind, "")
    kind = Kind.LIMIT if limit else Kind.ENDED
    return Why(kind, str(getattr(lost, "call", "")), sentence=lost.sentence, mistake=mistake, limit=limit)


def _unloadable(raised: Unloadable) -> Why:
    """Why a unit's module could not be imported."""
    match raised.cause:
        case StudentRaised():
            found = of_error(raised.cause)
        case WorkerLost():
            found = _lost(raised.cause)
        case _:
            return replace(told(str(raised.cause)), kind=Kind.IMPORT)
    advice = found.mistake.sentence if found.mistake else ""  # it counts as no mistake in any exercise
    return replace(found, kind=Kind.IMPORT, called="", about=f"{raised.unit}.py", advice=advice, mistake=None)


def _cause(error: StudentRaised) -> Cause | None:
    """That which the message was withheld for, if it was (see withheld.py); else what the message tells of."""
    return BY_NAME[error.cause] if error.cause else cause_of(error.type, error.message)


def _unwritten(error: StudentRaised) -> Why:
    """The function that raised, from its frame; else what was called."""
    call = _call(error, "This").split("(")[0]
    frame = str(error.frames[-1][2]) if error.frames else ""
    other = frame not in ("", call, *call.split(".")) and frame.isidentifier()
    return Why(Kind.NOT_WRITTEN, call, frame if other else "")


def _call(raised: BaseException, other: str = "your code") -> str:
    return str(getattr(raised, "call", other))


def _innermost(error: StudentRaised) -> tuple[str, int, str]:
    file, line, _, text = error.frames[-1]
    return file, line, text
