"""`grader figures`: the chapter's figures, published beside what the reference solutions reproduce."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace

import torch
from torch import Tensor, nn

from grader.digits import Split


@dataclass(frozen=True)
class Figure:
    """One figure: what was published (for the chapter's own data) or measured before, and how far off a reproduction may be.

    Where `tolerance` is None, the published figure is a lower bound, "0.99 or more", and a reproduction has to reach it.
    """

    data: str  # "full" or "embedded"
    name: str
    published: float
    tolerance: float | None
    measure: Callable[["Bench"], float]
    slow: bool = False  # takes more than a few seconds

    def holds(self, found: float) -> bool:
        """Whether what was measured agrees with what was published. NaN never does."""
        if self.tolerance is None:
            return found >= self.published
        return abs(found - self.published) <= self.tolerance


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

    def loaders(self) -> tuple[object, object]:
        """Training batches of 256, shuffled, and validation batches of 256."""
        train = self.truth.make_dataset(self.images(3), self.images(7))
        valid = self.truth.make_dataset(self.images(3, valid=True), self.images(7, valid=True))
        return self.truth.make_batches(*train, 256, shuffle=True), self.truth.make_batches(*valid, 256)

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


def count(digit: int, valid: bool = False) -> Callable[[Bench], float]:
    return lambda bench: float(len(bench.images(digit, valid)))


def distance(name: str, ideal: int) -> Callable[[Bench], float]:
    """From the second training three, in order of file names, to an ideal (0: the three, 1: the seven)."""
    return lambda bench: float(getattr(bench.truth, name)(bench.images(3)[1], bench.means[ideal]))


FIGURES = (
    Figure("full", "training threes", 6131, 0, count(3)),
    Figure("full", "training sevens", 6265, 0, count(7)),
    Figure("full", "validation threes", 1010, 0, count(3, valid=True)),
    Figure("full", "validation sevens", 1028, 0, count(7, valid=True)),
    Figure("full", "a three to the ideal three, L1", 0.1114, 5e-5, distance("l1_distance", 0)),
    Figure("full", "a three to the ideal three, RMSE", 0.2021, 5e-5, distance("rmse_distance", 0)),
    Figure("full", "a three to the ideal seven, L1", 0.1586, 5e-5, distance("l1_distance", 1)),
    Figure("full", "a three to the ideal seven, RMSE", 0.3021, 5e-5, distance("rmse_distance", 1)),
    Figure("full", "is_3 on threes", 0.9168, 5e-5, lambda bench: bench.accuracy_3_7[0]),
    Figure("full", "is_3 on sevens", 0.9854, 5e-5, lambda bench: bench.accuracy_3_7[1]),
    Figure("full", "is_3, mean of both", 0.9511, 5e-5, lambda bench: bench.accuracy_3_7[2]),
    Figure("full", "nn.Linear, lr 1, 20 epochs", 0.9805, 0.0035, Bench.linear),
    Figure("full", "784-30-1, lr 0.1, 40 epochs", 0.9828, 0.002, Bench.simple_net, slow=True),
    Figure("full", "784-50-10, lr 0.1, 5 epochs", 0.962, 0.006, lambda bench: bench.ten[4], slow=True),
    Figure("full", "784-50-10, lr 0.1, 20 epochs", 0.974, 0.004, lambda bench: bench.ten[19], slow=True),
    Figure("full", "18-layer residual net, one epoch", 0.99, None, Bench.residual_net, slow=True),
    Figure("embedded", "is_3, mean of both", 0.945, 0.04, lambda bench: bench.accuracy_3_7[2]),
    Figure("embedded", "nn.Linear, lr 1, 20 epochs", 0.965, 0.03, Bench.linear),
    Figure("embedded", "784-30-1, lr 0.1, 40 epochs", 0.965, 0.03, Bench.simple_net),
    Figure("embedded", "784-50-10, lr 0.1, 20 epochs", 0.916, 0.03, lambda bench: bench.ten[19]),
)


def reproduce(benches: dict[str, Bench], fast: bool) -> Iterator[tuple[Figure, float, bool]]:
    """Each figure with what was measured and whether that agrees with what was published."""
    for figure in FIGURES:
        if figure.data in benches and not (fast and figure.slow):
            found = figure.measure(benches[figure.data])
            yield figure, found, figure.holds(found)
