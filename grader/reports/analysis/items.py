"""Item analysis, as testers know it: is an exercise hard, does it tell the able from the others, does the test hold together?

Everything here takes a table of points, one row a learner and one column an exercise, as shares from 0 to 1 or as raw points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt
from statistics import fmean, variance

EASY, HARD = (
    0.95,
    0.25,
)  # outside of this an exercise tells little; Crocker & Algina (1986), chapter 14, put the middle at its best
WEAK = 0.20  # Ebel & Frisbie, Essentials of Educational Measurement (1991), chapter 13: below it an item is poor
FEW = 10  # learners; with fewer no advice is given, the figures jump about too much
TOO_EASY = "Nearly all have it: good for the start, of little use for a grade."

Row = Sequence[float]


@dataclass(frozen=True)
class Item:
    """One exercise: `p`, its difficulty; `discrimination`, its corrected point-biserial correlation (nan where it has none)."""

    name: str
    p: float
    discrimination: float
    advice: str

    @property
    def easy(self) -> bool:
        """Whether nearly all have it; there may be dozens of such, which a page folds away."""
        return self.advice == TOO_EASY


def analyse(
    names: Sequence[str], table: Sequence[Row], maxima: Sequence[float], began: Sequence[Sequence[bool]] | None = None
) -> list[Item]:
    """Every exercise's figures, and a sentence where it misbehaves.

    `table` holds points, `maxima` what each exercise is worth. `began` says who began which exercise, where not all did: who did
    not reach an exercise says nothing about it, so its figures are those of the others (Crocker & Algina, chapter 14).
    """
    found = []
    for column, name in enumerate(names):
        rows = [row for number, row in enumerate(table) if began is None or began[number][column]]
        p = difficulty([row[column] for row in rows], maxima[column])
        r = discrimination(rows, column)
        found.append(Item(name, p, r, advise(p, r, len(rows))))
    return found


def difficulty(points: Row, maximum: float) -> float:
    """p, the mean share of the maximum: 1 where everyone has all points, 0 where nobody has any; nan without learners.

    For an exercise that is right or wrong, that is the share of learners who got it right (Crocker & Algina, Introduction to
    Classical and Modern Test Theory, 1986, chapter 5).
    """
    return fmean(points) / maximum if points and maximum else nan


def discrimination(table: Sequence[Row], column: int) -> float:
    """The correlation of an exercise with the sum of all the others, its corrected point-biserial; from -1 to 1.

    The exercise itself is left out of the sum, or it would correlate with itself: Henrysson, "Correction of item-total
    correlations in item analysis", Psychometrika 28 (1963). nan where the exercise, or the sum of the others, is the same for all.
    """
    own = [row[column] for row in table]
    rest = [sum(row) - row[column] for row in table]
    return correlation(own, rest)


def correlation(xs: Row, ys: Row) -> float:
    """Pearson's r of two rows of the same length: the sum of the products of deviations over the root of the products of the
    sums of their squares. nan where one of them does not vary.
    """
    if len(xs) < 2:
        return nan
    mean_x, mean_y = fmean(xs), fmean(ys)
    dx, dy = [x - mean_x for x in xs], [y - mean_y for y in ys]
    spread = sqrt(sum(d * d for d in dx) * sum(d * d for d in dy))
    return sum(a * b for a, b in zip(dx, dy, strict=True)) / spread if spread > 1e-12 else nan


def alpha(table: Sequence[Row]) -> float:
    """Cronbach's alpha: k / (k - 1) · (1 - sum of the exercises' variances / variance of the sums), with k exercises.

    Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951), equation 2. nan with fewer than two
    exercises or learners, or where all have the same sum.
    """
    if len(table) < 2 or len(table[0]) < 2:
        return nan
    k = len(table[0])
    total = variance([sum(row) for row in table])
    return k / (k - 1) * (1 - sum(variance(column) for column in zip(*table, strict=True)) / total) if total else nan


def advise(p: float, r: float, learners: int) -> str:
    """A sentence about an exercise that misbehaves, or nothing."""
    if learners < FEW or p != p:
        return ""
    if p > EASY:
        return TOO_EASY
    if r < 0:
        return "Those who do well elsewhere do worse here: read its text and its checks, one of them may mislead."
    if r < WEAK and p >= HARD:
        return (
            "It hardly tells the able from the others: see whether luck, or something outside the course, decides it."
        )
    if p < HARD:
        return "Few have it: teach it once more, make two exercises of it, or add a hint."
    return ""


def advise_on_alpha(value: float, learners: int) -> str:
    """What the alpha of a class means, in a sentence, by the marks of Nunnally, Psychometric Theory (1978), chapter 7."""
    if learners < FEW or value != value:
        return "There is too little here to say how well the exercises go together."
    if value >= 0.9:
        return "The exercises go together well enough for a grade that matters."
    if value >= 0.7:
        return "The exercises go together well enough for a course; do not weigh small differences between learners."
    return "The exercises measure several things: read the units' scores rather than the total."
