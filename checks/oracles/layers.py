"""The layers of a learner's network as they are called: what went into each and what came out."""

from dataclasses import dataclass

from torch import Tensor

from grader import protocol
from grader.checking.answer import Answer
from grader.checking.kit import fail, kind, read
from grader.checking.student import Student

NUMBER = 11  # the seed of the numbers that shake gives a network


@dataclass(frozen=True)
class Layer:
    """One call of a layer, as the helper `trace` gives it (see checks/helpers/layers.py)."""

    kind: str
    number: int
    sizes: list[int]
    values: list[Tensor]
    given: Tensor
    made: Tensor


def placed(student: Student, model: Answer, x: Tensor) -> Answer:
    """The model, where x lives; CheckFailed unless it is an object."""
    if not isinstance(read(model), protocol.Handle):
        raise fail(model, f"Expected a torch module; got {kind(read(model))}.", "type")
    student.helpers.bring(model, x)
    return model


def shaken(student: Student, model: Answer, x: Tensor) -> Answer:
    """The model, where x lives, with other numbers than those that it began with."""
    student.helpers.shake(placed(student, model, x), NUMBER)
    return model


def walked(student: Student, model: Answer, x: Tensor) -> list[Layer]:
    """What x goes through, call by call."""
    return [Layer(*each) for each in read(student.helpers.trace(model, x, "ResidualBlock"))]
