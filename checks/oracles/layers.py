"""The layers of a learner's network as they are called: what went into each and what came out."""

from dataclasses import dataclass, replace

from torch import Tensor

from grader import protocol
from grader.checking.answer import Answer
from grader.checking.kit import CheckFailed, fail, kind
from grader.checking.student import Student

NUMBER = 11  # begins the random numbers that a network is given to be told apart by


@dataclass(frozen=True)
class Layer:
    """One call of a layer, as the helper `trace` gives it (see checks/helpers/layers.py)."""

    kind: str
    number: int
    sizes: list[int]
    values: list[Tensor]
    given: Tensor
    made: Tensor


def seen(student: Student, answer: Answer, sign: str, sentence: str, aspect: str, advice: str = "") -> CheckFailed:
    """The failure to raise; what the log keeps is the sign alone, for no two networks start with the same numbers."""
    student.log[:] = [replace(answer, value=str(sign), looked_at=True)]
    return fail(answer, sentence, aspect, advice=advice)


def placed(student: Student, model: Answer, x: Tensor) -> Answer:
    """The model, where x lives; CheckFailed unless it is an object."""
    if not isinstance(model.value, protocol.Handle):
        raise fail(model, f"Expected a torch module; got {kind(model.value)}.", "type")
    student.helpers.bring(model, x)
    return model


def shaken(student: Student, model: Answer, x: Tensor) -> Answer:
    """The same, with other numbers than those that it began with."""
    student.helpers.shake(placed(student, model, x), NUMBER)
    return model


def walked(student: Student, model: Answer, x: Tensor) -> list[Layer]:
    """What x goes through, call by call."""
    return [Layer(*each) for each in student.helpers.trace(model, x, "ResidualBlock").value]
