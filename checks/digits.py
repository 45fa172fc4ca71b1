"""The digits that checks ask for: threes, sevens, pairs of images and labels, and the same digits made secret by the seed."""

from dataclasses import replace
from functools import cached_property

import torch

from checks.embedded import Split
from checks.relabel import exchanged, roughened
from grader.checking.context import seed_for

Pairs = tuple[torch.Tensor, torch.Tensor]  # images, and a label for each


class Digits:
    """The digits of one split, on the CPU, as float32 from 0 (paper) to 1 (ink); everything is made on first use.

    All checks share these tensors: a check that changes one must copy it first. Embedded digits are split by the grading seed,
    which also draws what is secret about `rough`, `swaps` and `renamed`: those are for exercises in which training is asked.
    """

    def __init__(self, split: Split, seed: int) -> None:
        self.split = split
        self.seed = seed

    def _of(self, digit: int, valid: bool = False) -> torch.Tensor:
        images = self.split.valid_images if valid else self.split.train_images
        labels = self.split.valid_labels if valid else self.split.train_labels
        return images[labels == digit].float() / 255

    @cached_property
    def threes(self) -> torch.Tensor:
        """25 training threes [25, 28, 28]."""
        return self.all_threes[:25]

    @cached_property
    def sevens(self) -> torch.Tensor:
        """23 training sevens [23, 28, 28]: another number than the threes, so that mixed-up arguments show."""
        return self.all_sevens[:23]

    @cached_property
    def all_threes(self) -> torch.Tensor:
        """Every training three [n, 28, 28]."""
        return self._of(3)

    @cached_property
    def all_sevens(self) -> torch.Tensor:
        """Every training seven [n, 28, 28]."""
        return self._of(7)

    @cached_property
    def valid_threes(self) -> torch.Tensor:
        """Every validation three [n, 28, 28]."""
        return self._of(3, valid=True)

    @cached_property
    def valid_sevens(self) -> torch.Tensor:
        """Every validation seven [n, 28, 28]."""
        return self._of(7, valid=True)

    @cached_property
    def mean3(self) -> torch.Tensor:
        """The ideal three [28, 28]: the mean of all training threes."""
        return self.all_threes.mean(0)

    @cached_property
    def mean7(self) -> torch.Tensor:
        """The ideal seven [28, 28]: the mean of all training sevens."""
        return self.all_sevens.mean(0)

    @cached_property
    def train_3_7(self) -> Pairs:
        """Training x [n, 784] and y [n, 1], both float32 (y is 1 for a three, 0 for a seven), in a fixed mixed order."""
        return _pairs(self.all_threes, self.all_sevens)

    @cached_property
    def valid_3_7(self) -> Pairs:
        """Validation x [n, 784] and y [n, 1], both float32 (y is 1 for a three, 0 for a seven), in a fixed mixed order."""
        return _pairs(self.valid_threes, self.valid_sevens)

    @cached_property
    def train_ten(self) -> Pairs:
        """Training x [n, 784] and labels [n] int64 of all ten digits, shuffled."""
        return self.split.train_images.flatten(1).float() / 255, self.split.train_labels

    @cached_property
    def valid_ten(self) -> Pairs:
        """Validation x [n, 784] and labels [n] int64 of all ten digits, shuffled."""
        return self.split.valid_images.flatten(1).float() / 255, self.split.valid_labels

    @cached_property
    def rough(self) -> "Digits":
        """The same digits with ink a little lighter or darker, so that no table of known pixels finds them."""
        draw = self._draw("rough")
        train, valid = (roughened(each, draw) for each in (self.split.train_images, self.split.valid_images))
        return Digits(replace(self.split, train_images=train, valid_images=valid), self.seed)

    @cached_property
    def swaps(self) -> tuple[bool, bool]:
        """Whether a three is 0 and a seven 1, for each of two trainings: once so and once the other way, the first one drawn.

        A model that was trained elsewhere is wrong about nearly every image in one of them.
        """
        first = bool(torch.randint(2, (), generator=self._draw("swaps")))
        return first, not first

    @cached_property
    def tasks_3_7(self) -> list[tuple[Pairs, Pairs]]:
        """Two tasks to be trained from the same start, by `swaps`: rough images and labels as in train_3_7, and as in valid_3_7."""
        (x, y), (valid_x, valid_y) = self.rough.train_3_7, self.rough.valid_3_7
        return [((x, abs(y - int(swap))), (valid_x, abs(valid_y - int(swap)))) for swap in self.swaps]

    @cached_property
    def renaming(self) -> torch.Tensor:
        """The label of each digit, int64 [10], in `renamed`; no digit keeps its own."""
        return exchanged(10, self._draw("renaming"))

    @cached_property
    def renamed(self) -> "Digits":
        """The rough digits with other labels, by `renaming`: what was trained elsewhere is right about none of them."""
        split = self.rough.split
        train, valid = (self.renaming[each] for each in (split.train_labels, split.valid_labels))
        return Digits(replace(split, train_labels=train, valid_labels=valid), self.seed)

    def _draw(self, purpose: str) -> torch.Generator:
        return torch.Generator().manual_seed(seed_for(self.seed, purpose))


def _pairs(threes: torch.Tensor, sevens: torch.Tensor) -> Pairs:
    x = torch.cat([threes, sevens]).flatten(1)
    y = torch.cat([torch.ones(len(threes), 1), torch.zeros(len(sevens), 1)])
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(len(x)))
    return x[order], y[order]
