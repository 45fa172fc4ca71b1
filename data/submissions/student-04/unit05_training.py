from collections.abc import Callable, Iterable, Sequence
import torch
from torch import Tensor
from torch.utils.data import DataLoader, TensorDataset
from unit03_descent import sgd_step
from unit04_loss import mnist_loss
Model = Callable[[Tensor], Tensor]
Batches = Iterable[tuple[Tensor, Tensor]]

def make_batches(x: Tensor, y: Tensor, batch_size: int, shuffle: bool=False) -> Batches:
    return DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=shuffle)

def calc_grad(xb: Tensor, yb: Tensor, model: Model) -> Tensor | None:
    loss = mnist_loss(model(xb), yb)
    loss.backward()
    return loss.detach()

def train_epoch(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad * lr

def batch_accuracy(preds: Tensor, yb: Tensor) -> Tensor:
    return ((preds.sigmoid() > 0.5) == yb).float().mean()

def validate_epoch(model: Model, dl: Batches) -> float:
    with torch.no_grad():
        accuracies = [batch_accuracy(model(xb), yb) for xb, yb in dl]
    return round(float(sum(accuracies) / len(accuracies)), 4)
