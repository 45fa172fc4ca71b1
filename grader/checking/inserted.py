"""A known mistake in the modules that it stands on: the reference, or the learner's own work where there are no solutions."""

import ast
import hashlib
import inspect
import json
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from grader.checking.kit import MISTAKES, Mistake
from grader.checking.short_form import ShortForm
from grader.course import Course, CourseError
from grader.course.source import Source
from grader.submission.model import Submission


def insert(course: Course, mistake: Mistake, base: dict[str, str] | None = None) -> Submission:
    """The reference, or the modules of `base`, with this mistake in them. Also how `grader verify` proves that each is caught."""
    modules = dict(course.reference if base is None else base)
    unit = course.exercises[mistake.exercise].unit
    parts = [modules[unit], _imports(mistake.path), text_of(course, mistake)]
    modules[unit] = "\n".join([*parts, f"{mistake.exercise} = {mistake.name}", ""])
    return Submission(f"mistake {mistake.exercise}.{mistake.name}", modules, {})


def digest(base: dict[str, str], course: Course, mistake: Mistake) -> str:
    """The sha256 of all that the mistake is inserted into; the learner's version of the exercise itself makes no difference."""
    modules = dict(base)
    unit = course.exercises[mistake.exercise].unit
    source = Source(modules[unit])
    if not source.error:  # what cannot be parsed is compared as text
        kept = [each.node for each in source.statements if getattr(each.node, "name", None) != mistake.exercise]
        modules[unit] = "\n".join(map(source.code, kept))
    return hashlib.sha256(json.dumps(modules, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def mistakes_of(course: Course, exercise: str) -> list[Mistake]:
    """The known mistakes of an exercise, in order; without solutions those alone that are written out, as in every release."""
    return [each for each in registered(course, exercise) if course.has_solutions or not isinstance(each.version, ShortForm)]


def registered(course: Course, exercise: str) -> list[Mistake]:
    """All that the course's own check files say of an exercise; another course that was read before may have one of this name."""
    found = MISTAKES.get(exercise, [])
    return [each for each in found if each.path.is_relative_to(course.checks)] or found


def text_of(course: Course, mistake: Mistake) -> str:
    """The wrong version as a function or class of the mistake's name, below the classes of the same file that it builds on.

    Raises CourseError, which names the file and the mistake, where a short form does not fit.
    """
    found = mistake.version
    if isinstance(found, ShortForm):
        try:
            return found.written_out(course.reference[course.exercises[mistake.exercise].unit], mistake.exercise, mistake.name)
        except CourseError as error:
            raise CourseError(f"checks/{'/'.join(mistake.path.parts[-3:])}: the mistake {mistake.name}: {error}.") from None
    return _source(found, mistake.path)


def misfits(course: Course) -> Iterator[str]:
    """A sentence for each known mistake whose short form does not fit the right answer."""
    for exercise in course.exercises:
        for each in registered(course, exercise):
            try:
                text_of(course, each)
            except CourseError as error:
                yield str(error)


@cache
def _source(found: Callable[..., Any], path: Path) -> str:
    if not isinstance(found, type):
        return _without_decorators(textwrap.dedent(inspect.getsource(found)))
    names = [each.__name__ for each in reversed(found.__mro__) if each.__module__ == found.__module__]
    text = path.read_text(encoding="utf-8")  # inspect asks sys.modules for a class, where another file may go by the same name
    classes = {each.name: each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.ClassDef)}
    lines = text.split("\n")
    return "\n\n".join("\n".join(lines[classes[each].lineno - 1 : classes[each].end_lineno]) for each in names)


def _without_decorators(text: str) -> str:
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.FunctionDef)
    return "\n".join(text.split("\n")[node.lineno - 1 :])


@cache
def _imports(path: Path) -> str:
    """The check file's imports of libraries, so that a mistake may use them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kept = [
        node
        for node in tree.body
        if (
            isinstance(node, ast.Import)
            or (isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] not in ("grader", "checks", "extras"))
        )
    ]
    return "\n".join(ast.unparse(node) for node in kept)
