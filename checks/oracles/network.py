"""The network 784-30-1 by another way than the reference's: its scores, its gradients without autograd, and its training.

Parameters come as [w1 [inputs, hidden], b1 [hidden], w2 [hidden, outputs], b2 [outputs]]; all is worked out in double precision.
"""

# ruff: noqa: E501  (a learner's sentence is one line)

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

import torch
from torch import Tensor

from grader import protocol
from grader.checking.answer import Answer
from grader.checking.compare import alike
from grader.checking.kit import CheckFailed, fail, kind
from grader.checking.relation import of_kinds
from grader.checking.student import Student
from grader.sandbox.failures import StudentRaised


def draw(rng: torch.Generator, inputs: int, hidden: int, outputs: int = 1) -> list[Tensor]:
    """Random parameters, with which about half of the hidden numbers are cut off."""
    shapes = [(inputs, hidden), (hidden,), (hidden, outputs), (outputs,)]
    return [torch.randn(shape, generator=rng) / shape[0] ** 0.5 for shape in shapes]


def scores(x: Tensor, params: list[Tensor]) -> Tensor:
    """The scores [n, outputs] of images x [n, inputs]."""
    w1, b1, w2, b2 = (each.double() for each in params)
    z = torch.addmm(b1, x.double(), w1)
    return torch.addmm(b2, torch.where(z > 0, z, 0.0), w2).float()


def gradients(x: Tensor, slope: Tensor, params: list[Tensor]) -> list[Tensor]:
    """The gradients of all four parameters by the chain rule, where `slope` [n, outputs] is the loss's own in the scores."""
    w1, b1, w2, _ = (each.double() for each in params)
    x, slope = x.double(), slope.double()
    z = torch.addmm(b1, x, w1)
    behind = torch.where(z > 0, slope @ w2.T, 0.0)  # what reaches the first layer through the ReLU
    found = [x.T @ behind, behind.sum(0), torch.where(z > 0, z, 0.0).T @ slope, slope.sum(0)]
    return [each.float() for each in found]


def descend(x: Tensor, y: Tensor, params: list[Tensor], lr: float, size: int) -> list[Tensor]:
    """The parameters after one epoch of gradient descent on mnist_loss in batches of `size`, in order; y [n, 1].

    With p = sigmoid(score), the loss |y - p| has the slope -p(1 - p) in the score where y is 1, and p(1 - p) where it is 0.
    """
    for i in range(0, len(x), size):
        xb, yb = x[i : i + size], y[i : i + size]
        p = torch.sigmoid(scores(xb, params))
        slope = torch.where(yb == 1, -1.0, 1.0) * p * (1 - p) / len(xb)
        params = [p - lr * g for p, g in zip(params, gradients(xb, slope, params), strict=True)]
    return params


SEED = 77  # of the networks that start alike
SIZES = [1, 30, 30, 784 * 30]  # numbers in b2, in b1 and w2, and in w1


LAYERS = (
    "The layers should make 30 numbers of 784 pixels, and 1 score of the 30: nn.Linear(784, 30) and nn.Linear(30, 1)."
)


class Symptom(StrEnum):
    """What a network looks like that is not the one of the text."""

    NO_RELU = "linear"
    RELU_LAST = "ReLU last"
    RELU_TWICE = "ReLU twice"
    SIGMOID_LAST = "sigmoid last"
    SIGMOID_BETWEEN = "sigmoid between"
    OTHER = "something else"


ADVICE = {
    Symptom.NO_RELU: "It looks as if the ReLU is missing: put nn.ReLU() between the layers, or two are no better than one.",
    Symptom.RELU_LAST: "It looks as if the ReLU comes last: it belongs between the two layers, or scores below 0 are lost.",
    Symptom.RELU_TWICE: "It looks as if there is a second ReLU at the end: it cuts off the scores below 0, so leave it out there.",
    Symptom.SIGMOID_LAST: "It looks as if there is a sigmoid at the end: give the raw scores, the loss takes the sigmoid itself.",
    Symptom.SIGMOID_BETWEEN: "It looks as if there is a sigmoid between the layers: put nn.ReLU() there.",
    Symptom.OTHER: "Between the two layers there should be nn.ReLU(), and nothing after them.",
}
FORMS: dict[
    Symptom, Callable[[Tensor, Tensor, Tensor], Tensor]
] = {  # from the numbers before the bend, the second weights and their bias to the scores
    Symptom.NO_RELU: lambda z, w, b: z @ w + b,
    Symptom.RELU_LAST: lambda z, w, b: (z @ w + b).relu(),
    Symptom.RELU_TWICE: lambda z, w, b: (z.relu() @ w + b).relu(),
    Symptom.SIGMOID_LAST: lambda z, w, b: (z.relu() @ w + b).sigmoid(),
    Symptom.SIGMOID_BETWEEN: lambda z, w, b: z.sigmoid() @ w + b,
}


