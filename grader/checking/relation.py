"""How a wrong answer stands to the one expected, where that can be seen: the last line where no known mistake explains it.

Each sentence states what was observed of these two answers (a factor, an order, a shape) and then asks what may lie behind it. So
it is true also where the guess is not.
"""

from dataclasses import dataclass
from typing import Any

import torch

from grader import protocol

CLOSE = 1e-4  # relative, and absolute for numbers below 1
LARGEST = 1000  # a factor that is worth naming for a single number
PLACES = range(5)


@dataclass(frozen=True)
class Relation:
    """A name for reports, and the sentence for the learner."""

    name: str
    sentence: str


KINDS = {  # by the type of what came back where a tensor or a number is wanted
    "ndarray": Relation("a_numpy_array", "A NumPy array comes back: make a tensor of it, torch.tensor(...), or use torch's own functions throughout."),
    "type": Relation("a_class", "A class comes back: call it, and return the object that it makes."),
    "generator": Relation("a_generator", "What comes back makes its parts only when asked for them: make a list of it, or a tensor."),
    "list": Relation("a_list", "A list comes back: join its parts to one tensor, by torch.stack or torch.tensor."),
    "tuple": Relation("a_tuple", "Several things come back: return the one that is wanted. max(dim), say, gives .values and .indices."),
    "str": Relation("a_text", "A text comes back, in quotes: return the value itself."),
    "function": Relation("a_function", "A function comes back that was not called: put parentheses behind it."),
}  # fmt: skip
SAME = {
    **dict.fromkeys(("map", "zip", "filter"), "generator"),
    **dict.fromkeys(("method", "builtin_function_or_method"), "function"),
    **dict.fromkeys(("Size", "max", "min", "sort", "topk", "return_types"), "tuple"),
}


def of_kinds(got: Any) -> Relation | None:
    """What comes back is no tensor and no number at all; None where that says nothing more."""
    name = got.type if isinstance(got, protocol.Handle) else type(got).__name__
    return KINDS.get(SAME.get(name, name))


def of_shapes(got: tuple[int, ...], expected: tuple[int, ...]) -> Relation | None:
    """What differs between two shapes, in words."""
    long, wanted = (tuple(each for each in shape if each != 1) for shape in (got, expected))
    if not got:
        return Relation("one_number_for_all", "One number comes out for everything together: name the axes that go, and leave the others.")
    if len(got) == 2 and len(set(got)) == 1 and expected in (got[:1], (got[0], 1), (1, got[0])):
        return Relation("all_pairs", "Each meets every other: [n] with [n,1] makes [n,n]. Bring both to one shape first.")
    if long == wanted and len(got) != len(expected):
        more = Relation("axis_too_many", "An axis of length 1 is too many: leave out keepdim=True, or take it away by squeeze.")
        less = Relation("axis_missing", "An axis of length 1 is missing: keep it by keepdim=True, or add it by [:, None].")
        return more if len(got) > len(expected) else less
    if not expected:
        return Relation("not_joined", "Several numbers are left that should be one: is the mean, or the sum, missing, or taken along an axis?")
    if len(got) == 2 and got == expected[::-1]:
        return Relation("turned", "Rows and columns are swapped.")
    if _within(got, expected):
        return Relation("too_few_axes", "Too many axes are joined, or picked from: name those that go, and leave the others.")
    if _within(expected, got):
        return Relation("too_many_axes", "Axes are left that should be joined, or picked from: which ones do the two shapes not share?")
    if len(got) == len(expected):
        differ = [(a, b) for a, b in zip(got, expected, strict=True) if a != b]
        if sorted(got) == sorted(expected):
            return Relation("axes_swapped", "The axes are the right ones in another order: .T, permute and transpose swap them.")
        if len(differ) == 1 and abs(differ[0][0] - differ[0][1]) == 1:
            return Relation("one_off", "One axis is off by one: slices and ranges stop before their second number.")
    return None


def of_values(got: torch.Tensor, expected: torch.Tensor) -> Relation | None:
    """What differs between two tensors of one shape, which are not alike, in words."""
    if got.numel() == 0 or got.is_complex() or expected.is_complex():
        return None
    left, right = (each.detach().double().flatten() for each in (got, expected))
    if not torch.isfinite(right).all():
        return None
    if not torch.isfinite(left).all():
        return _of_the_infinite(left)
    if got.dtype is torch.bool or set(left.tolist()) | set(right.tolist()) <= {0.0, 1.0}:
        return _of_truths(left, right)
    return _of_one_number(left, right) if len(left) == 1 else _of_many_numbers(left, right)


