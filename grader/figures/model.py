"""A figure of the chapter: one number, or one a training epoch; and whether a reproduction agrees with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.figures.bench import Bench


@dataclass(frozen=True)
class Figure:
    """One number: what was published (for the chapter's own data) or measured before, and how far off a reproduction may be.

    Where `tolerance` is None, the published number is a lower bound, "0.99 or more", and a reproduction has to reach it.
    """

    data: str  # "full" or "embedded"
    name: str
    published: float
    tolerance: float | None
    measure: Callable[[Bench], float]
    slow: bool = False  # takes more than a few seconds

    def holds(self, found: float) -> bool:
        """Whether what was measured agrees with what was published. NaN never does."""
        if self.tolerance is None:
            return found >= self.published
        return abs(found - self.published) <= self.tolerance


@dataclass(frozen=True)
class Curve:
    """A number for each epoch of a training on the full data, as published, and how far off a reproduction may be.

    `tolerances` are pairs of an epoch, counted from 1, and the tolerance from there on: where a training begins at random, its
    first epochs depend on the seed and its last ones hardly.
    """

    name: str
    published: tuple[float, ...]
    tolerances: tuple[tuple[int, float], ...]
    measure: Callable[[Bench], Sequence[float]]
    slow: bool = False  # takes more than a few seconds

    def tolerance(self, epoch: int) -> float:
        """How far off a reproduction may be in that epoch, counted from 1."""
        return [allowed for first, allowed in self.tolerances if first <= epoch][-1]

    def holds(self, found: Sequence[float]) -> list[bool]:
        """For each epoch, whether what was measured agrees with what was published. NaN never does.

        Raises ValueError where `found` has another number of epochs.
        """
        pairs = zip(self.published, found, strict=True)
        return [abs(one - other) <= self.tolerance(epoch) for epoch, (one, other) in enumerate(pairs, start=1)]
