"""A mistyped name: which one was meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from grader.course.model import Course


def nearest(course: Course, name: str) -> str:
    """A sentence that helps whoever mistyped an exercise's name."""
    near = nearest_of(course.exercises, name)
    return f"Did you mean {near}?" if near else "The units list them all."


def nearest_of(names: Iterable[str], name: str) -> str:
    """The one of `names` that is most like `name`; "" where none is like it."""
    return next(iter(get_close_matches(name, list(names), n=1)), "")
