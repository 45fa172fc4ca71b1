"""A residual block by another way than the reference's: its parts, found by what went into each and what came out, and its values.

Which of its layers a learner calls first, and under which names, is free; so a part is known by its neighbours: the first
convolution is the one that gets x, the batch norm behind it the one that gets what it made, and so on.
"""

# ruff: noqa: E501  (a learner's sentence is one line)

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import torch
from torch import Tensor
from torch.nn import functional

from checks.oracles.layers import Layer, seen, walked
from grader.checking.answer import Answer
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


class Sign(StrEnum):
    """What a block looks like that is not the one of the text."""

    CONVS = "another number of convolutions"
    SHARED = "a layer used twice"
    BIAS = "a convolution with a bias"
    NO_NORM = "no batch norm"
    NORMS = "another number of batch norms"
    BARE = "no batch norm in the shortcut"
    NEEDLESS = "a convolution in a shortcut that needs none"
    WIDE = "a window of 3×3 in the shortcut"
    NO_AROUND = "no convolution in the shortcut"
    NORM_LATE = "batch norm after the ReLU"
    NORM_EARLY = "batch norm before the convolution"
    NO_INNER = "no ReLU in the branch"
    NO_SKIP = "the branch alone"
    NO_LAST = "no ReLU after the sum"
    EARLY = "ReLU before the sum"
    TWICE = "ReLU before and after the sum"
    OTHER = "something else"


ADVICE = {
    Sign.CONVS: "A block has two convolutions with a window of 3×3: nn.Conv2d(…, 3, padding=1), one after the other.",
    Sign.SHARED: "It looks as if a layer is used twice, so that both places share its numbers: make one for each place.",
    Sign.BIAS: "It looks as if the convolutions have a bias, which the batch norm behind them takes out again: write bias=False.",
    Sign.NO_NORM: "It looks as if the batch norm is missing: put nn.BatchNorm2d(channels_out) right behind each convolution.",
    Sign.NORMS: "Each convolution has a batch norm of its own right behind it, nn.BatchNorm2d(channels_out).",
    Sign.BARE: "It looks as if the shortcut's convolution has no batch norm: put one behind it, as in the branch.",
    Sign.NEEDLESS: "It looks as if the shortcut always has a convolution: where the shape stays, x itself is added.",
    Sign.WIDE: "It looks as if the shortcut's convolution has a window of 3×3: it should change x as little as possible, with 1×1.",
    Sign.NO_AROUND: "Where the shape changes, the shortcut is a convolution with a window of 1 and the same stride, and a batch norm.",
    Sign.NORM_LATE: "It looks as if the ReLU comes before the batch norm: the order is convolution, batch norm, ReLU.",
    Sign.NORM_EARLY: "It looks as if the batch norm comes before the convolution: it belongs right behind it.",
    Sign.NO_INNER: "It looks as if the ReLU inside the branch is missing: it stands between the first batch norm and the second convolution.",
    Sign.NO_SKIP: "It looks as if the shortcut is missing: add it to what the branch gives, before the last ReLU.",
    Sign.NO_LAST: "It looks as if the last ReLU is missing: it comes after the sum.",
    Sign.EARLY: "It looks as if the ReLU comes before the sum: add first, relu(branch(x) + shortcut(x)).",
    Sign.TWICE: "It looks as if the branch ends in a ReLU, so that it can only add and never take away: leave that one out.",
    Sign.OTHER: "The branch is convolution, batch norm, ReLU, convolution, batch norm; the last ReLU comes after the sum.",
}
FORMS: dict[Sign, Callable[[Tensor, Tensor], Tensor]] = {  # from what the branch gives, and the shortcut
    Sign.NO_SKIP: lambda b, s: b.relu(),
    Sign.NO_LAST: lambda b, s: b + s,
    Sign.EARLY: lambda b, s: b.relu() + s,
    Sign.TWICE: lambda b, s: (b.relu() + s).relu(),
}


def counted(calls: list[Layer], changes: bool) -> Sign | None:
    """What is wrong with the number and the kind of a block's layers; `changes` says whether its shape does."""
    convs, norms = ([each for each in calls if each.kind == kind] for kind in ("conv", "norm"))
    sizes = sorted(each.sizes[0] for each in convs)
    used = [each.number for each in [*convs, *norms]]
    tests = [
        (Sign.SHARED, len(set(used)) < len(used)),
        (Sign.NO_AROUND, changes and sizes == [3, 3]),
        (Sign.NEEDLESS, not changes and sizes == [1, 3, 3]),
        (Sign.WIDE, changes and sizes == [3, 3, 3]),
        (Sign.CONVS, sizes != ([1, 3, 3] if changes else [3, 3])),
        (Sign.BIAS, any(len(each.values) > 1 for each in convs)),
        (Sign.NO_NORM, not norms),
        (Sign.BARE, changes and len(norms) == 2),
        (Sign.NORMS, len(norms) != len(convs)),
    ]
    return next((sign for sign, found in tests if found), None)


def dissect(calls: list[Layer], x: Tensor, result: Tensor) -> Parts | Sign:
    """The block's parts, where they stand as they should and its result is relu(branch + shortcut); or what it looks like instead."""
    norms = [each for each in calls if each.kind == "norm"]
    conv1 = _fed(calls, x, 3)
    around = _fed(calls, x, 1)
    if conv1 is None:
        return Sign.NORM_EARLY if _norm(norms, x) else Sign.OTHER
    norm1 = _norm(norms, conv1.made)
    conv2 = next(
        (each for each in calls if each.kind == "conv" and each.number not in (conv1.number, _number(around))), None
    )
    if norm1 is None or conv2 is None:
        return Sign.NORM_LATE if _norm(norms, conv1.made.relu()) else Sign.OTHER
    if not alike(conv2.given, norm1.made.relu()):
        return Sign.NO_INNER if alike(conv2.given, norm1.made) else Sign.OTHER
    norm2 = _norm(norms, conv2.made)
    norm3 = _norm(norms, around.made) if around else None
    if norm2 is None or (around and norm3 is None):
        return Sign.NORM_LATE if _norm(norms, conv2.made.relu()) else Sign.OTHER
    branch, shortcut = norm2.made, norm3.made if norm3 else x
    if branch.shape != shortcut.shape:
        return Sign.OTHER
    if alike(result, (branch + shortcut).relu()):
        return Parts(conv1, norm1, conv2, norm2, around, norm3)
    return next((sign for sign, form in FORMS.items() if alike(result, form(branch, shortcut))), Sign.OTHER)


def parts_of(student: Student, block: Answer, x: Tensor) -> Parts:
    """The block's parts; CheckFailed where they do not stand as they should."""
    found = dissect(walked(student, block, x), x, student.helpers.predictions(block, x).value)
    if isinstance(found, Sign):
        raise seen(student, block, found, "What comes out is not relu(branch + shortcut).", "values", ADVICE[found])
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
