"""What a cell calls: `check(f)` for the learner, `points(f)` in a hidden test where nbgrader executes notebooks itself."""

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import cache
from importlib import import_module
from io import StringIO
from typing import Any

import torch

from grader.checking.messages import FAULT
from grader.checking.verdict import ExerciseVerdict, Status
from grader.course.loaded import course_module
from grader.course.nearest import nearest
from grader.grading import result, score
from grader.grading.terms import Terms
from grader.notebooks.kernel import card
from grader.notebooks.kernel.course_importer import course_of_notebook
from grader.notebooks.kernel.judge import LEARNER, KernelJudge, own_random_numbers
from grader.notebooks.kernel.live import Find

SEED = 0


class NotRightYet(AssertionError):
    """What `nbgrader validate` reports for an exercise; its text is the card."""


def check(function: Callable[..., Any]) -> None:
    """Check one of the course's functions by the public checks, here in this kernel, and show the verdict as a card.

    Raises NotRightYet under `nbgrader validate`, which goes by exceptions. Raises TypeError for what is no exercise.
    """
    judge = _judge(public=True)
    with _quiet(), own_random_numbers():
        verdict = _verdict(judge, function)
        image = _picture(verdict, judge, function)
    shown = _exercise(verdict)
    if os.environ.get("NBGRADER_VALIDATING") and verdict.status is not Status.PASSED:
        raise NotRightYet(card.text(shown, points=False))
    _show(card.text(shown, points=False), card.html(shown, points=False, picture=image))


def points(function: Callable[..., Any]) -> float:
    """The points that a function earns by all checks, for nbgrader's partial credit. Nothing that it prints or warns counts.

    Raises NotJudged where the grader itself failed at a check.
    """
    judge = _judge(public=False)
    with _quiet(), own_random_numbers():
        earned = score.points(_verdict(judge, function))
    if earned is None:
        raise NotJudged(FAULT)
    return earned


class NotJudged(Exception):
    """There is no telling what a function is worth."""


@cache
def _judge(public: bool) -> KernelJudge:
    course = course_of_notebook()
    terms = Terms(SEED, course.find_data().name, threads=torch.get_num_threads())
    with _quiet():
        return KernelJudge(course, terms, (course.checks / "public",) if public else (), lends=not public)


def _verdict(judge: KernelJudge, function: Callable[..., Any]) -> ExerciseVerdict:
    name = getattr(function, "__name__", "") if callable(function) else ""
    if name not in judge.course.exercises:
        shown = name or type(function).__name__
        raise TypeError(
            f"check() wants a function of the course, such as check({next(iter(judge.course.exercises))}); "
            f"{shown} is none. {nearest(judge.course, shown)}"
        )
    judge.around = getattr(function, "__globals__", None) or vars(sys.modules[function.__module__])
    judge.find = _finder(name, function, judge.around)
    wanted = frozenset([name, *judge.course.prerequisites(name)])
    for each in wanted:  # imported while the notebook's own folder is the working directory
        with suppress(Exception):
            judge.find(judge.course.exercises[each].unit, each)
    try:
        return next(each for each in judge.verdicts(LEARNER, wanted) if each.name == name)
    finally:
        judge.lend([])


def _finder(judged: str, function: Callable[..., Any], around: dict[str, Any]) -> Find:
    """Finds what the function sees: itself, its neighbours in the notebook or the module, then the learner's other units."""

    def find(unit: str, name: str) -> Any:
        if name == judged:
            return function
        return around[name] if name in around else getattr(import_module(unit), name)

    return find


def _picture(verdict: ExerciseVerdict, judge: KernelJudge, function: Callable[..., Any]) -> tuple[str, str] | None:
    """A picture for the card by the course's extras/card.py: what it shows, in words, and a PNG in base 64."""
    extra = course_module(judge.course, "extras.card")
    found: tuple[str, str] | None = extra.picture(verdict, judge.given, function) if extra else None
    return found


def _exercise(verdict: ExerciseVerdict) -> card.Exercise:
    made: card.Exercise = result.make("", [verdict], seed=SEED, device="cpu", data="")["exercises"][0]
    return made


def _show(text: str, html: str) -> None:
    """In a notebook the card, in a terminal its text."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None or not hasattr(shell, "kernel"):
        print(text)
        return
    from IPython.display import publish_display_data

    publish_display_data({"text/plain": text, "text/html": html})


@contextmanager
def _quiet() -> Iterator[None]:
    """Swallow what is printed and warned meanwhile: by nbgrader's rule anything on stderr makes a graded cell worth nothing."""
    saved = None
    with suppress(OSError):  # torch's own warnings are written to the descriptor, past Python
        saved = os.dup(2)
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        if saved is not None:
            os.dup2(saved, 2)
            os.close(saved)
