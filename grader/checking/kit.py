"""What a check file is written with: `expect`, `fail`, `mistake`, `needs`.

    expect(student.mnist_distance(a, b)).has_shape(25)

A check that is not met raises CheckFailed, which becomes the two to four lines that the learner reads.
"""

from collections.abc import Callable, Sequence
from inspect import unwrap  # a static method's function
from pathlib import Path
from typing import Any, TypeVar

from grader.checking.check_failed import CheckFailed as CheckFailed
from grader.checking.check_failed import fail as fail
from grader.checking.expectation import expect as expect
from grader.checking.phrases import kind as kind

Function = TypeVar("Function", bound=Callable[..., Any])


class Mistake:
    """A tiny wrong version of the exercise, and the sentence that helps whoever wrote it. Made by `mistake`.

    `name` is the function's own, `exercise` the exercise that its file is named after.
    """

    def __init__(self, sentence: str, function: Callable[..., Any]) -> None:
        self.sentence = sentence
        self.function = function
        self.name = function.__name__
        self.exercise = Path(_home(function)).stem.removeprefix("check_")


MISTAKES: dict[str, list[Mistake]] = {}


def mistake(sentence: str) -> Callable[[Function], Function]:
    """Mark a wrong version of the exercise. Most common first: the first that answers as the learner's code did is named.

    The function (or class) is inserted into the reference in the exercise's own unit, so it sees what the reference sees, plus the
    libraries that the check file imports. The exercise is the one that the file is named after: `check_mnist_distance.py`.

    Args:
        sentence: what the learner reads as the last line of the message: what it looks as if they did, and what to do.

    Returns:
        A decorator that gives the function or class back unchanged. A class needs a method of its own.

    Examples:
        >>> @mistake("You averaged over the images too: take the mean over the last two axes only.")
        ... def averages_everything(a, b):
        ...     return (a - b).abs().mean()
    """

    def register(function: Function) -> Function:
        found = Mistake(sentence, function)
        known = MISTAKES.setdefault(found.exercise, [])
        known[:] = [each for each in known if each.name != found.name] + [found]
        return function

    return register


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