def in_order(values: list[Tensor]) -> list[list[Tensor]]:
    """The parameters of a module 784-30-1 as [w1, b1, w2, b2]; twice, for 30 numbers may be b1 as well as w2. [] for other sizes.

    However a module lays them out: nn.Linear keeps its weights as [outputs, inputs], and may be registered in any order.
    """
    if sorted(each.numel() for each in values) != SIZES or not any(784 in each.shape for each in values):
        return []
    (w1,) = (each for each in values if each.numel() == SIZES[3])
    (b2,) = (each for each in values if each.numel() == SIZES[0])
    one, other = (each.reshape(30) for each in values if each.numel() == SIZES[1])
    w1 = (w1 if w1.shape[0] == 784 else w1.T).reshape(784, 30)
    return [[w1, b1, w2.reshape(30, 1), b2.reshape(1)] for b1, w2 in ((one, other), (other, one))]


def order_that_fits(values: list[Tensor], x: Tensor, got: Tensor) -> list[Tensor] | Symptom:
    """The parameters in that order for which linear, ReLU, linear gives the scores `got` [n, 1] for x; or what it looks like instead."""
    orders = in_order(values)
    for params in orders:
        if alike(got, scores(x, params)):
            return params
    for symptom, form in FORMS.items():
        for w1, b1, w2, b2 in orders:
            if alike(got, form(torch.addmm(b1, x, w1), w2, b2)):
                return symptom
    return Symptom.OTHER


def seen(student: Student, net: Answer, symptom: str, sentence: str, aspect: str, advice: str = "") -> CheckFailed:
    """The failure to raise for a network; what the log keeps of it is the symptom, for no two networks start with the same numbers."""
    student.log[:] = [replace(net, value=str(symptom), looked_at=True)]
    return fail(net, sentence, aspect, advice=advice)


def started(student: Student, seed: int, train_dl: Answer, rng: torch.Generator) -> list[Tensor]:
    """The parameters [w1, b1, w2, b2] with which train_simple_net begins after this seed: what a learning rate of 0 leaves."""
    student.helpers.seed(seed)
    return ordered(student, student.train_simple_net(train_dl, 0.0, 1), rng)


def trained(
    student: Student, rng: torch.Generator, x: Tensor, y: Tensor, lr: float, size: int, epochs: int
) -> tuple[Answer, list[Tensor]]:
    """What train_simple_net gives, with its parameters as value, and what they should be: both from the same start.

    A network that is sure of everything, as one that was trained elsewhere may be, would not change, whatever is done with it.
    """
    dl = student.helpers.batches(x, y, size)
    start = expected = started(student, SEED, dl, rng)
    student.helpers.seed(SEED)
    net = student.train_simple_net(dl, lr, epochs)
    found = ordered(student, net, rng)
    for _ in range(epochs):
        expected = descend(x, y, expected, lr, size)
    if alike(start, expected):
        sentence = "Expected a new network, which every step changes; this one begins so sure of its answers that none does."
        raise seen(student, net, "sure", sentence, "start", "Call make_simple_net() inside the function, and train what it gives.")
    return replace(net, value=found), expected


def scored(student: Student, net: Answer, x: Tensor) -> Tensor:
    """The network's scores for images x; CheckFailed unless it is something to call and they are [n, 1]."""
    if not isinstance(net.value, protocol.Handle) or of_kinds(net.value):
        found = of_kinds(net.value)
        advice = found.sentence if found and found.name in ("a_class", "a_function") else "Return the network itself."
        raise seen(student, net, kind(net.value), f"Expected a network; got {kind(net.value)}.", "kind", advice)
    got = student.helpers.predictions(net, x).value
    if not isinstance(got, Tensor) or tuple(got.shape) != (len(x), 1):
        sentence = f"Expected shape [{len(x)}, 1] for {len(x)} images from the network; got {kind(got)}."
        raise seen(student, net, kind(got).replace(str(len(x)), "n"), sentence, "shape")
    return got


def sized(student: Student, net: Answer) -> list[Tensor]:
    """The network's parameters; CheckFailed unless there are as many numbers as in 784-30-1."""
    try:
        values: list[Tensor] = student.helpers.values(student.helpers.parameters(net)).value
    except StudentRaised as raised:
        if raised.type != "AttributeError":
            raise
        sentence = "Expected a torch module, which has parameters(); got something without."
        raise seen(student, net, "no parameters", sentence, "type") from None
    sizes = sorted(each.numel() for each in values)
    if sizes != SIZES:
        sentence = f"Expected {sum(SIZES):,} numbers to learn; the network has {sum(sizes):,}."
        raise seen(student, net, str(sizes), sentence, "sizes", LAYERS)
    return values


def ordered(student: Student, net: Answer, rng: torch.Generator) -> list[Tensor]:
    """The network's parameters as [w1, b1, w2, b2]; CheckFailed unless they give its scores by linear, ReLU, linear."""
    x = 3 * torch.randn(64, 784, generator=rng)
    got = scored(student, net, x)
    params = order_that_fits(sized(student, net), x, got)
    if isinstance(params, Symptom):
        sentence = "The scores are not those of a linear layer of 784 × 30, a ReLU, and a linear layer of 30 × 1."
        raise seen(student, net, params, sentence, "values", ADVICE[params])
    return params
