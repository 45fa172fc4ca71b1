"""Mistakes ranked, slow learners and limits found."""

from typing import Any

import pytest

from grader.checking.check_failed import CheckFailed
from grader.checking.messages import explain
from grader.checking.why import Kind, NamedMistake, Raised, Why
from grader.course import Limits
from grader.reports.analysis.mistakes import rank
from grader.reports.analysis.outliers import hits, slow
from grader.results.upgrade import as_why
from grader.sandbox.client import SLOW, _why
from grader.sandbox.failures import StudentRaised, Unloadable, WorkerLost
from grader.sandbox.launcher import Ended


def check(mistake: str | None = None, message: str = "", seconds: float = 0.01, why: Why | None = None) -> dict[str, Any]:
    made = why or (as_why(message, mistake) if message else None)
    return {"name": "c", **(made.as_json if made else {}), "seconds": seconds}


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
    assert (first.words, first.exercise) == ("averages everything", "mnist_distance")
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


def test_a_slip_that_many_make_is_counted_like_the_courses_own_and_two_sentences_stay_together() -> None:
    cause = Why(Kind.RAISED, "f(x)", raised=Raised("SystemExit"), mistake=NamedMistake("exit", "Take out the call that exits."))
    both = Why(Kind.VALUES, "f(x)", sentence="The values are not right.", mistake=NamedMistake("no_abs", "One.\nOr: Another."))
    first, second = rank([result("a", "failed", check(why=cause)), result("b", "failed", check(why=both))])
    assert (first.mistake, first.sentence) == ("exit", "Take out the call that exits.")
    assert (second.mistake, second.sentence) == ("no_abs", "One.\nOr: Another.")


def raised(kind: str, message: str) -> StudentRaised:
    return StudentRaised({"type": kind, "message": message, "frames": []})


def ended(over: str = "", status: int = -9) -> WorkerLost:
    return _why(Ended(status, 0, over), Limits())


STOPS: dict[str, BaseException] = {  # by the limit that was reached; "" for none
    "memory, as Python tells it": raised("MemoryError", ""),
    "memory, as torch tells it": raised("RuntimeError", "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."),
    "memory, of a GPU": raised("OutOfMemoryError", "CUDA out of memory. Tried to allocate 20.00 GiB."),
    "memory, as the system tells it": ended(),
    "memory": ended("memory"),
    "time, by the processor's clock": ended(status=-24),
    "time, of a whole exercise": WorkerLost("time", "All checks of this exercise together may take 30 seconds."),
    **{f"time, {why}": WorkerLost("time", sentence.format(10)) for why, sentence in SLOW.items()},
    "time, of an import": Unloadable("unit04_loss", WorkerLost("time", "Your code was still running.")),
    "files": ended("files"),
    "files, as the disk tells it": raised("OSError", "[Errno 28] No space left on device"),
    "threads": ended("threads"),
    ", an exit": ended(status=0),
    ", a crash": ended(status=-11),
    ", another error": raised("TypeError", "x"),
    ", an import": Unloadable("unit04_loss", raised("SyntaxError", "invalid syntax")),
    ", a wrong answer": CheckFailed("f(x)", "Expected shape [25]; got a single number.", "shape"),
}


@pytest.mark.parametrize(("name", "error"), STOPS.items(), ids=STOPS)
def test_a_limit_is_a_field_of_what_stopped_the_check(name: str, error: BaseException) -> None:
    limit, (_, why) = name.split(",")[0], explain(error, "public", None)
    assert why.limit == limit
    found = hits([result("a", "failed", check(why=why), check(why=why))])
    assert [(each.learner, each.exercise, each.limit, each.said) for each in found] == [
        ("a", "mnist_distance", each, why.message.split("\n")[-1]) for each in [limit] if each
    ]


def test_the_limits_of_older_results_are_known_by_what_was_told() -> None:
    for name, error in STOPS.items():
        message = explain(error, "public", None)[1].message
        assert as_why(message).limit == name.split(",")[0] or name == "time, of an import", name
