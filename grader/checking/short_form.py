"""A known mistake in a short form: made of the reference's definition of the exercise, where others are written out."""

import ast
from abc import ABC, abstractmethod

from grader.course import CourseError


class ShortForm(ABC):
    """What `mistake` takes in place of a wrong version that is written out."""

    @abstractmethod
    def written_out(self, source: str, exercise: str, name: str) -> str:
        """The wrong version of the exercise in `source`, as a function `name` without docstring, comments and annotations.

        Raises CourseError with a sentence without a full stop, for whoever knows the file: where there is no such function, and
        where the form does not fit it.
        """


def definition(source: str, exercise: str) -> ast.FunctionDef:
    """The exercise's function in `source`. Raises CourseError where there is none."""
    found = [each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef) and each.name == exercise]
    if not found:
        raise CourseError(f"there is no function {exercise}: write the mistake out")
    return found[-1]


def without_annotations(node: ast.FunctionDef) -> ast.FunctionDef:
    """The same node, with its annotations taken away."""
    given = node.args
    for each in [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]:
        each.annotation = None
    node.returns = None
    return node