def _of_the_infinite(left: torch.Tensor) -> Relation:
    if left.isnan().any():
        return Relation("nan", "nan comes out: 0 / 0, infinity minus infinity, 0 times infinity and the root or log of a number below 0 make it.")
    return Relation("infinity", "Infinity comes out: a number divided by 0, the log of 0 and e to the power of a large number make it.")


def _of_truths(left: torch.Tensor, right: torch.Tensor) -> Relation | None:
    if len(left) > 1 and torch.equal(left, 1 - right):
        return Relation("turned_round", "Each answer is the opposite of the one expected: are the two sides swapped?")
    if len(left) > 3 and _alike(left) and not _alike(right):
        return Relation("all_alike", "All answers are alike.")
    return None


def _of_one_number(left: torch.Tensor, right: torch.Tensor) -> Relation | None:
    if _same(left, -right):
        return Relation("sign", "The sign is the other one.")
    if _same(left, 1 - right) and not _same(right, torch.full_like(right, 0.5)):
        return Relation("one_minus", "It is 1 minus what is expected: are the two cases swapped?")
    for large, small, said in ((left, right, "{} times"), (right, left, "1/{} of")):
        factor = float(large / small) if small else 0.0
        if 2 <= round(factor) <= LARGEST and abs(factor / round(factor) - 1) < CLOSE:
            much = said.format(round(factor))
            return Relation("factor", f"It is {much} what is expected: is something summed, divided or counted too often, or not at all?")
    return _of_roundings(left, right) or _of_powers(left, right)


def _of_many_numbers(left: torch.Tensor, right: torch.Tensor) -> Relation | None:
    if _same(left, -right):
        return Relation("sign", "Every sign is the other one.")
    if not left.any():
        return Relation("all_zero", "Nothing but 0 comes out.")
    if _same(left, 1 - right):
        return Relation("one_minus", "Every number is 1 minus what is expected: are the two cases swapped?")
    if _same(left.sort().values, right.sort().values):
        return Relation("order", "The numbers are the right ones, in another order.")
    if _same(left.abs(), right.abs()):
        return Relation("some_signs", "The sizes are right, and some signs are not.")
    places = right != 0
    factors = left[places] / right[places]
    if places.sum() > 1 and not left[~places].any() and _same(factors, factors[:1].expand_as(factors)):
        factor = float(factors[0])
        much = f"{factor:.4g} times" if factor >= 1 else f"1/{1 / factor:.4g} of" if factor > 0 else f"{factor:.4g} times"
        return Relation("factor", f"Every number is {much} what is expected: is something summed, divided or multiplied too often, or not at all?")
    apart = left - right
    if _same(apart, apart[:1].expand_as(apart)):
        amount = f"{abs(float(apart[0])):.4g} too {'large' if apart[0] > 0 else 'small'}"
        return Relation("offset", f"Every number is {amount}: is something added that should not be, or the other way round?")
    if len(left) > 2 and _alike(left) and not _alike(right):
        return Relation("all_alike", "All numbers come out alike.")
    return _of_roundings(left, right) or _of_powers(left, right)


def _of_roundings(left: torch.Tensor, right: torch.Tensor) -> Relation | None:
    if _same(left, right.trunc()) and right.abs().max() >= 1:
        return Relation("cut_off", "What stands behind the point is cut off: is a // at work, or a dtype of whole numbers?")
    for places in PLACES:
        if left.any() and torch.allclose(left, right.mul(10**places).round().div(10**places), rtol=1e-6, atol=1e-6):
            whole = f"rounded to {places} places" if places else "rounded to whole numbers"
            return Relation("rounded", f"The numbers are right but {whole}: leave them as they are.")
    return None


def _of_powers(left: torch.Tensor, right: torch.Tensor) -> Relation | None:
    if _same(left, right.square()):
        return Relation("square", "It is the square of what is expected: is a root missing?")
    if _same(left.square(), right) and (right != 0).any():
        return Relation("root", "It is the root of what is expected.")
    if _same(left.exp(), right):
        return Relation("log", "It is the log of what is expected.")
    if _same(left, right.exp()):
        return Relation("exponential", "It is e to the power of what is expected.")
    return None


def _alike(numbers: torch.Tensor) -> bool:
    return bool((numbers == numbers[0]).all())


def _same(left: torch.Tensor, right: torch.Tensor) -> bool:
    return torch.allclose(left, right, rtol=CLOSE, atol=CLOSE * min(1.0, float(right.abs().max())))


def _within(short: tuple[int, ...], long: tuple[int, ...]) -> bool:
    """Whether the one is the other with some axes left out."""
    rest = iter(long)
    return len(short) < len(long) and all(each in rest for each in short)
