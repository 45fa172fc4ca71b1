"""A mistyped name: which one was meant."""

from difflib import get_close_matches

from grader.course import Course


def nearest(course: Course, name: str) -> str:
    """A sentence that helps whoever mistyped an exercise's name."""
    near = get_close_matches(name, course.exercises, n=1)
    return f"Did you mean {near[0]}?" if near else "The units list them all."
