"""A residual block by another way than the reference's: its parts, found by what went into each and what came out, and its values.

Which of its layers a learner calls first, and under which names, is free; so a part is known by its neighbours: the first
convolution is the one that gets x, the batch norm behind it the one that gets what it made, and so on.
"""

# ruff: noqa: E501  (a learner's sentence is one line)

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from checks.oracles.layers import Layer, walked
from checks.oracles.symptoms import BlockSymptom
from grader.checking.answer import Answer, read
from grader.checking.check_failed import fail
from grader.checking.compare import alike
from grader.checking.student import Student

EPS = 1e-5  # added to a variance: the default of torch.nn.BatchNorm2d


@dataclass(frozen=True)
class Parts:
    """The layers of a residual block; the two of the shortcut are None where x itself is added."""

    conv1: Layer
    norm1: Layer
    conv2: Layer
    norm2: Layer
    around: Layer | None = None
    norm3: Layer | None = None


FORMS: dict[BlockSymptom, Callable[[Tensor, Tensor], Tensor]] = {  # from what the branch gives, and the shortcut
    BlockSymptom.NO_SKIP: lambda b, s: b.relu(),
    BlockSymptom.NO_LAST: lambda b, s: b + s,
    BlockSymptom.EARLY: lambda b, s: b.relu() + s,
    BlockSymptom.TWICE: lambda b, s: (b.relu() + s).relu(),
}


def counted(calls: list[Layer], changes: bool) -> BlockSymptom | None:
    """What is wrong with the number and the kind of a block's layers; `changes` says whether its shape does."""
    convs, norms = ([each for each in calls if each.kind == kind] for kind in ("conv", "norm"))
    sizes = sorted(each.sizes[0] for each in convs)
    used = [each.number for each in [*convs, *norms]]
    tests = [
        (BlockSymptom.SHARED, len(set(used)) < len(used)),
        (BlockSymptom.NO_AROUND, changes and sizes == [3, 3]),
        (BlockSymptom.NEEDLESS, not changes and sizes == [1, 3, 3]),
        (BlockSymptom.WIDE, changes and sizes == [3, 3, 3]),
        (BlockSymptom.CONVS, sizes != ([1, 3, 3] if changes else [3, 3])),
        (BlockSymptom.BIAS, any(len(each.values) > 1 for each in convs)),
        (BlockSymptom.NO_NORM, not norms),
        (BlockSymptom.BARE, changes and len(norms) == 2),
        (BlockSymptom.NORMS, len(norms) != len(convs)),
    ]
    return next((sign for sign, found in tests if found), None)


def dissect(calls: list[Layer], x: Tensor, result: Tensor) -> Parts | BlockSymptom:
    """The block's parts, where they stand as they should and its result is relu(branch + shortcut); or what it looks like instead."""
    norms = [each for each in calls if each.kind == "norm"]
    conv1 = _fed(calls, x, 3)
    around = _fed(calls, x, 1)
    if conv1 is None:
        return BlockSymptom.NORM_EARLY if _norm(norms, x) else BlockSymptom.OTHER
    norm1 = _norm(norms, conv1.made)
    conv2 = next(
        (each for each in calls if each.kind == "conv" and each.number not in (conv1.number, _number(around))), None
    )
    if norm1 is None or conv2 is None:
        return BlockSymptom.NORM_LATE if _norm(norms, conv1.made.relu()) else BlockSymptom.OTHER
    if not alike(conv2.given, norm1.made.relu()):
        return BlockSymptom.NO_INNER if alike(conv2.given, norm1.made) else BlockSymptom.OTHER
    norm2 = _norm(norms, conv2.made)
    norm3 = _norm(norms, around.made) if around else None
    if norm2 is None or (around and norm3 is None):
        return BlockSymptom.NORM_LATE if _norm(norms, conv2.made.relu()) else BlockSymptom.OTHER
    branch, shortcut = norm2.made, norm3.made if norm3 else x
    if branch.shape != shortcut.shape:
        return BlockSymptom.OTHER
    if alike(result, (branch + shortcut).relu()):
        return Parts(conv1, norm1, conv2, norm2, around, norm3)
    return next((sign for sign, form in FORMS.items() if alike(result, form(branch, shortcut))), BlockSymptom.OTHER)


def parts_of(student: Student, block: Answer, x: Tensor) -> Parts:
    """The block's parts; CheckFailed where they do not stand as they should."""
    found = dissect(walked(student, block, x), x, read(student.helpers.predictions(block, x)))
    if isinstance(found, BlockSymptom):
        raise fail(block, "What comes out is not relu(branch + shortcut).", "values", advice=found.advice, evidence=found)
    return found


def values(parts: Parts, x: Tensor, stride: int, training: bool = False) -> Tensor:
    """What a block with these numbers makes of x, by torch.nn.functional and in double precision."""
    x = x.double()
    inner = _normed(functional.conv2d(x, _weight(parts.conv1), None, stride, 1), parts.norm1, training).clamp_min(0)
    branch = _normed(functional.conv2d(inner, _weight(parts.conv2), None, 1, 1), parts.norm2, training)
    shortcut = x
    if parts.around and parts.norm3:
        shortcut = _normed(functional.conv2d(x, _weight(parts.around), None, stride), parts.norm3, training)
    return (branch + shortcut).clamp_min(0).float()


def _normed(x: Tensor, norm: Layer, training: bool) -> Tensor:
    weight, bias, mean, variance = (each.double()[:, None, None] for each in norm.values)
    if training:
        mean, variance = x.mean((0, 2, 3))[:, None, None], x.var((0, 2, 3), unbiased=False)[:, None, None]
    return weight * (x - mean) / torch.sqrt(variance + EPS) + bias


def _weight(conv: Layer) -> Tensor:
    return conv.values[0].double()


def _fed(calls: list[Layer], x: Tensor, window: int) -> Layer | None:
    """The convolution with this window that gets x."""
    return next((c for c in calls if c.kind == "conv" and c.sizes[0] == window and alike(c.given, x)), None)


def _norm(norms: list[Layer], given: Tensor) -> Layer | None:
    return next((each for each in norms if alike(each.given, given)), None)


def _number(layer: Layer | None) -> int:
    return -1 if layer is None else layer.number
