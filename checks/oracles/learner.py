"""A Learner: what it is given, what `fit` should leave behind, and how many steps a clockwork optimizer took.

The oracle works by the chain rule, in double precision and without autograd.
"""

from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from checks.oracles.loss import linear_start, loss_gradients, mixed_batch
from grader.checking.answer import Answer
from grader.checking.kit import fail, peek, read
from grader.checking.student import Student

Pairs = tuple[Tensor, Tensor]
TIMES = 3.0  # the loss is three times mnist_loss: a Learner uses the loss that it is given
ROUNDED = 1e-4  # a record may be rounded to four decimals


@dataclass(frozen=True)
class Task:
    """Images and labels to train and to validate with, in batches of `size`, and the linear model to start from."""

    train: Pairs  # images [n, k] and labels [n, 1] float
    valid: Pairs
    size: int
    weight: Tensor  # [1, k]
    bias: Tensor  # [1]

    def fitted(self, epochs: int, lr: float, momentum: float = 0.0) -> tuple["Task", list[list[float]]]:
        """The task with the parameters after `fit`, and the rows that it adds to the record.

        A row is the training loss, the validation loss, and the metrics `hits` and `lean` (see checks/helpers/learner.py).
        """
        weight, bias = self.weight.double(), self.bias.double()
        speed, rows = [torch.zeros_like(weight), torch.zeros_like(bias)], []
        for _ in range(epochs):
            losses = []
            for x, y in self.batches(self.train):
                losses.append(_loss(x @ weight.T + bias, y))
                along = loss_gradients(x, y, weight, bias)
                speed = [momentum * v + TIMES * g for v, g in zip(speed, along, strict=True)]
                weight, bias = weight - lr * speed[0], bias - lr * speed[1]
            measured = [_measures(x @ weight.T + bias, y) for x, y in self.batches(self.valid)]
            rows.append([_mean(losses), *map(_mean, zip(*measured, strict=True))])
        return replace(self, weight=weight.float(), bias=bias.float()), rows

    @property
    def parameters(self) -> list[Tensor]:
        return [self.weight, self.bias]

    def doubled(self) -> "Task":
        """The task with twice the training images, as the model of the helper `two_modes` sees them in training mode."""
        return replace(self, train=(2 * self.train[0], self.train[1]))

    def batches(self, pairs: Pairs) -> list[Pairs]:
        """The pairs in batches, in order and in double precision."""
        x, y = (each.double() for each in pairs)
        return [(x[i : i + self.size], y[i : i + self.size]) for i in range(0, len(x), self.size)]

    def learner(
        self, student: Student, opt_func: Answer, *metrics: Any, model: Answer | None = None
    ) -> tuple[Answer, Answer]:
        """The learner's Learner for this task, with one of the kit's losses; and the list of the parameters that it trains."""
        helpers = student.helpers
        model = helpers.linear(self.weight, self.bias) if model is None else model
        dls = student.DataLoaders(helpers.batches(*self.train, self.size), helpers.batches(*self.valid, self.size))
        return student.Learner(dls, model, opt_func, helpers.distance(TIMES), *metrics), helpers.parameters(model)


def task(rng: torch.Generator, train: int, valid: int, size: int) -> Task:
    """A task with `train` and `valid` random images of four pixels, in batches of `size`."""
    return Task(mixed_batch(rng, train, 4), mixed_batch(rng, valid, 4), size, *linear_start(rng, 4))


def expect_steps(moved: Answer, start: list[Tensor], lr: float, batches: int, epochs: int) -> None:
    """One step for every batch in every epoch, by the clockwork optimizer; `moved` gives the parameters afterwards.

    How far they moved tells how many steps there were. The numbers themselves are no evidence (`peek`): what is wrong with them
    is the aspect of the failure, so a mistake is named whatever learning rate or optimizer it fell back on.
    """
    ways = torch.cat([(a - b).flatten() for a, b in zip(start, peek(moved), strict=True)]).double() / lr
    steps = float(ways.mean())
    if not float(ways.max() - ways.min()) < 1e-2:
        sentence = (
            "Expected every step to be one of the optimizer that opt_func makes; the parameters moved in another way."
        )
        raise fail(moved, sentence, "optimizer")
    if abs(steps - round(steps)) > 1e-2:
        times = f"{steps / batches / epochs:.3g}"
        raise fail(moved, f"Expected steps of the size that lr says; yours are {times} times as large.", "lr")
    if round(steps) != batches * epochs:
        sentence = (
            f"Expected {batches * epochs} steps, for {batches} batches in each of {epochs} epochs; got {round(steps)}."
        )
        raise fail(moved, sentence, f"{round(steps)} steps")


def expect_rows(answer: Answer, expected: list[list[float]]) -> None:
    """These rows in the record, where `answer` is what the helper `record` gives; the numbers may be rounded to four decimals."""
    rows: Any = read(answer)
    if rows is None:
        raise fail(answer, "Expected a list in learn.recorder.values afterwards; there is none.", "no record")
    if len(rows) != len(expected):
        sentence = (
            f"Expected {_count(len(expected), 'row')} in learn.recorder.values, one for each epoch; got {len(rows)}."
        )
        raise fail(answer, sentence, f"{len(rows)} rows")
    for row, wanted in zip(rows, expected, strict=True):
        if not isinstance(row, list):
            raise fail(answer, "Expected a list of numbers in each row of the record; got a row that is none.", "flat")
        if any(not isinstance(each, float) for each in row):
            kinds = "tensors" if any(isinstance(each, Tensor) for each in row) else "something else"
            raise fail(answer, f"Expected plain floats in the record; got {kinds} among them.", kinds)
        if len(row) != len(wanted):
            parts = f"two losses and {_count(len(wanted) - 2, 'metric')}"
            raise fail(answer, f"Expected {len(wanted)} numbers in each row, {parts}; got {len(row)}.", "row length")
    for number, (row, wanted) in enumerate(zip(rows, expected, strict=True), start=1):
        for column, (found, right) in enumerate(zip(row, wanted, strict=True)):
            if not abs(found - right) <= ROUNDED * max(1, abs(right)):
                name = ["the training loss", "the validation loss"][column] if column < 2 else f"metric {column - 1}"
                where = f"in row {number} of the record"
                shown = f"Expected {right:.4f} for {name} {where}; got {found:.4f}."
                raise fail(answer, f"The value of {name} {where} is not right.", "values", shown)


def _loss(scores: Tensor, y: Tensor) -> float:
    return TIMES * float((y - scores.sigmoid()).abs().mean())


def _measures(scores: Tensor, y: Tensor) -> tuple[float, float, float]:
    """The loss and both metrics of a batch."""
    return _loss(scores, y), float(((scores > 0) == (y == 1)).double().mean()), float(scores.mean() + 10 * y.mean())


def _mean(values: list[float] | tuple[float, ...]) -> float:
    return sum(values) / len(values)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
