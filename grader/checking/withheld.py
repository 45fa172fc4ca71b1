"""What a learner may read of a check whose worker held solutions: nothing that the code in that worker could have written.

Such a worker knows solutions, and whoever handed the code in reads what is told. So no text, name, number or shape of the worker's
goes on. What is told instead is chosen from lists that are the grader's own:

- of a failed check, sentences that the same check says of the exercise's known mistakes, whole or up to the "; got";
- of an error, its type where it is one of TYPES, the line in the learner's own file from the grader's copy of it, and advice;
- of a process that ended, the kind of its end (sandbox/client.py).

What the code can choose is thus which entry of a list is told: a few bits a check, see docs/security.md.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.checking.causes import cause_of
from grader.checking.check_failed import CheckFailed
from grader.checking.messages import of_error
from grader.checking.why import Why, halves
from grader.course import Exercise
from grader.sandbox.failures import NoSuchName, StudentRaised, Unloadable, WorkerLost

UNSENDABLE = "Unsendable"  # see grader/worker/server.py
TYPES = frozenset(
    {
        *("ArithmeticError", "AssertionError", "AttributeError", "EOFError", "FileNotFoundError"),
        *("FloatingPointError", "ImportError", "IndentationError", "IndexError", "KeyError"),
        *("LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotImplementedError"),
        *("OSError", "OverflowError", "PermissionError", "RecursionError", "RuntimeError"),
        *("StopIteration", "SyntaxError", "SystemExit", "TabError", "TypeError"),
        *("UnboundLocalError", "UnicodeError", "ValueError", "ZeroDivisionError", "OutOfMemoryError"),
        *("AcceleratorError", "LinAlgError"),
        UNSENDABLE,
    }
)
OTHER = "an exception that is neither Python's nor torch's"
ANOTHER = "another exception than in a check above"
INNER = ("", " ", "\t", "\r", "#", ")", "]", "}")  # how a line may begin that goes on with a statement
LINES = 100  # a definition of more lines is too large a list to choose from: no line of it is told
ASPECTS = {
    "shape": "The shape of the answer is not the one expected.",
    "type": "The answer is not of the expected type.",
    "dtype": "The answer is not of the expected dtype.",
    "values": "The values are not right.",
    "gradient": "The gradient of the answer is not the one expected.",
    "inputs": "Expected the inputs unchanged; your code changed one of them in place.",
    "device": "Expected a result on the device where the inputs live.",
    "operations": "Your code takes the images one by one: drop the loop, and let broadcasting do the work for the whole stack.",
}
GENERAL = "The answer is not the one expected."


@dataclass(frozen=True)
class Known:
    """What the grader itself brought forth at this check, by known mistakes: which calls it made, and which sentences it said."""

    calls: frozenset[str]
    sentences: frozenset[str]


def known(calls: Iterable[str], failures: Iterable[BaseException | None]) -> Known:
    """From the calls that the check made of the known mistakes, and what stopped it there."""
    said = {sentence for each in failures for sentence in _sentences(each)}
    return Known(frozenset(calls), frozenset(said | {_head(each) for each in said}))


def withhold(
    raised: BaseException,
    own: Known,
    exercise: Exercise,
    modules: Mapping[str, str],
    above: Iterable[Why] = (),
    named: BaseException | None = None,
) -> BaseException:
    """The same as `raised`, of which nothing is left that the code could have written; `explain` makes its message.

    Args:
        raised: what stopped the check.
        own: what the grader itself brought forth at this check.
        exercise: the one that is judged.
        modules: the grader's copy of what was handed in.
        above: why the exercise's checks so far did not pass: an error is told in full once, and again where it is the same.
        named: what stopped the check at the known mistake that explains the answer, which is then told in its place.
    """
    told: BaseException
    match raised:
        case Unloadable(cause=StudentRaised() as cause):
            text = modules.get(raised.unit, "")
            return Unloadable(raised.unit, _error(_at_margin(cause, text), raised.unit, modules, above, margin(text)))
        case NoSuchName():
            return NoSuchName(_bare(raised, own, exercise).split(".")[-1])
        case AssertionError() if not isinstance(raised, CheckFailed):
            return AssertionError(str(raised) if str(raised) in own.sentences else GENERAL)
        case StudentRaised(unwritten=True):
            told = _unwritten(raised, _bare(raised, own, exercise))
        case StudentRaised() if isinstance(named, StudentRaised):
            frames = _frames(raised, exercise.unit, modules, definition(modules.get(exercise.unit, ""), exercise.name))
            told = StudentRaised({"type": named.type, "message": named.message, "frames": frames})
        case CheckFailed() | WorkerLost() if named is not None:
            return named
        case StudentRaised():
            places = definition(modules.get(exercise.unit, ""), exercise.name)
            told = _error(raised, exercise.unit, modules, above, places)
        case CheckFailed():
            told = CheckFailed("", *_failure(raised, own))
        case WorkerLost():
            told = WorkerLost(raised.kind, raised.sentence)
        case _:
            return raised  # not begun, or a fault, of which no word is told
    if call := str(getattr(raised, "call", "")):
        vars(told)["call"] = call if call in own.calls else _bare(raised, own, exercise)  # see Student.call
    return told


def definition(text: str, name: str) -> list[int]:
    """The numbers (from 1) of the lines with something on them in the last definition of a name at the left margin."""
    lines = text.split("\n")
    begins = re.compile(rf"(?:async def|def|class)\s+{re.escape(name)}\b|{re.escape(name)}\s*[:=]")
    found: list[int] = []
    inside = False
    for number, line in enumerate(lines, 1):
        if begins.match(line):
            inside, found = True, []
        elif line[:1] not in INNER:
            inside = False
        if inside and line.strip():
            found.append(number)
    return found


def margin(text: str) -> list[int]:
    """The numbers (from 1) of the lines at which something begins at the left margin."""
    return [number for number, line in enumerate(text.split("\n"), 1) if line[:1] not in INNER]


def _at_margin(raised: StudentRaised, text: str) -> StudentRaised:
    """The same error, each of whose places is the beginning of its statement."""
    begins = margin(text)
    frames = [[file, max((each for each in begins if each <= number), default=0), "", ""] for file, number, _, _ in raised.frames]
    return StudentRaised({"type": raised.type, "message": raised.message, "frames": frames})


def _failure(raised: CheckFailed, own: Known) -> tuple[str, str, str, str, str]:
    """Sentence, aspect, sentence of a public check, advice and its name."""
    told = [_sentence(each, own) for each in (raised.expected, raised.shown)]
    general = ASPECTS.get(raised.aspect, GENERAL)
    advice = raised.advice if raised.advice in own.sentences else ""
    return told[0] or general, raised.aspect, told[1] or told[0] or general, advice, raised.cause if advice else ""


def _sentence(text: str, own: Known) -> str:
    if text in own.sentences:
        return text
    head = _head(text)
    return f"{head.removesuffix('.')}; got something else." if head in own.sentences else ""


def _head(sentence: str) -> str:
    """What was expected, without what was got."""
    return halves(sentence)[0]


def _sentences(failure: BaseException | None) -> set[str]:
    if isinstance(failure, CheckFailed):
        return {failure.expected, failure.shown, failure.advice} - {""}
    return {str(failure)} - {""} if isinstance(failure, AssertionError) else set()


def _error(
    raised: StudentRaised, unit: str, modules: Mapping[str, str], above: Iterable[Why], places: list[int]
) -> StudentRaised:
    """The error by its type, its place among these lines, and the advice for it."""
    kind = raised.type if raised.type in TYPES else OTHER
    if kind == UNSENDABLE:
        return StudentRaised({"type": kind, "message": "", "frames": []})
    told = StudentRaised({"type": kind, "message": "", "frames": _frames(raised, unit, modules, places)})
    cause = cause_of(kind, raised.message)
    told.advice, told.cause = (cause.sentence, cause.name) if cause else ("", "")
    errors = [each for each in above if each.raised]
    if errors and not any(_error_of(each) == _error_of(of_error(told)) for each in errors):
        return StudentRaised({"type": ANOTHER, "message": "", "frames": []})
    return told


def _error_of(why: Why) -> tuple[object, ...]:
    return why.raised, why.place, why.parts[-1]


def _frames(raised: StudentRaised, unit: str, modules: Mapping[str, str], places: list[int]) -> list[list[object]]:
    """The innermost place of the error that is one of these lines of the unit, with the grader's copy of the line."""
    lines = modules.get(unit, "").split("\n")
    for file, number, _, _ in reversed(raised.frames if len(places) <= LINES else []):
        if file == f"{unit}.py" and number in places:
            return [[file, number, "", lines[number - 1].strip()[:200]]]
    return []


def _unwritten(raised: StudentRaised, call: str) -> StudentRaised:
    """That what was called is not written yet, or that something which it uses is not."""
    itself = not raised.frames or raised.frames[-1][2] in (call, *call.split("."))
    frames = [] if itself else [["", 0, "something", ""]]
    return StudentRaised({"type": raised.type, "message": "", "frames": frames, "unwritten": True})


def _bare(raised: BaseException, own: Known, exercise: Exercise) -> str:
    """The name of what was called, where the check calls it of its own accord; else the exercise's."""
    name = str(getattr(raised, "call", "")).split("(")[0]
    return name if name in {each.split("(")[0] for each in own.calls} else exercise.name
