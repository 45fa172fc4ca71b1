from collections.abc import Callable, Iterable
from typing import Protocol
import torch
from torch import Tensor
from unit05_training import calc_grad, validate_epoch
Model = Callable[[Tensor], Tensor]
Batches = Iterable[tuple[Tensor, Tensor]]

class Optimizer(Protocol):

    def step(self) -> object:
        """Move every parameter against its gradient."""

    def zero_grad(self) -> None:
        """Clear every gradient."""

class BasicOptim:

    def __init__(self, params: Iterable[Tensor], lr: float) -> None:
        self.params = list(params)
        self.lr = lr

    def step(self) -> None:
        for p in self.params:
            p.data -= self.lr * p.grad

    def zero_grad(self) -> None:
        for p in self.params:
            p.grad = None

def train_epoch_with(model: Model, dl: Batches, opt: Optimizer) -> None:
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        opt.step()
        opt.zero_grad()

def train_model(model: Model, train_dl: Batches, valid_dl: Batches, opt: Optimizer, epochs: int) -> list[float]:
    accuracies = []
    for _ in range(epochs):
        train_epoch_with(model, train_dl, opt)
        accuracies.append(validate_epoch(model, valid_dl))
    return accuracies
