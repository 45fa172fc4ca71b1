from collections.abc import Iterable, Sequence
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch import Tensor

def image_to_tensor(path: str | Path) -> Tensor:
    pixels = np.array(Image.open(path))
    return torch.tensor(pixels, dtype=torch.float32) / 255

def row(image: Tensor, i: int) -> Tensor:
    return image[i]

def column(image: Tensor, j: int) -> Tensor:
    return image[:, j]

def rows_between(image: Tensor, start: int, stop: int) -> Tensor:
    return image[start:stop]

def top_left(image: Tensor) -> Tensor:
    return image[:6, :6]

def rank(shape: Sequence[int]) -> int:
    return len(shape)

def double_3x3() -> Tensor:
    return torch.arange(1, 10).reshape(3, 3) * 2

def double_odds(numbers: Sequence[int]) -> list[int]:
    return [2 * n for n in numbers if n % 2]

def pairs(xs: Iterable, ys: Iterable) -> list[tuple]:
    return list(zip(xs, ys))

def load_digits(folder: str | Path) -> Tensor:
    return torch.stack([image_to_tensor(path) for path in sorted(Path(folder).glob('*.png'))])

def ideal_digit(stack: Tensor) -> Tensor:
    return stack.mean(0)

import torch
from torch import Tensor

def l1_distance(a: Tensor, b: Tensor) -> Tensor:
    return (a - b).abs().mean()

def rmse_distance(a: Tensor, b: Tensor) -> Tensor:
    return torch.sqrt(((a - b) ** 2).mean())

def mnist_distance(a: Tensor, b: Tensor) -> Tensor:
    return (a - b).abs().mean((-1, -2))

def is_3(x: Tensor, mean3: Tensor, mean7: Tensor) -> Tensor:
    return mnist_distance(x, mean3) < mnist_distance(x, mean7)

def accuracy_3_7(threes: Tensor, sevens: Tensor, mean3: Tensor, mean7: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    on_threes = is_3(threes, mean3, mean7).float().mean()
    on_sevens = is_3(sevens, mean3, mean7).logical_not().float().mean()
    return (on_threes, on_sevens, (on_threes + on_sevens) / 2)

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

import torch
from torch import Tensor

def pr_eight(x: Tensor, w: Tensor) -> Tensor:
    return (x * w).sum()

def make_dataset(threes: Tensor, sevens: Tensor) -> tuple[Tensor, Tensor]:
    x = torch.cat([threes, sevens]).reshape(-1, 28 * 28)
    y = torch.cat([threes.new_ones(len(threes), 1), sevens.new_zeros(len(sevens), 1)])
    return (x, y)

def init_params(size: int | tuple[int, ...], std: float=1.0) -> Tensor:
    return (torch.randn(size) * std).requires_grad_()

def linear1(xb: Tensor, weights: Tensor, bias: Tensor) -> Tensor:
    return xb @ weights + bias

def sigmoid(x: Tensor) -> Tensor:
    return 1 / (1 + torch.exp(-x))

def mnist_loss(predictions: Tensor, targets: Tensor) -> Tensor:
    probabilities = predictions.sigmoid()
    return torch.where(targets == 1, 1 - probabilities, probabilities).mean()
