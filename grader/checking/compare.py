"""When two values are alike: the tolerances of every check, by dtype."""

import math
from collections.abc import Iterable
from typing import Any

import torch

from grader import protocol
from grader.sandbox.failures import StudentRaised, WorkerLost

# A float32 sum over 784 pixels differs by about 1e-6 between orders of summation; a wrong formula differs by far more than 1e-4.
# Half precision keeps 8 (bfloat16) or 11 (float16) bits: it is asked of nobody, and stands where inputs or oracles are of it.
TOLERANCES = {torch.float64: 1e-6, torch.float32: 1e-4, torch.float16: 5e-3, torch.bfloat16: 4e-2}
"""At most how far numbers of a dtype may be apart, absolute and relative. A dtype that is not listed must be equal."""


def as_tensor(value: Any) -> torch.Tensor | None:
    """A tensor or a plain number as a tensor; None for anything else.

    Returns:
        A tensor without its gradient, or a bool, an int or a float as a tensor of rank 0 (bool, int64, float64); else None.
    """
    if isinstance(value, torch.Tensor):
        return value.detach()
    if isinstance(value, (bool, int, float)):
        return torch.tensor(value, dtype=torch.float64 if isinstance(value, float) else None)
    return None


def tolerance_for(got: torch.dtype, expected: torch.dtype) -> float:
    """That of the expected dtype (see TOLERANCES), or of float32, where the answer has it: no answer widens it by being rougher."""
    return max(TOLERANCES.get(expected, 0.0), min(TOLERANCES.get(got, 0.0), TOLERANCES[torch.float32]))


def tolerance_of(inputs: Iterable[torch.dtype]) -> float | None:
    """The widest of the inputs' dtypes, where one is rougher than float32; else None: the numbers of the answer decide."""
    widest = max((TOLERANCES.get(each, 0.0) for each in inputs), default=0.0)
    return widest if widest > TOLERANCES[torch.float32] else None


def too_rough(got: Any, expected: Any, inputs: Iterable[torch.dtype] = ()) -> torch.dtype | None:
    """The dtype of an answer, or of a part of it, that keeps fewer bits than float32, the expected and all inputs; else None."""
    if isinstance(got, (list, tuple)) and isinstance(expected, (list, tuple)) and len(got) == len(expected):
        parts = (too_rough(a, b, inputs) for a, b in zip(got, expected, strict=True))
        return next((each for each in parts if each is not None), None)
    wanted = as_tensor(expected)
    allowed = {torch.float32, *inputs, *([wanted.dtype] if wanted is not None else [])}
    step = max(torch.finfo(each).eps for each in allowed if each.is_floating_point)
    rough = isinstance(got, torch.Tensor) and got.dtype.is_floating_point and torch.finfo(got.dtype).eps > step
    return got.dtype if rough else None


def alike(got: Any, expected: Any, tolerance: float | None = None) -> bool:
    """Whether two answers are the same: shapes exactly, numbers within tolerance, NaN like NaN, containers item by item.

    Dtypes are not compared, and a plain number is like a tensor of rank 0; lists and tuples are like each other. Two errors are
    alike by type, message and the operation that raised, two lost workers by their kind; two objects that stayed in the worker
    always are. Anything else must have the same type and be equal.

    Args:
        got: what the learner's code answered.
        expected: what the oracle says.
        tolerance: at most how far numbers may be apart, as a part of the expected number and in addition to it:
            `abs(got - expected) <= tolerance + tolerance * abs(expected)`. By default what `tolerance_for` says of the dtypes.
    """
    left, right = as_tensor(got), as_tensor(expected)
    if left is not None or right is not None:
        return left is not None and right is not None and left.shape == right.shape and _close(left, right, tolerance)
    if isinstance(expected, (list, tuple)):
        if not isinstance(got, (list, tuple)) or len(got) != len(expected):
            return False
        return all(alike(a, b, tolerance) for a, b in zip(got, expected, strict=True))
    if isinstance(expected, dict):
        return (
            isinstance(got, dict)
            and got.keys() == expected.keys()
            and all(alike(got[k], v, tolerance) for k, v in expected.items())
        )
    if isinstance(expected, StudentRaised):
        return isinstance(got, StudentRaised) and got.identity == expected.identity
    if isinstance(expected, WorkerLost):
        return isinstance(got, WorkerLost) and got.kind == expected.kind
    if isinstance(expected, protocol.Handle):
        return isinstance(got, protocol.Handle)
    return type(got) is type(expected) and bool(got == expected)


def same(got: Any, expected: Any) -> bool:
    """Whether two answers are alike, each as rough as the other, and their numbers of the same sorts: bool, whole, floating."""
    return alike(got, expected) and alike(expected, got) and _sorts(got) == _sorts(expected)


def _sorts(value: Any) -> Any:
    """What stands in place of each number: its sort."""
    if isinstance(value, (list, tuple)):
        return [_sorts(each) for each in value]
    if isinstance(value, dict):
        return {name: _sorts(each) for name, each in value.items()}
    found = as_tensor(value)
    if found is None:
        return None
    return "bool" if found.dtype is torch.bool else "floating" if found.is_floating_point() else "whole"


def first_difference(got: Any, expected: Any, tolerance: float | None = None) -> tuple[tuple[int, ...], str, str]:
    """Where two tensors of one shape first differ, and both values there as text.

    Args:
        got: a tensor or a plain number.
        expected: another one of the same shape, not `alike` to it within the tolerance.
        tolerance: as in `alike`.

    Returns:
        The index (empty for rank 0), the expected value, and the one that was found, both with four decimals.
    """
    left, right = as_tensor(got), as_tensor(expected)
    assert left is not None
    assert right is not None
    wrong = ~_close_each(left, right, tolerance)
    place = tuple(int(i) for i in wrong.nonzero()[0]) if wrong.ndim else ()
    return place, _number(right[place]), _number(left[place])


def _close(left: torch.Tensor, right: torch.Tensor, tolerance: float | None) -> bool:
    return bool(_close_each(left, right, tolerance).all())


def _close_each(left: torch.Tensor, right: torch.Tensor, tolerance: float | None) -> torch.Tensor:
    limit = tolerance_for(left.dtype, right.dtype) if tolerance is None else tolerance
    return torch.isclose(left.double(), right.double(), rtol=limit, atol=limit, equal_nan=True)


def _number(value: torch.Tensor) -> str:
    if value.dtype is torch.bool:
        return str(bool(value))
    number = float(value)
    return str(int(number)) if math.isfinite(number) and not value.is_floating_point() else f"{number:.4f}"
