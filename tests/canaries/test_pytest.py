"""pytest's inner parts, as grader/checking/session.py uses them."""

import inspect
import os
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from _pytest import runner
from _pytest.config import _prepareconfig

from grader.checking.context import Context
from grader.checking.givens import Givens
from grader.checking.item import title_of
from grader.checking.session import CheckSession
from grader.course import Course
from grader.grading.judge import Judge

SEE = "see grader/checking/session.py"


class Learner:
    """Whose every function raises the same."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        self.log: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        raise self.error


@pytest.fixture
def session(course: Course) -> Iterator[CheckSession]:
    opened = CheckSession(course, [course.checks / "public" / "unit02_similarity" / "check_l1_distance.py"])
    yield opened
    opened.close()


def put_to(session: CheckSession, item: pytest.Function, error: BaseException) -> BaseException | None:
    exercise = session.course.exercises["l1_distance"]
    given = Givens(session.course, session.course.find_data(), 0)
    learner: Any = Learner(error)
    return session.run(item, Context(exercise, learner, SimpleNamespace(), given, 1, "cpu"))


def test_the_names_are_there() -> None:
    assert callable(_prepareconfig), f"pytest has no _prepareconfig any more: {SEE}, CheckSession.__init__"
    for name in ("_do_configure", "_ensure_unconfigure"):
        assert hasattr(pytest.Config, name), f"pytest.Config has no {name} any more: {SEE}, CheckSession"
    for name in ("_initrequest", "from_parent"):
        assert hasattr(pytest.Function, name), f"pytest.Function has no {name} any more: {SEE}"
    wanted = {"item", "log", "nextitem"}
    assert wanted <= set(inspect.signature(runner.runtestprotocol).parameters), f"pytest changed runtestprotocol: {SEE}, CheckSession.run"
    assert hasattr(runner.SetupState, "teardown_exact"), f"pytest's SetupState has no teardown_exact any more: {SEE}, CheckSession.run"


def test_a_check_runs_again_and_again_and_its_exception_is_caught(session: CheckSession) -> None:
    assert session.items["l1_distance"], f"pytest collects check files no more: {SEE}, OPTIONS and _collect"
    for item in session.items["l1_distance"]:
        for _ in range(2):
            error = ValueError("the learner's")
            found = put_to(session, item, error)
            assert found is error, f"pytest runs {item.name} otherwise: {SEE}, CheckSession.run and LastOutcome: {found!r}"


def test_a_check_that_was_interrupted_begins_anew(session: CheckSession) -> None:
    item = session.items["l1_distance"][0]
    with pytest.raises(KeyboardInterrupt):
        put_to(session, item, KeyboardInterrupt())
    error = ValueError("the learner's")
    found = put_to(session, item, error)
    assert found is error, f"pytest goes on in the middle of a check that was stopped: {SEE}, CheckSession.run: {found!r}"


def test_it_leaves_no_other_trace(session: CheckSession) -> None:
    before = dict(os.environ), {name: value for name, value in vars(sys).items() if name.startswith("last_")}
    put_to(session, session.items["l1_distance"][0], ValueError("the learner's"))
    after = dict(os.environ), {name: value for name, value in vars(sys).items() if name.startswith("last_")}
    assert before == after, f"pytest leaves something else behind: {SEE}, _without_traces"


def test_a_parametrized_check_knows_its_parameters(judge: Judge) -> None:
    items = [item for each in judge.session.items.values() for item in each if "[" in item.name]
    assert items, "no check of the course is parametrized any more: make one here"
    for each in items:
        params = getattr(getattr(each, "callspec", None), "params", {})
        assert params, "pytest has no callspec.params any more: see grader/checking/item.py, title_of"
        assert "{" not in title_of(each), f"{title_of(each)}: see grader/checking/item.py, title_of"
