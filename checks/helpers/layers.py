"""Helpers for networks of convolutions: which layers an image goes through, numbers to tell them apart, how they were trained."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from grader.worker.helpers.registry import helper

RATES: list[float] = []
STEP = torch.optim.SGD.step


@helper
def trace(model: nn.Module, x: Tensor, block: str) -> list[list[Any]]:
    """What x goes through in evaluation mode, in the order in which it ends: convolutions, batch norms, linear layers, blocks.

    Each is [kind, number, sizes, values, what went in, what came out]: the kind is "conv", "norm", "linear" or "block" (of
    the class that is named `block`); the number tells one layer from another; sizes are kernel and stride of a convolution; values
    are its weight and, where there is one, its bias, and for a batch norm the running mean and variance too.
    """
    calls: list[list[Any]] = []

    def note(kind: str, number: int) -> Callable[..., None]:
        def hook(layer: Any, given: tuple[Any, ...], made: Any) -> None:
            sizes = [layer.kernel_size[0], layer.stride[0]] if kind == "conv" else []
            held = [layer.weight, layer.bias] if kind != "block" else []
            held += [layer.running_mean, layer.running_var] if kind == "norm" else []
            values = [each.detach().clone() for each in held if isinstance(each, Tensor)]
            calls.append([kind, number, sizes, values, given[0].clone(), made.clone()])

        return hook

    layers = [(i, each, _kind(each, block)) for i, each in enumerate(model.modules())]
    hooks = [each.register_forward_hook(note(kind, i)) for i, each, kind in layers if kind]
    model.eval()
    try:
        with torch.no_grad():
            model(x)
    finally:
        for each in hooks:
            each.remove()
    return calls


def _kind(layer: nn.Module, block: str) -> str:
    kinds = ((nn.Conv2d, "conv"), (nn.BatchNorm2d, "norm"), (nn.Linear, "linear"))
    found = [name for kind, name in kinds if isinstance(layer, kind)]
    return found[0] if found else "block" if type(layer).__name__ == block else ""


@helper
def bring(model: nn.Module, x: Tensor) -> None:
    """Move a model to where x lives."""
    model.to(x.device)


@helper
def shake(model: nn.Module, number: int) -> None:
    """Give a network of convolutions other numbers: every parameter, every running mean and every running variance."""
    source = torch.Generator().manual_seed(number)
    with torch.no_grad():
        for each in model.parameters():
            noise = torch.randn(each.shape, generator=source)
            each.copy_(noise / each[0].numel() ** 0.5 if each.ndim > 1 else 1 + noise / 3)
        for name, held in model.named_buffers():
            if held.is_floating_point():
                noise = torch.rand(held.shape, generator=source)
                held.copy_(0.5 + noise if name.endswith("var") else noise - 0.5)


@helper
def silence(model: nn.Module) -> None:
    """Set the weight and the bias of every batch norm to 0, so that nothing but 0 comes out of it."""
    with torch.no_grad():
        for each in model.modules():
            if isinstance(each, nn.BatchNorm2d):
                for parameter in each.parameters():
                    parameter.zero_()


@helper
def while_training(model: nn.Module, x: Tensor) -> Tensor:
    """What the model makes of x in training mode."""
    model.train()
    return model(x).detach()  # type: ignore[no-any-return]  # a module's call is untyped


@helper
def batches_seen(model: nn.Module) -> list[int]:
    """How many batches each batch norm has seen in training mode."""
    norms = [each for each in model.modules() if isinstance(each, nn.BatchNorm2d)]
    return [int(each.num_batches_tracked) for each in norms if each.num_batches_tracked is not None]


@helper
def watch_rates() -> None:
    """From now on, note the learning rate of every step that a torch.optim.SGD takes."""

    def step(self: torch.optim.SGD, *given: Any, **named: Any) -> Any:
        RATES.append(float(self.param_groups[0]["lr"]))
        return STEP(self, *given, **named)

    RATES.clear()
    torch.optim.SGD.step = step  # type: ignore[method-assign]  # until `rates` puts the original back


@helper
def rates() -> list[float]:
    """The rates that were noted since `watch_rates`; no more are."""
    torch.optim.SGD.step = STEP  # type: ignore[method-assign]  # as it was
    return list(RATES)


@helper
def count_numbers(model: nn.Module) -> int:
    """How many numbers a model has to learn."""
    return sum(each.numel() for each in model.parameters())


@helper
def frozen(model: nn.Module) -> bool:
    """Whether a parameter of the model cannot learn."""
    return not all(each.requires_grad for each in model.parameters())
