"""A known mistake in the modules that it stands on: the reference, or the learner's own work where there are no solutions."""

import ast
import hashlib
import inspect
import json
import textwrap
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from grader.checking.kit import Mistake
from grader.course import Course
from grader.submission.model import Submission


def insert(course: Course, mistake: Mistake, base: dict[str, str] | None = None) -> Submission:
    """The reference, or the modules of `base`, with this mistake in them. Also how `grader verify` proves that each is caught."""
    modules = dict(course.reference if base is None else base)
    unit = course.exercises[mistake.exercise].unit
    parts = [modules[unit], _imports(Path(inspect.getfile(mistake.function))), _source(mistake)]
    modules[unit] = "\n".join([*parts, f"{mistake.exercise} = {mistake.name}", ""])
    return Submission(f"mistake {mistake.exercise}.{mistake.name}", modules, {})


def digest(base: dict[str, str], course: Course, mistake: Mistake) -> str:
    """The sha256 of all that the mistake is inserted into; the learner's version of the exercise itself makes no difference."""
    modules = dict(base)
    unit = course.exercises[mistake.exercise].unit
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):  # what cannot be parsed is compared as text
        tree = ast.parse(modules[unit])
        tree.body = [node for node in tree.body if getattr(node, "name", None) != mistake.exercise]
        modules[unit] = ast.dump(tree)
    return hashlib.sha256(json.dumps(modules, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _source(mistake: Mistake) -> str:
    """The text of the function or class, below that of the classes of the same file that it builds on."""
    found = mistake.function
    parts = (
        [each for each in reversed(found.__mro__) if each.__module__ == found.__module__]
        if isinstance(found, type)
        else [found]
    )
    return "\n\n".join(map(_text, parts))


def _text(function: Callable[..., Any]) -> str:
    """The text of a function or class without its decorators."""
    text = textwrap.dedent(inspect.getsource(function))
    node = ast.parse(text).body[0]
    assert isinstance(node, (ast.FunctionDef, ast.ClassDef))
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
