"""Verdicts to points: pure functions, no exceptions, the same verdicts always the same points."""

from collections.abc import Iterable

from grader.verdict import ExerciseVerdict, Status

DECIMALS = 2


def points(exercise: ExerciseVerdict) -> float:
    """The share of the exercise's points that its checks earned, rounded to two decimals.

    Every check weighs the same. A check that the grader itself could not judge counts as passed: our fault is never the learner's
    loss. An exercise that was not started earns nothing.
    """
    if exercise.status is Status.NOT_STARTED:
        return 0.0
    if not exercise.checks:
        return float(exercise.max_points)
    earned = sum(check.status in (Status.PASSED, Status.GRADER_FAULT) for check in exercise.checks)
    return round(exercise.max_points * earned / len(exercise.checks), DECIMALS)


def total(exercises: Iterable[ExerciseVerdict]) -> float:
    """The sum of the points of all exercises."""
    return round(sum(points(each) for each in exercises), DECIMALS)
