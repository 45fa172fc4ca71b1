"""The network 784-30-1 by another way than the reference's: its scores, its gradients without autograd, and its training.

Parameters come as [w1 [inputs, hidden], b1 [hidden], w2 [hidden, outputs], b2 [outputs]]; all is worked out in double precision.
"""

# ruff: noqa: E501  (a learner's sentence is one line)

from collections.abc import Callable

import torch
from torch import Tensor

from checks.oracles.symptoms import NetworkSymptom
from grader import protocol
from grader.checking.answer import Answer
from grader.checking.compare import alike
from grader.checking.kit import derived, fail, kind, read
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
        params = [old - lr * g for old, g in zip(params, gradients(xb, slope, params), strict=True)]
    return params


SEED = 77  # of the networks that start alike
SIZES = [1, 30, 30, 784 * 30]  # numbers in b2, in b1 and w2, and in w1


LAYERS = (
    "The layers should make 30 numbers of 784 pixels, and 1 score of the 30: nn.Linear(784, 30) and nn.Linear(30, 1)."
)


# From z, the numbers before the ReLU, the second weights w and their bias b to the scores.
FORMS: dict[NetworkSymptom, Callable[[Tensor, Tensor, Tensor], Tensor]] = {
    NetworkSymptom.NO_RELU: lambda z, w, b: z @ w + b,
    NetworkSymptom.RELU_LAST: lambda z, w, b: (z @ w + b).relu(),
    NetworkSymptom.RELU_TWICE: lambda z, w, b: (z.relu() @ w + b).relu(),
    NetworkSymptom.SIGMOID_LAST: lambda z, w, b: (z.relu() @ w + b).sigmoid(),
    NetworkSymptom.SIGMOID_BETWEEN: lambda z, w, b: z.sigmoid() @ w + b,
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


def order_that_fits(values: list[Tensor], x: Tensor, got: Tensor) -> list[Tensor] | NetworkSymptom:
    """The parameters in that order for which linear, ReLU, linear gives the scores `got` [n, 1] for x; or what it looks like instead."""
    orders = in_order(values)
    for params in orders:
        if alike(got, scores(x, params)):
            return params
    for symptom, form in FORMS.items():
        for w1, b1, w2, b2 in orders:
            if alike(got, form(torch.addmm(b1, x, w1), w2, b2)):
                return symptom
    return NetworkSymptom.OTHER


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
        raise fail(net, sentence, "start", advice="Call make_simple_net() inside the function, and train what it gives.", evidence="sure")
    return derived(net, value=found), expected


def scored(student: Student, net: Answer, x: Tensor) -> Tensor:
    """The network's scores for images x; CheckFailed unless it is something to call and they are [n, 1]."""
    if not isinstance(read(net), protocol.Handle) or of_kinds(read(net)):
        found = of_kinds(read(net))
        advice = found.sentence if found and found.name in ("a_class", "a_function") else "Return the network itself."
        raise fail(net, f"Expected a network; got {kind(read(net))}.", "kind", advice=advice, evidence=kind(read(net)))
    got = read(student.helpers.predictions(net, x))
    if not isinstance(got, Tensor) or tuple(got.shape) != (len(x), 1):
        sentence = f"Expected shape [{len(x)}, 1] for {len(x)} images from the network; got {kind(got)}."
        raise fail(net, sentence, "shape", evidence=kind(got).replace(str(len(x)), "n"))
    return got


def sized(student: Student, net: Answer) -> list[Tensor]:
    """The network's parameters; CheckFailed unless there are as many numbers as in 784-30-1."""
    try:
        values: list[Tensor] = read(student.helpers.values(student.helpers.parameters(net)))
    except StudentRaised as raised:
        if raised.type != "AttributeError":
            raise
        sentence = "Expected a torch module, which has parameters(); got something without."
        raise fail(net, sentence, "type", evidence="no parameters") from None
    sizes = sorted(each.numel() for each in values)
    if sizes != SIZES:
        sentence = f"Expected {sum(SIZES):,} numbers to learn; the network has {sum(sizes):,}."
        raise fail(net, sentence, "sizes", advice=LAYERS, evidence=str(sizes))
    return values


def ordered(student: Student, net: Answer, rng: torch.Generator) -> list[Tensor]:
    """The network's parameters as [w1, b1, w2, b2]; CheckFailed unless they give its scores by linear, ReLU, linear."""
    x = 3 * torch.randn(64, 784, generator=rng)
    got = scored(student, net, x)
    params = order_that_fits(sized(student, net), x, got)
    if isinstance(params, NetworkSymptom):
        sentence = "The scores are not those of a linear layer of 784 × 30, a ReLU, and a linear layer of 30 × 1."
        raise fail(net, sentence, "values", advice=params.advice, evidence=params)
    return params
