"""From what stopped a check to the lines that the learner reads: what was called, what came back, the likely mistake."""

import builtins
from collections.abc import Sequence

from grader.checking.causes import cause_of
from grader.checking.check_failed import CheckFailed
from grader.checking.describe import with_article
from grader.checking.verdict import Status
from grader.sandbox.failures import NoSuchName, NotStarted, SandboxError, StudentRaised, Unloadable, Waiting, WorkerLost

FAULT = "The grader itself failed at this check, so it was not judged: it costs you nothing, and it will be tried again."
UNSTARTED = "The grader could start no process for this, so it was not judged: it costs you nothing, and it will be tried again."
SPOILT = (
    "With your code at work the grader could start no other process; with the course's own solution it can.\n"
    "Does your code start threads, or fill memory or the disk?"
)


def explain(raised: BaseException, visibility: str, sentence: str | None) -> tuple[Status, str]:
    """The status and the message for whatever a check raised; `sentence` is the named mistake's, where there is one."""
    match raised:
        case CheckFailed():
            expected = raised.shown if visibility == "public" else raised.expected
            return Status.FAILED, _lines(f"Called {raised.call}.", expected, sentence or raised.advice)
        case StudentRaised(unwritten=True):
            return Status.NOT_STARTED, f"{_name(raised)} is not written yet."
        case StudentRaised(type="Unsendable"):  # nothing was raised; see grader/worker/server.py
            return Status.FAILED, _lines(
                f"Called {getattr(raised, 'call', 'your code')}.",
                f"Its result cannot be handed to the grader{': ' if raised.message else ''}{raised.message}.",
                sentence or "Return numbers, strings or tensors, or lists of them, no larger than the exercise needs.",
            )
        case StudentRaised():
            return Status.FAILED, explain_error(raised, f"Called {getattr(raised, 'call', 'your code')}.", sentence)
        case WorkerLost():
            return Status.FAILED, _lines(
                f"Called {raised.call}." if hasattr(raised, "call") else "", raised.sentence, sentence
            )
        case NoSuchName():
            return Status.NOT_STARTED, f"There is no {raised} in your file. Keep the names that the stub gives."
        case NotStarted():
            return Status.NOT_STARTED, str(raised)
        case Waiting():
            return Status.NOT_CHECKED, f"Judged once {raised} is right, for it stands on that."
        case Unloadable():
            return Status.FAILED, unloadable(raised)
        case AssertionError() if str(raised):  # a plain assert in an instructor's check
            return Status.FAILED, str(raised)
        case SandboxError():
            return Status.UNGRADED, UNSTARTED
    return Status.UNGRADED, FAULT


def unjudgeable(call: str) -> str:
    """What to say when an answer made a check itself fail, though the reference's answer does not."""
    start = f"Called {call}." if call else ""
    return _lines(start, "The answer is of a kind that this check cannot judge: look at its type and its shape.")


def judged_with(names: Sequence[str], raised: BaseException) -> str:
    """What to say of a check that passes with sound versions of these exercises, and with the submission's own raised this."""
    if isinstance(raised, StudentRaised):
        own = f"raises {with_article(raised.type)}" if hasattr(builtins, raised.type) else "raises an exception"
    else:
        own = "takes too long" if isinstance(raised, WorkerLost) and raised.kind == "time" else "fails"
    return f"Judged with the course's {' and '.join(names)}: with your own it {own}."


def unloadable(raised: Unloadable) -> str:
    """Why a unit's module could not be imported."""
    start = f"{raised.unit}.py could not be imported."
    match raised.cause:
        case StudentRaised() as cause:
            return explain_error(cause, start)
        case WorkerLost() as lost:
            return _lines(start, lost.sentence)
    return str(raised.cause)


def explain_error(error: StudentRaised, start: str, sentence: str | None = None) -> str:
    """What was raised, where, and what to do; `sentence` is the named mistake's, where there is one."""
    said = error.message.strip().split("\n")[0]
    what = f"It raised {error.type}: {said[:200]}" if said else f"It raised {error.type}."
    where = ""
    if error.frames:
        file, line, _, text = error.frames[-1]
        where = f"  {file}, line {line}: {text}"
    return _lines(start, what, where, sentence or error.advice or _advice(error))


def cause_told(raised: BaseException) -> str:
    """The name of the cause that the last line of the message gives, where it is no known mistake's; "" where it gives none."""
    if isinstance(raised, StudentRaised) and not raised.advice:
        cause = cause_of(raised.type, raised.message)
        return cause.name if cause else ""
    return raised.cause if isinstance(raised, (CheckFailed, StudentRaised)) else ""


def _advice(error: StudentRaised) -> str:
    cause = cause_of(error.type, error.message)
    return cause.sentence if cause else ""


def _name(error: StudentRaised) -> str:
    """The function that raised, from its frame; else what was called."""
    call = str(getattr(error, "call", "This")).split("(")[0]
    frame = str(error.frames[-1][2]) if error.frames else ""
    return (
        f"{call}, or {frame} which it uses,"
        if frame and frame not in (call, *call.split(".")) and frame.isidentifier()
        else call
    )


def _lines(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)
