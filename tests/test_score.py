"""Verdicts to points."""

import pytest

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.grading import record, score


def exercise(*statuses: str, points: float = 4) -> ExerciseVerdict:
    checks = tuple(CheckVerdict(f"check_{i}", "is right", "hidden", Status(status)) for i, status in enumerate(statuses))
    return ExerciseVerdict("is_3", "unit02_similarity", points, checks)


CASES = [
    (["passed"] * 4, "passed", 4),
    (["passed", "passed", "failed", "not_checked"], "failed", 2),
    (["failed"] * 4, "failed", 0),
    (["not_started"] * 4, "not_started", 0),
    (["not_started", "not_started", "not_checked"], "not_started", 0),
    (["passed", "not_started"], "failed", 2),
    (["passed", "not_checked"], "not_checked", 2),
    (["passed", "ungraded"], "ungraded", None),
    (["failed", "ungraded"], "ungraded", None),
    (["not_started", "ungraded"], "ungraded", None),
    (["ungraded"], "ungraded", None),
    ([], "ungraded", None),
]


@pytest.mark.parametrize(("statuses", "status", "points"), CASES)
def test_status_and_points_of_an_exercise(statuses: list[str], status: str, points: float | None) -> None:
    verdict = exercise(*statuses)
    assert verdict.status == status
    assert score.points(verdict) == points


def test_points_are_rounded_to_two_decimals_and_never_above_the_most() -> None:
    assert score.points(exercise("passed", "passed", "failed", points=1)) == 0.67
    assert score.points(exercise("passed", "passed", "passed", points=0.35)) == 0.35


def test_the_total_is_the_sum() -> None:
    assert score.total([exercise("passed"), exercise("failed"), exercise("passed", "failed", points=1)]) == 4.5
    assert score.total([]) == 0


def test_the_total_is_withheld_while_a_check_that_carries_points_is_not_judged() -> None:
    assert score.total([exercise("passed"), exercise("passed", "ungraded")]) is None
    assert score.total([exercise("passed"), exercise("ungraded", points=0)]) == 4


def test_a_line_says_how_each_exercise_fares_and_equal_ones_share_it() -> None:
    def made(name: str, *statuses: str) -> record.Result:
        exercises = [{"name": f"e{i}", "status": status} for i, status in enumerate(statuses)]
        return record.line({"submission": name, "score": 1.0, "max_score": 2.0, "exercises": exercises})

    ada, bob, eve = made("ada", "passed", "failed"), made("bob", "passed", "failed"), made("eve", "passed", "passed")
    assert ada["exercises"] == {"e0": "passed", "e1": "failed"}
    assert ada["exercises"] is bob["exercises"]
    assert eve["exercises"] == {"e0": "passed", "e1": "passed"}
    assert made("nobody")["exercises"] == {}
    assert ada["result"] == "submissions/ada/result.json"
