"""The parts that were made by hand, worked out here, beside what a learner named for them in torch, called in the worker."""

import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest
import torch

from grader.checking.answer import Answer
from grader.checking.compare import alike
from grader.checking.describe import describe
from grader.checking.kit import fail, kind, peek, read
from grader.checking.student import Student
from grader.sandbox.failures import StudentRaised

FULL_NAME = re.compile(r"torch(\.[A-Za-z]\w*)+", re.ASCII)
KEYS = "All seven names of the table are keys, spelled just as they are there."
WHERE = {
    "l1_distance": "Look for the mean absolute difference among the losses of torch.nn.functional.",
    "mse": "Look for the mean squared difference among the losses of torch.nn.functional.",
    "sigmoid": "Look for the function of the same name.",
    "relu": "Look for the function of the same name.",
    "linear1": "Look for a layer, or a function, that multiplies by weights and adds a bias.",
    "make_batches": "Look in torch.utils.data for what gives the pairs of a data set in batches.",
    "BasicOptim": "Look in torch.optim for plain (stochastic) gradient descent.",
}


def expect_table(answer: Answer) -> dict[object, object]:
    """A dict with parts made by hand as its keys.

    The table itself is no evidence (`peek`), here and below: what is wrong with it is the aspect of the failure.
    """
    table = peek(answer)
    if not isinstance(table, dict):
        raise fail(answer, f"Expected a dict; got {kind(table)}.", "None" if table is None else "type")
    if any(str(key).startswith("torch.") for key in table):
        raise fail(answer, "Expected your own parts as keys; there is a name of torch's among them.", "exchanged")
    return table


def expect_name(answer: Answer, part: object, name: object) -> str:
    """The full name of something that torch has."""
    said = f"For {describe(part)} you name {describe(name)}"
    if not isinstance(name, str):
        raise fail(answer, f"{said}, and not a name in quotation marks.", "no string")
    if name.endswith(")"):
        raise fail(answer, f"{said}, with parentheses.", "parentheses")
    if not name.startswith("torch."):
        raise fail(answer, f"{said}, which does not begin with torch.", "short")
    if not _is_in_torch(name):
        raise fail(answer, f"{said}; torch has nothing of that name.", "unknown")
    return name


def expect_agreement(student: Student, answer: Answer, part: str, rng: torch.Generator) -> None:
    """What is named for this part does the same as what was made by hand, on random inputs."""
    table = expect_table(answer)
    if part not in table:
        raise fail(answer, f"Expected the key {part!r} in the dict; there is none.", "no key", advice=KEYS)
    name = expect_name(answer, part, table[part])
    try:
        found, by_hand = TRIALS[part](student, name, rng)
    except StudentRaised as error:
        raise fail(
            answer, f"{name} cannot be used as {part} is: it raised {error.type}.", "raised", advice=WHERE[part]
        ) from None
    if not alike(read(found), by_hand):
        raise fail(
            answer, f"{name} does not do the same as {part} with the same inputs.", "agreement", advice=WHERE[part]
        )


def _is_in_torch(name: str) -> bool:
    """Whether torch itself has something callable under this name, whatever a submission may have put there in its worker."""
    found: Any = torch if FULL_NAME.fullmatch(name) else None
    for part in name.split(".")[1:]:
        found = inspect.getattr_static(found, part, None)
    return callable(found)


def _distance(student: Student, name: str, rng: torch.Generator) -> tuple[Answer, Any]:
    a, b = (2 * torch.randn(4, 6, generator=rng) for _ in range(2))
    return student.helpers.call_named(name, a, b), (a - b).abs().mean()


def _squares(student: Student, name: str, rng: torch.Generator) -> tuple[Answer, Any]:
    a, b = (2 * torch.randn(4, 6, generator=rng) for _ in range(2))
    return student.helpers.call_named(name, a, b), ((a - b) ** 2).mean()


def _sigmoid(student: Student, name: str, rng: torch.Generator) -> tuple[Answer, Any]:
    x = 4 * torch.randn(5, 6, generator=rng)
    return student.helpers.call_named(name, x), 1 / (1 + torch.exp(-x))


def _relu(student: Student, name: str, rng: torch.Generator) -> tuple[Answer, Any]:
    x = torch.cat([torch.tensor([-40.0, 40.0]), 4 * torch.randn(20, generator=rng)])
    return student.helpers.call_named(name, x), torch.where(x > 0, x, 0.0)


def _linear(student: Student, name: str, rng: torch.Generator) -> tuple[Answer, Any]:
    x, weights, bias = (torch.randn(*shape, generator=rng) for shape in ((5, 4), (4, 1), (1,)))
    return student.helpers.layer_named(name, x, weights, bias), (x * weights.T).sum(1, keepdim=True) + bias


def _batches(student: Student, name: str, rng: torch.Generator) -> tuple[Answer, Any]:
    x, y = torch.rand(7, 3, generator=rng), torch.randint(0, 2, (7, 1), generator=rng)
    return student.helpers.batches_named(name, x, y, 3), [(x[i : i + 3], y[i : i + 3]) for i in (0, 3, 6)]


def _steps(student: Student, name: str, rng: torch.Generator) -> tuple[Answer, Any]:
    start, *grads = (5 * torch.randn(4, generator=rng) for _ in range(21))  # so many: ASGD differs by little at first
    return student.helpers.steps_named(name, start, grads, 1.5), start - 1.5 * torch.stack(grads).sum(0)


Trial = Callable[[Student, str, torch.Generator], tuple[Answer, Any]]
TRIALS: dict[str, Trial] = {
    "l1_distance": _distance,
    "mse": _squares,
    "sigmoid": _sigmoid,
    "relu": _relu,
    "linear1": _linear,
    "make_batches": _batches,
    "BasicOptim": _steps,
}
each_part = pytest.mark.parametrize("part", list(TRIALS))
