"""Networks of 18 layers: what they are built of, and what happens between their layers."""

from itertools import pairwise

from torch import Tensor

from checks.oracles.layers import Layer, placed, shaken, walked
from checks.oracles.symptoms import ResnetSymptom
from grader.checking.answer import Answer
from grader.checking.compare import alike
from grader.checking.kit import fail, kind, read
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
    got = read(student.helpers.predictions(placed(student, net, x), x))
    if not isinstance(got, Tensor) or tuple(got.shape) != (len(x), classes):
        sentence = f"Expected shape [{len(x)}, {classes}] for {len(x)} images from the network; got {kind(got)}."
        raise fail(net, sentence, "shape", evidence=kind(got))
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
            raise fail(net, sentence, "layers", evidence=f"layer {number} is {layer}")
    if len(found) != len(wanted):
        sentence = f"Expected {len(wanted)} layers with weights, shortcuts not counted; yours has {len(found)}."
        raise fail(net, sentence, "layers", evidence=f"{len(found)} layers")


def _layer(layer: tuple[int, int, int]) -> str:
    inputs, outputs, stride = layer
    if not stride:
        return f"a linear layer {inputs} → {outputs}"
    return f"a convolution {inputs} → {outputs} with stride {stride}"


def expect_connected(student: Student, net: Answer, x: Tensor) -> None:
    """Each part gets what the one before it gave, and the scores are what the last layer gave, with other numbers than at first."""
    calls = walked(student, shaken(student, net, x), x)
    if found := _flaw(calls, x, read(student.helpers.predictions(net, x))):
        raise fail(net, "The layers are right; what happens between them is not.", "values", advice=found.advice, evidence=found)


def _flaw(calls: list[Layer], x: Tensor, scores: Tensor) -> ResnetSymptom | None:
    """What is wrong between the layers of a network; None where each gets what the one before it gave."""
    blocks = [each for each in calls if each.kind == "block"]
    first = calls[0]
    head = calls[-1] if calls[-1].kind != "block" else calls[-2]  # a block around the linear layer ends after it
    if len(blocks) != 8:
        return ResnetSymptom.NO_BLOCKS
    if not alike(first.given, x):
        return ResnetSymptom.BEFORE
    if first.made.shape[2:] != tuple(-(-side // 2) for side in x.shape[2:]):  # -(-a // b) rounds up
        return ResnetSymptom.EDGES
    norm = next((each for each in calls if each.kind == "norm" and alike(each.given, first.made)), None)
    if len(first.values) > 1:
        return ResnetSymptom.BIAS
    if norm is None:
        return ResnetSymptom.NO_NORM
    if not alike(blocks[0].given, norm.made.relu()):
        return ResnetSymptom.NO_RELU if alike(blocks[0].given, norm.made) else ResnetSymptom.OTHER
    if any(not alike(later.given, earlier.made) for earlier, later in pairwise(blocks)):
        return ResnetSymptom.OTHER
    if not alike(head.given, blocks[-1].made.mean((2, 3))):
        return ResnetSymptom.MAXIMUM if alike(head.given, blocks[-1].made.amax((2, 3))) else ResnetSymptom.NOT_MEAN
    forms = {
        ResnetSymptom.SOFTMAX: head.made.softmax(1),
        ResnetSymptom.RELU_LAST: head.made.relu(),
        ResnetSymptom.LOGS: head.made.log_softmax(1),
    }
    if alike(scores, head.made):
        return None
    return next((each for each, form in forms.items() if alike(scores, form)), ResnetSymptom.OTHER)
