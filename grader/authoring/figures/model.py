"""A published figure of the course: one number, or one a training epoch; and whether a reproduction agrees with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Bench = Any  # what the course's `bench` makes: its reference functions, and data to measure them on


@dataclass(frozen=True)
class Figure:
    """One number: what was published or measured before, and how far off a reproduction may be.

    Where `tolerance` is None, the published number is a lower bound, "0.99 or more", and a reproduction has to reach it.
    """

    data: str  # the name of a tier
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
    """A number for each epoch of a training, as published, and how far off a reproduction may be.

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


@dataclass(frozen=True)
class CurveTable:
    """Curves of the same data that are shown side by side: in a table under a title, and in a picture of this name."""

    title: str
    data: str  # the name of a tier
    picture: str
    curves: tuple[Curve, ...]
