"""Gradients to walk along, which run in the worker beside the learner's code. They know no line and no right answer."""

from torch import Tensor

from grader.worker.helpers.registry import helper, kept


class Valley:
    """The gradient of a loss that is lowest at one place; it counts how often it was asked."""

    def __init__(self, steepness: Tensor, lowest: Tensor) -> None:
        self.steepness, self.lowest, self.asked = steepness, lowest, 0

    def __call__(self, line: Tensor) -> Tensor:
        self.asked += 1
        return self.steepness * (line - self.lowest)


class InTurn:
    """Gradients that come in a fixed order, wherever the line is, as those of small random parts of the data do."""

    def __init__(self, gradients: Tensor) -> None:
        self.gradients, self.asked = gradients, 0

    def __call__(self, line: Tensor) -> Tensor:
        self.asked += 1
        return self.gradients[self.asked - 1].clone()


@kept
def valley(steepness: Tensor, lowest: Tensor) -> Valley:
    """A gradient function: steepness times the way from the lowest place, number by number; both of the line's shape."""
    return Valley(steepness, lowest)


@kept
def in_turn(gradients: Tensor) -> InTurn:
    """A gradient function that gives the first of the gradients [steps, ...] when it is asked first, and so on."""
    return InTurn(gradients)


@helper
def asked(function: Valley | InTurn) -> int:
    """How often the gradient function was called."""
    return function.asked
