"""One live pytest session: the checks are collected once and run again for every submission."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from _pytest.config import (
    _prepareconfig,  # no public way builds a Config without running it; pinned by the pytest range
)
from _pytest.runner import runtestprotocol  # as pytest-rerunfailures does; it sets fixtures up anew for a second run

from grader.checking import arguments
from grader.checking.context import CONTEXT, Context
from grader.checking.givens import functions
from grader.course import Course
from grader.course.loaded import bind, where

OPTIONS = ("python_files=check_*.py", "python_functions=check_*", "python_classes=")  # `check_*` judges learners
UNUSED = (  # pytest's plug-ins that write, capture or clean up: a live session has no use for them
    *("terminal", "cacheprovider", "junitxml", "doctest", "pastebin", "faulthandler", "logging", "capture", "warnings"),
    *("unraisableexception", "threadexception", "debugging", "setuponly", "setupplan", "stepwise", "unittest", "skipping"),
)
FOLDERS = ("public", "hidden")  # of checks/: by these pytest names the modules in them
CURRENT = "PYTEST_CURRENT_TEST"
LAST_ERROR = ("last_type", "last_value", "last_traceback", "last_exc")  # of the module sys


class LastOutcome:
    """A pytest plug-in that keeps the exception of the check that ran last, instead of writing a report about it."""

    def __init__(self) -> None:
        self.raised: BaseException | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        if call.excinfo is not None and self.raised is None:
            self.raised = call.excinfo.value
        outcome: Any = "failed" if call.excinfo else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]  # call.when is never "collect" here


class CheckSession:
    """The collected checks of a course: of the files for its exercises, and no others.

    Broken check files raise CheckFault at once: they are the instructor's to mend.
    """

    def __init__(self, course: Course, folders: list[Path]) -> None:
        """`folders` are folders or files of checks. Raises CheckFault, and CourseError where checks/given.py is wrong."""
        bind(course)
        self.course = course
        self.outcomes = LastOutcome()
        words = [*map(str, folders), "-c", os.devnull, "--rootdir", str(course.checks)]  # the root is part of every check's seed
        for option in OPTIONS:
            words += ["-o", option]
        for plugin in UNUSED:
            words += ["-p", f"no:{plugin}"]
        plugins = [self.outcomes, arguments, arguments.of_givens(functions(course)), _Listed(course)]
        with _own_environment():
            self.config = _prepareconfig([*words, "--import-mode=importlib", "--assert=plain"], plugins=plugins)
        self.config._do_configure()
        self.session = pytest.Session.from_config(self.config)
        self.config.hook.pytest_sessionstart(session=self.session)
        try:
            self.items = self._collect()
        except pytest.UsageError as error:
            raise CheckFault(str(error)) from None

    def _collect(self) -> dict[str, list[pytest.Function]]:
        failures = _Failures()
        self.config.pluginmanager.register(failures)
        with _names_of_its_own():
            self.session.perform_collect()
        for raised in failures.raised:
            raise CheckFault(f"A check file cannot be read:\n{where(raised, self.course)}")
        found: dict[str, list[pytest.Function]] = {}
        for item in self.session.items:
            assert isinstance(item, pytest.Function)
            found.setdefault(item.path.stem.removeprefix("check_"), []).append(item)
        return found

    def add(self, exercise: str, check: Callable[..., None]) -> None:
        """One more public check of an exercise that has some, behind them."""
        items = self.items[exercise]
        behind = sum(each.path.is_relative_to(self.course.checks / "public") for each in items)  # those stand first
        made = pytest.Function.from_parent(items[max(0, behind - 1)].parent, name=check.__name__, callobj=check)
        items.insert(behind, made)

    def run(self, item: pytest.Function, context: Context) -> BaseException | None:
        """Run one check in a context; the exception that it raised, or None when it passed."""
        self.outcomes.raised = None
        CONTEXT.set(context)
        assert item.parent is not None
        stack = self.session._setupstate
        with _without_traces():
            stack.teardown_exact(item)  # the file of the check before, unless this one is of the same
            try:
                runtestprotocol(item, log=False, nextitem=item.parent)  # type: ignore[arg-type]  # all that is asked of it is its place
            except BaseException:  # a learner has stopped the cell: pytest would go on from the middle of the check next time
                stack.teardown_exact(None)
                item._initrequest()
                raise
        return self.outcomes.raised

    def close(self) -> None:
        """Let pytest clean up."""
        self.session._setupstate.teardown_exact(None)
        self.config.hook.pytest_sessionfinish(session=self.session, exitstatus=0)
        self.config._ensure_unconfigure()


class CheckFault(Exception):
    """The checks themselves are broken; the message is for the instructor who wrote them."""


class _Listed:
    """A pytest plug-in that leaves check files out which are for no exercise of the course, at the place where they lie."""

    def __init__(self, course: Course) -> None:
        self.checks = course.checks
        self.files = {(each.unit, f"check_{each.name}.py") for each in course.exercises.values()}

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        is_check = collection_path.suffix == ".py" and collection_path.is_relative_to(self.checks)
        return True if is_check and (collection_path.parent.name, collection_path.name) not in self.files else None


class _Failures:
    """A pytest plug-in that keeps what was raised by files that cannot be read."""

    def __init__(self) -> None:
        self.raised: list[BaseException] = []

    def pytest_exception_interact(self, call: pytest.CallInfo[Any], report: pytest.CollectReport | pytest.TestReport) -> None:
        if isinstance(report, pytest.CollectReport) and call.excinfo is not None:
            self.raised.append(call.excinfo.value.__cause__ or call.excinfo.value)  # pytest's own error comes of the file's


@contextmanager
def _own_environment() -> Iterator[None]:
    """Without plug-ins and options that the surroundings set for their own pytest."""
    saved = {
        name: os.environ.pop(name, None)
        for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    }
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update({name: value for name, value in saved.items() if value is not None})


@contextmanager
def _names_of_its_own() -> Iterator[None]:
    """Check files are registered as modules only while they are collected: pytest takes a module that has the name already for the
    file, and the files of two courses, or a learner's module `public`, have the same names.
    """
    theirs = _take_out()
    try:
        yield
    finally:
        _take_out()
        sys.modules.update(theirs)


def _take_out() -> dict[str, Any]:
    return {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] in FOLDERS}


@contextmanager
def _without_traces() -> Iterator[None]:
    """Leave no sign that a test ran: neither its name in the environment, which an interrupt would leave there, nor its error where
    a debugger looks for the last one, and where a learner's kernel has the learner's.
    """
    here = os.environ.get(CURRENT)
    errors = {name: getattr(sys, name) for name in LAST_ERROR if hasattr(sys, name)}
    try:
        yield
    finally:
        os.environ.pop(CURRENT, None)
        if here is not None:
            os.environ[CURRENT] = here
        for name in LAST_ERROR:
            if name in errors:
                setattr(sys, name, errors[name])
            elif hasattr(sys, name):
                delattr(sys, name)
