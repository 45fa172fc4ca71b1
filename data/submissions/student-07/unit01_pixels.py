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
