"""Helpers that call what torch has under a name: "torch.nn.functional.l1_loss"."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import TensorDataset

from grader.worker.helpers.registry import helper


def find(name: str) -> Any:
    """What stands under the full name. Raises AttributeError where nothing does."""
    found: Any = torch
    for part in name.split(".")[1:]:
        found = getattr(found, part)
    return found


@helper
def call_named(name: str, *inputs: Tensor) -> Any:
    """What the function gives for the inputs; a class of functions, such as torch.nn.ReLU, is made into one first."""
    found = find(name)
    return found()(*inputs) if isinstance(found, type) and issubclass(found, nn.Module) else found(*inputs)


@helper
def layer_named(name: str, x: Tensor, weights: Tensor, bias: Tensor) -> Any:
    """What the layer or the function gives for x [n, inputs], weights [inputs, outputs] and bias [outputs]."""
    found = find(name)
    if name.endswith(".addmm"):  # the one that has its arguments in another order, and its weights as they are here
        return found(bias, x, weights)
    if not (isinstance(found, type) and issubclass(found, nn.Module)):
        return found(x, weights.T, bias)
    layer: Any = found(*weights.shape)
    with torch.no_grad():
        layer.weight.copy_(weights.T)
        layer.bias.copy_(bias)
        return layer(x)


@helper
def batches_named(name: str, x: Tensor, y: Tensor, size: int) -> list[Any]:
    """One walk through what is made of the pairs of x and y, in batches of `size`, as a list of (xb, yb)."""
    return [tuple(each) for each in find(name)(TensorDataset(x, y), batch_size=size)]


@helper
def steps_named(name: str, start: Tensor, grads: list[Tensor], lr: float) -> Tensor:
    """Where the optimizer moves one parameter from `start`, with a step for each of the gradients."""
    param = start.clone().requires_grad_()
    optimizer = find(name)([param], lr=lr)
    for grad in grads:
        param.grad = grad.clone()
        optimizer.step()
        optimizer.zero_grad()
    return param.detach()
