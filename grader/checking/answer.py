"""An answer: what one call of the learner's code gave back. Functions tell about it; its attributes and calls are the learner's."""

from dataclasses import dataclass, replace
from typing import Any, Protocol

import torch

from grader import protocol

UNREAD = "a value that no check read"


class Callee(Protocol):
    """Whose functions are called (see student.py)."""

    log: list["Answer"]

    def call(self, function: "Function", args: tuple[Any, ...], kwargs: dict[str, Any]) -> "Answer": ...


@dataclass
class Facts:
    """What the grader knows of one call.

    `was_read` says whether a check read the value: what none read (the loss that a training step may return, or not) tells nothing
    about a mistake. `observed` says that nobody returned it: a helper looked.
    """

    call: str
    value: Any = None
    mutated: tuple[str, ...] = ()
    operations: int | None = None
    device: str = ""  # where its inputs live; empty where no tensor was among them
    inputs: frozenset[torch.dtype] = frozenset()  # of the tensors among them that the check made itself
    observed: bool = False
    student: Callee | None = None
    was_read: bool = False


class Answer:
    """What came back from one call.

    `read(answer)` gives it. Where it is an object that stayed in the worker, every attribute of the answer is a method of that
    object, whatever its name: `optimizer.step()`. The answer can then be called, too: `model(images)`.
    """

    __slots__ = ("_facts",)

    def __init__(self, call: str, value: Any = None, **facts: Any) -> None:
        self._facts = Facts(call, value, **facts)

    def __getattr__(self, name: str) -> "Function":
        facts = self._facts
        if name.startswith("_") or not isinstance(facts.value, protocol.Handle) or facts.student is None:
            raise AttributeError(f"No object stayed in the worker that could have {name!r}: read(answer) gives what came back.")
        return Function(facts.student, {"handle": facts.value, "method": name}, f"{facts.call.split('(')[0]}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> "Answer":
        """Call an object that stayed in the worker: `model(images)`."""
        facts = self._facts
        assert facts.student is not None
        return Function(facts.student, {"handle": facts.value}, facts.call.split("(")[0])(*args, **kwargs)

    def __repr__(self) -> str:
        return f"Answer({self._facts.call!r}, {self._facts.value!r})"


def facts_of(answer: Answer) -> Facts:
    """What the grader knows of the call."""
    return answer._facts


def read(answer: Answer) -> Any:
    """What came back: a tensor, a plain value, or a handle to what stayed in the worker.

    From here on it is evidence: a known mistake is named only where it gives the same. `expect` reads what it looks at by itself.
    """
    facts_of(answer).was_read = True
    return facts_of(answer).value


def peek(answer: Answer) -> Any:
    """The same as `read`, where the value is no sign of a mistake: random numbers, say, that no two learners draw alike."""
    return facts_of(answer).value


def called(answer: Answer) -> str:
    """What was called, and with what, as messages say it: "f(a [2, 3])"."""
    return facts_of(answer).call


def derived(answer: Answer, **changes: Any) -> Answer:
    """An answer of the same call with another value, such as a part of it, or what was worked out of it.

    Examples:
        >>> expect(derived(answer, value=read(answer)[0]), "the mean").equals(3 / 7)
    """
    made = Answer(**vars(replace(facts_of(answer), was_read=False, **changes)))
    student = facts_of(made).student
    if student is not None:
        student.log.append(made)
    return made


def evidence_of(log: list[Answer], evidence: str | None = None) -> list[Any]:
    """What the answers to a check say about a mistake, in order: each value that was read and all that was raised, UNREAD in place
    of the others. Where the failure itself says what it rests on, that alone.
    """
    if evidence is not None:
        return [evidence]
    facts = map(facts_of, log)
    return [each.value if each.was_read or isinstance(each.value, Exception) else UNREAD for each in facts]


@dataclass(frozen=True)
class Function:
    """Something callable in the worker."""

    student: Callee
    target: dict[str, Any]
    name: str
    parameters: tuple[str, ...] = ()
    keep: bool = False
    count: bool = False

    def __call__(self, *args: Any, **kwargs: Any) -> Answer:
        return self.student.call(self, args, kwargs)


def plain(value: Any) -> Any:
    """An argument as the wire carries it: an Answer stands for its value."""
    if isinstance(value, Answer):
        return peek(value)
    if isinstance(value, (list, tuple)):
        return type(value)(plain(each) for each in value)
    return value
