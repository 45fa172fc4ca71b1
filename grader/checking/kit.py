"""What a check file is written with: `expect`, `read`, `fail`, `mistake`, `change`, `gives`, `needs`.

    expect(student.mnist_distance(a, b)).has_shape(25)

A check that is not met raises CheckFailed, which becomes the two to four lines that the learner reads.
"""

import sys
from collections.abc import Callable, Sequence
from inspect import unwrap  # a static method's function
from pathlib import Path
from typing import Any, TypeVar, overload

from grader.checking.answer import called as called
from grader.checking.answer import derived as derived
from grader.checking.answer import peek as peek
from grader.checking.answer import read as read
from grader.checking.change import change as change
from grader.checking.check_failed import CheckFailed as CheckFailed
from grader.checking.check_failed import fail as fail
from grader.checking.expectation import expect as expect
from grader.checking.gives import gives as gives
from grader.checking.phrases import kind as kind
from grader.checking.short_form import ShortForm

Function = TypeVar("Function", bound=Callable[..., Any])


class Mistake:
    """A tiny wrong version of the exercise, and the sentence that helps whoever wrote it. Made by `mistake`.

    `version` is a function or a class, or a short form of one: what `change` or `gives` gives. `path` is the check file, and
    `exercise` the one that it is named after.
    """

    def __init__(self, sentence: str, version: Callable[..., Any] | ShortForm, name: str, path: Path) -> None:
        self.sentence = sentence
        self.version = version
        self.name = name
        self.path = path
        self.exercise = path.stem.removeprefix("check_")


MISTAKES: dict[str, list[Mistake]] = {}


@overload
def mistake(name: str, sentence: str, version: ShortForm) -> None: ...


@overload
def mistake(name: str) -> Callable[[Function], Function]: ...


def mistake(name: str, sentence: str = "", version: ShortForm | None = None) -> Callable[[Function], Function] | None:
    """Register a wrong version of the exercise. Most common first: the first that answers as the learner's code did is named.

    The exercise is the one that the file is named after: `check_mnist_distance.py`. There are three forms:

    - `mistake(name, sentence, change(...))`, where a small change of the right answer makes it;
    - `mistake(name, sentence, gives(...))`, where it takes what the right answer takes, and one expression says what it gives;
    - `@mistake(sentence)` above a wrong version that is written out, a function or a class (with a method of its own). It is
      inserted into the reference in the exercise's own unit, so it sees what the reference sees, plus the libraries that the check
      file imports.

    Args:
        name: what reports call it. In the last form this one argument is the sentence, and the name is the function's.
        sentence: what the learner reads as the last line of the message: what it looks as if they did, and what to do.
        version: what `change` or `gives` gives.

    Returns:
        In the last form a decorator that gives the function or class back unchanged.

    Examples:
        >>> mistake("no_abs", "The signs cancel out: take .abs() before the mean.", change(".abs()", ""))
        >>> mistake("sees_no_b", "It looks as if b is not looked at: take it away from a.", gives("a.abs().mean((-1, -2))"))
        >>> @mistake("You averaged over the images too: take the mean over the last two axes only.")
        ... def averages_everything(a, b):
        ...     return (a - b).abs().mean()
    """
    if version is not None:
        _register(Mistake(sentence, version, name, Path(sys._getframe(1).f_code.co_filename)))
        return None

    def register(function: Function) -> Function:
        _register(Mistake(name, function, function.__name__, Path(_home(function))))
        return function

    return register


def _register(found: Mistake) -> None:
    known = MISTAKES.setdefault(found.exercise, [])
    known[:] = [each for each in known if (each.name, each.path) != (found.name, found.path)] + [found]


def needs(*checks: Callable[..., Any]) -> Callable[[Function], Function]:
    """Judge this check only when the given ones of the same file passed; else it is "not checked" and names its blocker.

    Args:
        checks: check functions that stand above this one in the file.

    Returns:
        A decorator that gives the check back, with the names of the others in its attribute `needs`.

    Examples:
        >>> @needs(check_one_distance_per_image)
        ... def check_values(student, digits): ...
    """

    def mark(function: Function) -> Function:
        function.needs = tuple(check.__name__ for check in checks)  # type: ignore[attr-defined]  # read by the session
        return function

    return mark


def _home(function: Any) -> str:
    """The file in which a function or a class was written."""
    code = getattr(function, "__code__", None)
    if code is None:
        methods: Sequence[Any] = [each for each in map(unwrap, vars(function).values()) if hasattr(each, "__code__")]
        code = methods[0].__code__
    return str(code.co_filename)
