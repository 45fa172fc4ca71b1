"""Helpers that are parameters: leaves with gradients, what they hold and what became of it."""

from collections.abc import Iterable, Iterator

from torch import Tensor, nn

from grader.worker.helpers.registry import helper, kept


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


@helper
def values(params: Iterable[Tensor]) -> list[Tensor]:
    """Copies of the parameters' values."""
    return [each.detach().clone() for each in params]


@helper
def grads(params: Iterable[Tensor]) -> list[Tensor | None]:
    """Copies of the gradients, None where there is none."""
    return [None if each.grad is None else each.grad.detach().clone() for each in params]


@helper
def gradient_shapes(params: Iterable[Tensor]) -> list[list[int] | None]:
    """The shapes of the gradients, None where there is none."""
    return [None if each.grad is None else list(each.grad.shape) for each in params]


@helper
def cleared(params: Iterable[Tensor]) -> list[bool]:
    """Whether each gradient is None or zero: both ways to clear one look the same."""
    return [each.grad is None or not bool(each.grad.any()) for each in params]


@helper
def set_grads(params: list[Tensor], values: list[Tensor]) -> None:
    """Give every parameter a gradient."""
    for param, value in zip(params, values, strict=True):
        param.grad = value.detach().clone()


@helper
def backward(loss: Tensor) -> None:
    """Call backward() on a loss that stayed in the worker."""
    loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
