"""Props: the models, parameters and batches that checks place beside student code, in the worker, by handle.

Checks reach them as `student.props.linear(weight, bias)`. Each is a plain function of plain values; none knows an answer.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

PROPS: dict[str, Callable[..., Any]] = {}


Function = TypeVar("Function", bound=Callable[..., Any])


def prop(function: Function) -> Function:
    PROPS[function.__name__] = function
    return function


@prop
def linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    """A linear model with the given weight [out, in] and bias [out]."""
    model = nn.Linear(weight.shape[1], weight.shape[0]).to(weight.device)
    with torch.no_grad():
        model.weight.copy_(weight)
        model.bias.copy_(bias)
    return model


@prop
def leaves(values: list[Tensor]) -> list[Tensor]:
    """Fresh leaf tensors with these values, each of which requires a gradient."""
    return [each.detach().clone().requires_grad_() for each in values]


@prop
def parameters(model: nn.Module) -> list[Tensor]:
    """The model's parameters as a list, in order."""
    return list(model.parameters())


@prop
def walk(params: Iterable[Tensor]) -> Iterator[Tensor]:
    """The parameters as a generator that can be walked once, as model.parameters() gives them."""
    yield from params


@prop
def values(params: Iterable[Tensor]) -> list[Tensor]:
    """Copies of the parameters' values."""
    return [each.detach().clone() for each in params]


@prop
def grads(params: Iterable[Tensor]) -> list[Tensor | None]:
    """Copies of the gradients, None where there is none."""
    return [None if each.grad is None else each.grad.detach().clone() for each in params]


@prop
def set_grads(params: list[Tensor], values: list[Tensor]) -> None:
    """Give every parameter a gradient."""
    for param, value in zip(params, values, strict=True):
        param.grad = value.detach().clone()


@prop
def clear_grads(params: list[Tensor]) -> None:
    """Take every parameter's gradient away."""
    for param in params:
        param.grad = None


@prop
def batches(x: Tensor, y: Tensor, size: int) -> list[tuple[Tensor, Tensor]]:
    """The data in order, as a list of (x, y) batches: a loader that can be walked again and again."""
    return [(x[i : i + size], y[i : i + size]) for i in range(0, len(x), size)]


@prop
def predictions(model: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """What the model makes of x, without a graph and in evaluation mode."""
    if isinstance(model, nn.Module):
        model.eval()
    with torch.no_grad():
        return model(x)


@prop
def sgd() -> type[torch.optim.SGD]:
    """The class torch.optim.SGD, to be passed as an argument."""
    return torch.optim.SGD
