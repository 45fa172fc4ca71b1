"""The network 784-30-1 by another way than the reference's: its scores, its gradients without autograd, and its training.

Parameters come as [w1 [inputs, hidden], b1 [hidden], w2 [hidden, outputs], b2 [outputs]]; all is worked out in double precision.
"""

import torch
from torch import Tensor


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
