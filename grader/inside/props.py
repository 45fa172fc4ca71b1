"""Props: the models, parameters and batches that checks place beside student code, in the worker, by handle.

Checks reach them as `student.props.linear(weight, bias)`. Each is a plain function of plain values; none knows an answer.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

PROPS: dict[str, Callable[..., Any]] = {}
KEPT: set[str] = set()  # props whose result stays in the worker, also where it could be sent


Function = TypeVar("Function", bound=Callable[..., Any])


def prop(function: Function) -> Function:
    """A prop whose result is sent."""
    PROPS[function.__name__] = function
    return function


def kept(function: Function) -> Function:
    """A prop whose result stays in the worker, named by a handle."""
    KEPT.add(function.__name__)
    return prop(function)


@kept
def linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    """A linear model with the given weight [out, in] and bias [out]."""
    model = nn.Linear(weight.shape[1], weight.shape[0]).to(weight.device)
    with torch.no_grad():
        model.weight.copy_(weight)
        model.bias.copy_(bias)
    return model


@kept
def leaves(values: list[Tensor]) -> list[Tensor]:
    """Fresh leaf tensors with these values, each of which requires a gradient."""
    return [each.detach().clone().requires_grad_() for each in values]


@kept
def parameters(model: nn.Module) -> list[Tensor]:
    """The model's parameters as a list, in order."""
    return list(model.parameters())


@kept
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


@kept
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


@kept
def sgd() -> type[torch.optim.SGD]:
    """The class torch.optim.SGD, to be passed as an argument."""
    return torch.optim.SGD


@kept
def affine(params: list[Tensor]) -> Callable[[Tensor], Tensor]:
    """x @ weight.T + bias as a plain function, for parameters [weight [out, in], bias [out]]."""
    return lambda x: x @ params[0].T + params[1]


@kept
def item(values: list[Any], number: int) -> Any:
    """One of a list, itself and no copy."""
    return values[number]


@kept
def first(values: list[Any], count: int) -> list[Any]:
    """The first ones of a list, themselves and no copies."""
    return values[:count]


@prop
def backward(loss: Tensor) -> None:
    """Call backward() on a loss that stayed in the worker."""
    loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped


@kept
def total(values: Tensor) -> Tensor:
    """The sum of a tensor that stayed in the worker, to call backward() on."""
    return values.sum()


@prop
def collect(loader: Iterable[Any]) -> list[Any]:
    """One walk through a loader, batch by batch."""
    return list(loader)


@kept
def identity() -> Callable[[Tensor], Tensor]:
    """A model that gives back what it gets: its scores are its inputs."""
    return lambda x: x


@prop
def gradient_shapes(params: Iterable[Tensor]) -> list[list[int] | None]:
    """The shapes of the gradients, None where there is none."""
    return [None if each.grad is None else list(each.grad.shape) for each in params]


from grader.inside import props_files as props_files  # noqa: E402  (it registers with the names above)
from grader.inside import props_functions as props_functions  # noqa: E402  (it registers with the names above)
from grader.inside import props_learner as props_learner  # noqa: E402  (it registers with the names above)
