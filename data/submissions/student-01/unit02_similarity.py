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
