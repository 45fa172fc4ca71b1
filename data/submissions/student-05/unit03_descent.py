from collections.abc import Callable, Iterable
import torch
from torch import Tensor

def gradient_at(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    x = x.detach().clone().requires_grad_()
    f(x).backward()
    return x.grad

def sgd_step(params: Iterable[Tensor], lr: float) -> None:
    for p in params:
        p.data -= lr * p.grad
        p.grad = None

def quadratic(t: Tensor, params: Tensor) -> Tensor:
    a, b, c = params
    return a * t ** 2 + b * t + c

def mse(preds: Tensor, targets: Tensor) -> Tensor:
    return ((preds - targets) ** 2).mean()

def apply_step(t: Tensor, speed: Tensor, params: Tensor, lr: float) -> float:
    loss = mse(quadratic(t, params), speed)
    loss.backward()
    sgd_step([params], lr)
    return loss.item()

def fit_quadratic(t: Tensor, speed: Tensor, params: Tensor, lr: float, steps: int=10) -> list[float]:
    return [apply_step(t, speed, params, lr) for _ in range(steps)]
