"""Mistakes ranked, slow learners and limits found."""

from typing import Any

import pytest

from grader.checking.messages import explain_error
from grader.course import Limits
from grader.reports.analysis.mistakes import rank
from grader.reports.analysis.outliers import hits, slow
from grader.sandbox.client import SLOW, _why
from grader.sandbox.failures import StudentRaised
from grader.sandbox.launcher import Ended


def check(mistake: str | None = None, message: str = "", seconds: float = 0.01) -> dict[str, Any]:
    return {"name": "c", "mistake": mistake, "message": message, "seconds": seconds}


def result(name: str, status: str, *checks: dict[str, Any]) -> dict[str, Any]:
    return {"submission": name, "exercises": [{"name": "mnist_distance", "status": status, "checks": list(checks)}]}


def test_mistakes_are_ranked_by_learners_not_by_checks() -> None:
    averages = check("averages_everything", "Called f.\nExpected [25].\nYou averaged over the images too.")
    sums = check("sums", "It looks as if you summed over the pixels: take the mean.")
    class_ = [
        result("a", "failed", sums, sums, sums), result("b", "failed", averages), result("c", "failed", averages),
        result("d", "passed", check()), result("e", "not_started", check()),
    ]  # fmt: skip
    first, second = rank(class_)
    assert (first.learners, first.began, first.sentence) == (("b", "c"), 4, "You averaged over the images too.")
    assert first.line == "2 of 4: averages everything in mnist_distance"
    assert (second.learners, second.mistake) == (("a",), "sums")
    assert rank([]) == []


def test_who_takes_far_longer_than_the_others_stands_out() -> None:
    class_ = [result(f"l{i}", "passed", check(seconds=0.1 + i / 1000)) for i in range(20)]
    class_.append(result("late", "passed", check(seconds=2.0), check(seconds=3.0)))
    (found,) = slow(class_)
    assert (found.learner, found.exercise, found.seconds) == ("late", "mnist_distance", 5.0)
    assert found.usual == pytest.approx(0.11)


def test_the_machines_own_noise_is_no_outlier() -> None:
    assert slow([result(f"l{i}", "passed", check(seconds=0.01)) for i in range(20)] + [result("x", "passed", check(seconds=0.5))]) == []


def told(kind: str, message: str) -> str:
    return explain_error(StudentRaised({"type": kind, "message": message, "frames": []}), "Called f(x).")


LIMITS = {
    "memory, as Python tells it": told("MemoryError", ""),
    "memory, as torch tells it": told("RuntimeError", "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."),
    "memory, as the system tells it": _why(Ended(-9, 0), Limits()).sentence,
    "time, by the processor's clock": _why(Ended(-24, 0), Limits()).sentence,
    "time, of a whole exercise": "All checks of this exercise together may take 30 seconds.",
    "memory": _why(Ended(-9, 0, "memory"), Limits()).sentence,
    "files": _why(Ended(-9, 0, "files"), Limits()).sentence,
    **{f"time, {why}": f"Called f(x).\n{sentence.format(10)}" for why, sentence in SLOW.items()},
}


@pytest.mark.parametrize(("limit", "message"), LIMITS.items())
def test_limits_are_read_from_what_the_learner_is_told(limit: str, message: str) -> None:
    (found,) = hits([result("a", "failed", check(message=message), check(message=message))])
    assert (found.learner, found.exercise, found.limit, found.message) == ("a", "mnist_distance", limit.split(",")[0], message)


def test_every_other_message_speaks_of_no_limit() -> None:
    for message in ("Expected shape [25]; got a single number.", "Your code ended the process (exit code 0).", ""):
        assert hits([result("a", "failed", check(message=message))]) == []
