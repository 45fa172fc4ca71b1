"""Networks of 18 layers: what they are built of, and what happens between their layers."""

from enum import StrEnum
from itertools import pairwise

from torch import Tensor

from checks.oracles.layers import Layer, placed, seen, shaken, walked
from grader.checking.answer import Answer
from grader.checking.compare import alike
from grader.checking.kit import kind
from grader.checking.student import Student


def plan(width: int, channels: int = 1, classes: int = 2) -> list[tuple[int, int, int]]:
    """The 18 layers: channels in, channels out, stride (0 for the linear one)."""
    found = [(channels, width, 2)]
    for stage in range(4):
        before, wide = width * 2 ** max(stage - 1, 0), width * 2**stage
        found += [(before, wide, 2 if stage else 1), *[(wide, wide, 1)] * 3]
    return [*found, (found[-1][1], classes, 0)]


def size(width: int, channels: int = 1, classes: int = 2) -> int:
    """How many numbers a network has to learn: weights, batch norms, shortcuts, and the biases of the last layer."""
    *convs, (features, scores, _) = plan(width, channels, classes)
    shortcuts = [(inputs, outputs) for inputs, outputs, _ in convs[1:] if inputs != outputs]
    found = sum(9 * inputs * outputs + 2 * outputs for inputs, outputs, _ in convs)
    return found + sum(inputs * outputs + 2 * outputs for inputs, outputs in shortcuts) + features * scores + scores


def scored(student: Student, net: Answer, x: Tensor, classes: int) -> Tensor:
    """The network's scores for images x in evaluation mode; CheckFailed unless they are [n, classes]."""
    got = student.helpers.predictions(placed(student, net, x), x).value
    if not isinstance(got, Tensor) or tuple(got.shape) != (len(x), classes):
        sentence = f"Expected shape [{len(x)}, {classes}] for {len(x)} images from the network; got {kind(got)}."
        raise seen(student, net, kind(got), sentence, "shape")
    return got


def expect_layers(student: Student, net: Answer, x: Tensor, wanted: list[tuple[int, int, int]]) -> None:
    """The layers of the plan, in its order; shortcuts of 1×1 are left out of the count."""
    found = []
    for each in walked(student, placed(student, net, x), x):
        if each.kind == "linear" or (each.kind == "conv" and each.sizes[0] != 1):
            outputs, inputs = each.values[0].shape[:2]
            found.append((inputs, outputs, each.sizes[1] if each.sizes else 0))
    for number, (layer, right) in enumerate(zip(found, wanted, strict=False), start=1):
        if layer != right:
            sentence = f"Expected {_layer(right)} as layer {number}; yours is {_layer(layer)}."
            raise seen(student, net, f"layer {number} is {layer}", sentence, "layers")
    if len(found) != len(wanted):
        sentence = f"Expected {len(wanted)} layers with weights, shortcuts not counted; yours has {len(found)}."
        raise seen(student, net, f"{len(found)} layers", sentence, "layers")


def _layer(layer: tuple[int, int, int]) -> str:
    inputs, outputs, stride = layer
    if not stride:
        return f"a linear layer {inputs} → {outputs}"
    return f"a convolution {inputs} → {outputs} with stride {stride}"


class Flaw(StrEnum):
    """What a network looks like whose layers are right and whose result is not."""

    NO_BLOCKS = "no blocks"
    BEFORE = "something before the start"
    EDGES = "edges cut off or added at the start"
    NO_NORM = "no batch norm at the start"
    NO_RELU = "no ReLU at the start"
    BIAS = "a bias at the start"
    MAXIMUM = "the largest pixel"
    NOT_MEAN = "not the mean"
    SOFTMAX = "softmax"
    RELU_LAST = "ReLU last"
    LOGS = "logarithms"
    OTHER = "something else"


FLAWS = {
    Flaw.NO_BLOCKS: "Build the stages of ResidualBlock, two for each.",
    Flaw.BEFORE: "The first convolution gets the images as they are: it comes before all other layers.",
    Flaw.EDGES: "The first convolution halves the images and no more, rounded up: with a window of 3×3 that takes padding=1.",
    Flaw.NO_NORM: "It looks as if the batch norm at the start is missing: it stands between the first convolution and its ReLU.",
    Flaw.NO_RELU: "It looks as if the ReLU at the start is missing: convolution, batch norm, ReLU, and then the blocks.",
    Flaw.BIAS: "It looks as if the first convolution has a bias: write bias=False, the batch norm behind it shifts by itself.",
    Flaw.MAXIMUM: "It looks as if the largest pixel of each channel is taken: take the mean, nn.AdaptiveAvgPool2d(1).",
    Flaw.NOT_MEAN: "The linear layer should get the mean of each channel's pixels: nn.AdaptiveAvgPool2d(1), then nn.Flatten().",
    Flaw.SOFTMAX: "It looks as if the network ends in a softmax: give the raw scores, cross-entropy takes the softmax itself.",
    Flaw.RELU_LAST: "It looks as if there is a ReLU at the end: scores may be below 0, so leave it out there.",
    Flaw.LOGS: "It looks as if the network ends in a log-softmax: give the raw scores, cross-entropy takes care of that.",
    Flaw.OTHER: "Start, eight blocks, the mean over the pixels, a linear layer: what one gives is what the next one gets.",
}


def expect_connected(student: Student, net: Answer, x: Tensor) -> None:
    """Each part gets what the one before it gave, and the scores are what the last layer gave, with other numbers than at first."""
    calls = walked(student, shaken(student, net, x), x)
    if found := _flaw(calls, x, student.helpers.predictions(net, x).value):
        raise seen(
            student, net, found, "The layers are right; what happens between them is not.", "values", FLAWS[found]
        )


def _flaw(calls: list[Layer], x: Tensor, scores: Tensor) -> Flaw | None:
    """What is wrong between the layers of a network; None where each gets what the one before it gave."""
    blocks = [each for each in calls if each.kind == "block"]
    first, head = calls[0], calls[-1] if calls[-1].kind != "block" else calls[-2]
    if len(blocks) != 8:
        return Flaw.NO_BLOCKS
    if not alike(first.given, x):
        return Flaw.BEFORE
    if first.made.shape[2:] != tuple(-(-side // 2) for side in x.shape[2:]):
        return Flaw.EDGES
    norm = next((each for each in calls if each.kind == "norm" and alike(each.given, first.made)), None)
    if len(first.values) > 1:
        return Flaw.BIAS
    if norm is None:
        return Flaw.NO_NORM
    if not alike(blocks[0].given, norm.made.relu()):
        return Flaw.NO_RELU if alike(blocks[0].given, norm.made) else Flaw.OTHER
    if any(not alike(later.given, earlier.made) for earlier, later in pairwise(blocks)):
        return Flaw.OTHER
    if not alike(head.given, blocks[-1].made.mean((2, 3))):
        return Flaw.MAXIMUM if alike(head.given, blocks[-1].made.amax((2, 3))) else Flaw.NOT_MEAN
    forms = {Flaw.SOFTMAX: head.made.softmax(1), Flaw.RELU_LAST: head.made.relu(), Flaw.LOGS: head.made.log_softmax(1)}
    if alike(scores, head.made):
        return None
    return next((each for each, form in forms.items() if alike(scores, form)), Flaw.OTHER)
