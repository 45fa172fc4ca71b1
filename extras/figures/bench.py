"""How the chapter's figures come about: the reference solutions at work on one split of the digits."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor, nn

from checks.embedded import Split


@dataclass
class Bench:
    """One split of the digits, and the reference functions to measure on it."""

    split: Split
    truth: SimpleNamespace
    seed: int = 0

    def images(self, digit: int, valid: bool = False) -> Tensor:
        """float32 [n, 28, 28] in [0, 1], in the order of the chapter's file names (as strings)."""
        part = "valid" if valid else "train"
        labels, indices = getattr(self.split, f"{part}_labels"), getattr(self.split, f"{part}_indices")
        rows = (labels == digit).nonzero().flatten().tolist()
        rows.sort(key=lambda row: f"{int(indices[row])}.png")
        chosen: Tensor = getattr(self.split, f"{part}_images")[rows]
        return chosen.float() / 255

    @cached_property
    def means(self) -> tuple[Tensor, Tensor]:
        return self.truth.ideal_digit(self.images(3)), self.truth.ideal_digit(self.images(7))

    @cached_property
    def accuracy_3_7(self) -> tuple[float, float, float]:
        found = self.truth.accuracy_3_7(self.images(3, valid=True), self.images(7, valid=True), *self.means)
        return float(found[0]), float(found[1]), float(found[2])

    def loaders(self, shuffle: bool = True, valid_size: int = 256) -> tuple[Any, Any]:
        """Batches to train with, 256 images each, and to validate with. Unshuffled, as in the chapter: every three, every seven."""
        train = self.truth.make_dataset(self.images(3), self.images(7))
        valid = self.truth.make_dataset(self.images(3, valid=True), self.images(7, valid=True))
        return self.truth.make_batches(*train, 256, shuffle=shuffle), self.truth.make_batches(*valid, valid_size)

    def linear(self) -> float:
        """nn.Linear(784, 1), learning rate 1, 20 epochs: validation accuracy."""
        torch.manual_seed(self.seed)
        train, valid = self.loaders()
        model = nn.Linear(28 * 28, 1)
        for _ in range(20):
            self.truth.train_epoch(model, train, 1.0, list(model.parameters()))
        return float(self.truth.validate_epoch(model, valid))

    def simple_net(self) -> float:
        """784-30-1, learning rate 0.1, 40 epochs: validation accuracy."""
        torch.manual_seed(self.seed)
        train, valid = self.loaders()
        return float(self.truth.validate_epoch(self.truth.train_simple_net(train, 0.1, 40), valid))

    def linear_by_epoch(self) -> list[float]:
        """The model of unit 4, parameters drawn with a deviation of 1, lr 1, 21 epochs: validation accuracy after each."""
        torch.manual_seed(self.seed)
        train, valid = self.loaders(shuffle=False)
        weights, bias = self.truth.init_params((28 * 28, 1)), self.truth.init_params(1)
        curve = []
        for _ in range(21):
            self.truth.train_epoch(self.scores(weights, bias), train, 1.0, [weights, bias])
            curve.append(float(self.truth.validate_epoch(self.scores(weights, bias), valid)))
        return curve

    def scores(self, weights: Tensor, bias: Tensor) -> Callable[[Tensor], Tensor]:
        """The linear model of unit 4 with these parameters."""
        return lambda xb: self.truth.linear1(xb, weights, bias)

    def optimizer_by_epoch(self) -> list[float]:
        """nn.Linear(784, 1) and BasicOptim, learning rate 1, 20 epochs: validation accuracy after each."""
        torch.manual_seed(self.seed)
        model = nn.Linear(28 * 28, 1)
        optimizer = self.truth.BasicOptim(model.parameters(), 1.0)
        return [float(each) for each in self.truth.train_model(model, *self.loaders(shuffle=False), optimizer, 20)]

    def simple_net_by_epoch(self) -> list[float]:
        """784-30-1 in a Learner, learning rate 0.1, 40 epochs: validation accuracy after each."""
        torch.manual_seed(self.seed)
        return [row[2] for row in self.fit(self.truth.make_simple_net(), 40, 0.1)]

    @cached_property
    def learner(self) -> list[list[float]]:
        """nn.Linear(784, 1) in a Learner, learning rate 1, 10 epochs: training loss, validation loss and accuracy after each."""
        torch.manual_seed(self.seed)
        return self.fit(nn.Linear(28 * 28, 1), 10, 1.0)

    def fit(self, model: nn.Module, epochs: int, lr: float) -> list[list[float]]:
        """The rows that a Learner records, but with the chapter's training loss: smoothed over batches, no mean of the epoch."""
        loss = Smoothed(self.truth.mnist_loss)
        loaders = self.truth.DataLoaders(*self.loaders(shuffle=False, valid_size=len(self.split.valid_images)))
        learn = self.truth.Learner(loaders, model, self.truth.BasicOptim, loss, self.truth.batch_accuracy)
        rows = []
        for _ in range(epochs):  # one at a time: plain gradient descent carries nothing from one fit to the next
            learn.fit(1, lr)
            rows.append([loss.average, *learn.recorder.values[-1][1:]])
        return rows

    @cached_property
    def ten(self) -> list[float]:
        """784-50-10, learning rate 0.1, batches of 64: validation accuracy after each of 20 epochs."""
        torch.manual_seed(self.seed)
        x, y = self.split.train_images.flatten(1).float() / 255, self.split.train_labels
        valid_x, valid_y = self.split.valid_images.flatten(1).float() / 255, self.split.valid_labels
        model = nn.Sequential(nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 10))
        optimizer = self.truth.BasicOptim(model.parameters(), 0.1)
        curve = []
        for _ in range(20):
            for rows in torch.split(torch.randperm(len(x)), 64):
                self.truth.cross_entropy(model(x[rows]), y[rows]).backward()
                optimizer.step()
                optimizer.zero_grad()
            curve.append(float(self.truth.accuracy(model(valid_x), valid_y)))
        return curve

    def residual_net(self) -> float:
        """The 18 layers of unit 11 after one epoch by one cycle: validation accuracy. A width of 64 on a GPU, 16 on a CPU."""
        torch.manual_seed(self.seed)
        device, width = ("cuda", 64) if torch.cuda.is_available() else ("cpu", 16)
        (x, y), (valid_x, valid_y) = self.three_or_seven(), self.three_or_seven(valid=True)
        learn = self.truth.train_deeper(x, y, valid_x, valid_y, device, width)
        return float(self.truth.accuracy(learn.predict(valid_x.to(device)), valid_y.to(device)))

    def three_or_seven(self, valid: bool = False) -> tuple[Tensor, Tensor]:
        """float32 [n, 1, 28, 28] and int64 [n], 1 for a three and 0 for a seven."""
        threes, sevens = self.images(3, valid), self.images(7, valid)
        return torch.cat([threes, sevens])[:, None], torch.cat(
            [torch.ones(len(threes)), torch.zeros(len(sevens))]
        ).long()


class Smoothed:
    """A loss function that keeps an average of its training losses over the batches: one weighs 0.98 for each batch since.

    The sum of the weights is divided out, as fastai's Recorder does: the first average is the first loss.
    """

    MEMORY = 0.98

    def __init__(self, loss_func: Callable[[Tensor, Tensor], Tensor]) -> None:
        self.loss_func = loss_func
        self.sum = self.weight = 0.0

    def __call__(self, predictions: Tensor, targets: Tensor) -> Tensor:
        loss = self.loss_func(predictions, targets)
        if loss.requires_grad:  # in validation it does not
            self.sum = self.MEMORY * self.sum + loss.item()
            self.weight = self.MEMORY * self.weight + 1
        return loss

    @property
    def average(self) -> float:
        return self.sum / self.weight
