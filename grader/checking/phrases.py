"""The parts of a failure's sentence: what came back, how it differs, and where."""

from typing import Any

import torch

from grader.checking import relation
from grader.checking.compare import alike, as_tensor, first_difference
from grader.checking.describe import describe

NO_RETURN = " (is the return missing?)."

def kind(value: Any) -> str:
    """A value for a message: "shape [25, 28]", "a single number", "None (is the return missing?)", "a list of 3"."""
    if isinstance(value, torch.Tensor) and value.ndim:
        return f"shape {list(value.shape)}"
    if isinstance(value, (bool, int, float)) and not isinstance(value, bool):
        return "a single number"
    if value is None:
        return f"None{NO_RETURN.removesuffix('.')}"
    return describe(value)


def relation_of_shape(got: Any, shape: tuple[int, ...]) -> relation.Relation | None:
    """What differs from a tensor, or a number, of this shape."""
    found = as_tensor(got)
    return relation.of_kinds(got) if found is None else relation.of_shapes(tuple(found.shape), shape)


def relation_of_values(got: Any, expected: Any) -> relation.Relation | None:
    """What the numbers have to do with those expected; of a list, all of them together, or the first that differs."""
    if isinstance(expected, (list, tuple)):
        if not isinstance(got, (list, tuple)) or len(got) != len(expected):
            return None
        single = [as_tensor(each) for each in (*got, *expected)]
        if all(each is not None and each.ndim == 0 for each in single):
            numbers = torch.stack([each.double() for each in single if each is not None])
            return relation.of_values(numbers[: len(got)], numbers[len(got) :])
        return next((relation_of_values(a, b) for a, b in zip(got, expected, strict=True) if not alike(a, b)), None)
    left, right = as_tensor(got), as_tensor(expected)
    if left is None or right is None:
        return None
    same = left.shape == right.shape
    return relation.of_values(left, right) if same else relation.of_shapes(tuple(left.shape), tuple(right.shape))


def value_sentences(got: Any, expected: Any, tolerance: float | None, what: str) -> tuple[str, str, str]:
    """For a hidden check, the aspect, and for a public one."""
    if isinstance(expected, (list, tuple)):
        if not isinstance(got, (list, tuple)) or len(got) != len(expected):
            return f"Expected {kind(expected)}{f' in {what}' if what else ''}; got {kind(got)}.", "shape", ""
        pairs = [(a, b) for a, b in zip(got, expected, strict=True) if not alike(a, b, tolerance)]
        return value_sentences(*pairs[0], tolerance, what or "one of the values")
    start = f"{what[0].upper()}{what[1:]}: the" if what else "The"
    if as_tensor(expected) is None:
        return f"{start} values are not right.", "values", ""
    left, right = as_tensor(got), as_tensor(expected)
    if left is None or right is None or left.shape != right.shape:
        return f"{start} shape is not right: {kind(expected)} expected, {kind(got)} found.", "shape", ""
    place, wanted, found = first_difference(got, expected, tolerance)
    where = f" at {list(place)}" if place else ""
    hidden = f"{start} shape is right; the values are not."
    return hidden, "values", f"Expected {wanted}{where}{f' in {what}' if what else ''}; got {found}."


def name_of(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
