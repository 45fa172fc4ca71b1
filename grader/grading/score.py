"""Verdicts to points: pure functions, no exceptions, the same verdicts always the same points."""

from collections.abc import Iterable

from grader.checking.verdict import ExerciseVerdict, Status

DECIMALS = 2


def points(exercise: ExerciseVerdict) -> float | None:
    """The share of the exercise's points that its checks earned, rounded to two decimals; None where one could not be judged.

    Every check weighs the same. An exercise that was not started earns nothing. Where there are no points to be had (a bonus),
    none are withheld.
    """
    if exercise.status.counts is None and exercise.max_points:
        return None
    if exercise.status is Status.NOT_STARTED or not exercise.checks:
        return 0.0
    earned = sum(check.status.counts is True for check in exercise.checks)
    return round(exercise.max_points * earned / len(exercise.checks), DECIMALS)


def total(exercises: Iterable[ExerciseVerdict]) -> float | None:
    """The sum of the points of all exercises; None, the score is withheld, where those of one are not known."""
    return added(points(each) for each in exercises)


def added(numbers: Iterable[float | None]) -> float | None:
    """The sum of points, rounded to two decimals; None where one of them is not known."""
    found = list(numbers)
    known = [each for each in found if each is not None]
    return round(sum(known), DECIMALS) if len(known) == len(found) else None
