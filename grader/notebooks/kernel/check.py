"""What a cell calls: `check(f)` for the learner, `points(f)` in a hidden test where nbgrader executes notebooks itself."""

import os
import random
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import cache
from importlib import import_module
from io import StringIO
from typing import Any

import numpy
import torch

from grader.checking.messages import FAULT
from grader.checking.verdict import ExerciseVerdict, Status
from grader.course.loaded import course_module
from grader.course.nearest import nearest
from grader.grading import record, score
from grader.grading.judge import Judge
from grader.grading.terms import Terms
from grader.notebooks.kernel import card
from grader.notebooks.kernel.backend import LEARNER, Kernel
from grader.notebooks.kernel.course_importer import course_of_notebook
from grader.notebooks.kernel.live import Find
from grader.notebooks.kernel.shell import show

SEED = 0


class NotRightYet(AssertionError):
    """What `nbgrader validate` reports for an exercise; its text is the card."""


def check(function: Callable[..., Any]) -> None:
    """Check one of the course's functions by the public checks, here in this kernel, and show the verdict as a card.

    Raises NotRightYet under `nbgrader validate`, which goes by exceptions. Raises TypeError for what is no exercise.
    """
    judge, kernel = _opened(public=True)
    with _quiet(), _own_random_numbers():
        verdict = _verdict(judge, kernel, function)
        image = _picture(verdict, judge, function)
    shown = _exercise(verdict)
    if os.environ.get("NBGRADER_VALIDATING") and verdict.status is not Status.PASSED:
        raise NotRightYet(card.text(shown, points=False))
    show(card.text(shown, points=False), card.html(shown, points=False, picture=image))


def points(function: Callable[..., Any]) -> float:
    """The points that a function earns by all checks, for nbgrader's partial credit. Nothing that it prints or warns counts.

    Raises NotJudged where the grader itself failed at a check.
    """
    judge, kernel = _opened(public=False)
    with _quiet(), _own_random_numbers():
        earned = score.points(_verdict(judge, kernel, function))
    if earned is None:
        raise NotJudged(FAULT.message)
    return earned


class NotJudged(Exception):
    """There is no telling what a function is worth."""


@cache
def _opened(public: bool) -> tuple[Judge, Kernel]:
    """The judge by the public checks or by all, and what runs the learner's functions for it."""
    course = course_of_notebook()
    kernel = Kernel(course, lends=not public)
    with _quiet():
        return kernel.judge(Terms(SEED, course.find_data().name), (course.checks / "public",) if public else ()), kernel


def _verdict(judge: Judge, kernel: Kernel, function: Callable[..., Any]) -> ExerciseVerdict:
    name = getattr(function, "__name__", "") if callable(function) else ""
    if name not in judge.course.exercises:
        shown = name or type(function).__name__
        raise TypeError(
            f"check() wants a function of the course, such as check({next(iter(judge.course.exercises))}); "
            f"{shown} is none. {nearest(judge.course, shown)}"
        )
    kernel.around = getattr(function, "__globals__", None) or vars(sys.modules[function.__module__])
    kernel.find = _finder(name, function, kernel.around)
    wanted = frozenset([name, *judge.course.prerequisites(name)])
    for each in wanted:  # imported while the notebook's own folder is the working directory
        with suppress(Exception):
            kernel.find(judge.course.exercises[each].unit, each)
    with closing(judge.verdicts(LEARNER, wanted)) as verdicts:
        return next(each for each in verdicts if each.name == name)


def _finder(judged: str, function: Callable[..., Any], around: dict[str, Any]) -> Find:
    """Finds what the function sees: itself, its neighbours in the notebook or the module, then the learner's other units."""

    def find(unit: str, name: str) -> Any:
        if name == judged:
            return function
        return around[name] if name in around else getattr(import_module(unit), name)

    return find


def _picture(verdict: ExerciseVerdict, judge: Judge, function: Callable[..., Any]) -> tuple[str, str] | None:
    """A picture for the card by the course's extras/card.py: what it shows, in words, and a PNG in base 64."""
    extra = course_module(judge.course, "extras.card")
    found: tuple[str, str] | None = extra.picture(verdict, judge.given, function) if extra else None
    return found


def _exercise(verdict: ExerciseVerdict) -> card.Exercise:
    made: card.Exercise = record.make("", [verdict], seed=SEED, device="cpu", data="")["exercises"][0]
    return made


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


@contextmanager
def _own_random_numbers() -> Iterator[None]:
    """Leave the kernel's random numbers as they were, though every check seeds its own."""
    states = torch.get_rng_state(), numpy.random.get_state(), random.getstate()
    try:
        yield
    finally:
        torch.set_rng_state(states[0])
        numpy.random.set_state(states[1])
        random.setstate(states[2])
