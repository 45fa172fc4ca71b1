"""Independent oracles that several checks share: the same results by another way than the reference's."""

import torch
from torch import Tensor


def loss_gradients(x: Tensor, y: Tensor, weight: Tensor, bias: Tensor) -> list[Tensor]:
    """The gradients of mnist_loss for a linear model, by the chain rule and without autograd.

    x [n, size], y [n, 1], weight [1, size], bias [1]; gives the gradients of weight and bias. With p = sigmoid(score), the loss
    |y - p| has the slope -p(1 - p) in the score where y is 1, and p(1 - p) where it is 0.
    """
    p = torch.sigmoid(x @ weight.T + bias)
    slope = torch.where(y == 1, -1.0, 1.0) * p * (1 - p) / len(x)
    return [slope.T @ x, slope.sum(0)]


def descend(x: Tensor, y: Tensor, weight: Tensor, bias: Tensor, lr: float, size: int) -> list[Tensor]:
    """Weight and bias after one epoch of gradient descent in batches of `size`, in order."""
    for i in range(0, len(x), size):
        along = loss_gradients(x[i : i + size], y[i : i + size], weight, bias)
        weight, bias = weight - lr * along[0], bias - lr * along[1]
    return [weight, bias]


def mixed_batch(rng: torch.Generator, n: int, size: int) -> tuple[Tensor, Tensor]:
    """Random images [n, size] and labels [n, 1] float that alternate: a batch of one label hides half of the mistakes."""
    return torch.rand(n, size, generator=rng), (torch.arange(n) % 2).float().unsqueeze(1)


def linear_start(rng: torch.Generator, size: int) -> tuple[Tensor, Tensor]:
    """A random weight [1, size] and bias [1] to start from."""
    return torch.randn(1, size, generator=rng), torch.randn(1, generator=rng)
