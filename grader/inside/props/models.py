"""Props that are models and optimizers: known ones to train, and what a model predicts."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from grader.inside.props.registry import kept, prop


@kept
def linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    """A linear model with the given weight [out, in] and bias [out]."""
    model = nn.Linear(weight.shape[1], weight.shape[0]).to(weight.device)
    with torch.no_grad():
        model.weight.copy_(weight)
        model.bias.copy_(bias)
    return model


@kept
def affine(params: list[Tensor]) -> Callable[[Tensor], Tensor]:
    """x @ weight.T + bias as a plain function, for parameters [weight [out, in], bias [out]]."""
    return lambda x: x @ params[0].T + params[1]


@kept
def identity() -> Callable[[Tensor], Tensor]:
    """A model that gives back what it gets: its scores are its inputs."""
    return lambda x: x


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
