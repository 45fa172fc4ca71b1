"""The examples in an exercise's docstring, as one public check: each line must give what stands below it.

They are those of its docstring, or where that has none, those of the text above it that use it.
"""

import ast
import doctest
import re
from collections.abc import Callable, Mapping

import torch

from grader.checking.answer import derived, read
from grader.checking.expectation import expect
from grader.checking.student import Student
from grader.course import Course

TOLERANCE = 2e-4  # what is printed has four decimals
NAMES = {"tensor": torch.tensor, "torch": torch, "nan": float("nan"), "inf": float("inf")}  # as torch prints them
FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(course: Course, exercise: str) -> list[doctest.Example]:
    """The examples of an exercise, in order; none where there are none that can be run."""
    text = course.reference[course.exercises[exercise].unit]
    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == exercise:
            parser = doctest.DocTestParser()
            above = _text_above("\n".join(text.split("\n")[: node.lineno - 1]))
            shown = "\n".join(each for each in FENCE.findall(above) if f"{exercise}(" in each)
            return parser.get_examples(ast.get_docstring(node) or "") or parser.get_examples(shown)
    return []


def _text_above(source: str) -> str:
    """The last text cell of jupytext's percent format."""
    *_, last = re.split(r"^# %% \[markdown\].*$", source, flags=re.MULTILINE)
    return re.sub(r"^# ?", "", last, flags=re.MULTILINE)


def by_position(source: str, signatures: Mapping[str, tuple[str, ...]]) -> str:
    """The same with the arguments of the course's functions by position, since a learner may call the parameters as they like."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names = signatures.get(node.func.id, ())[len(node.args) :]
            given = {each.arg: each.value for each in node.keywords}
            if given and set(names[: len(given)]) == set(given):
                node.args, node.keywords = [*node.args, *(given[name] for name in names[: len(given)])], []
    return ast.unparse(tree)


def check_of(
    exercise: str, found: list[doctest.Example], signatures: Mapping[str, tuple[str, ...]]
) -> Callable[[Student], None]:
    """A check that runs them all, and compares what each gives with what stands below it.

    Args:
        exercise, found: the examples, and whose they are.
        signatures: the names of the parameters of the course's functions and classes.
    """
    sources = [by_position(each.source, signatures) for each in found]
    wanted = [eval(each.want, dict(NAMES)) if each.want else None for each in found]  # the course's own text

    def check_examples(student: Student) -> None:
        """gives what the examples in its text say"""
        values = student.example(exercise, sources)
        for example, got, expected in zip(found, read(values), wanted, strict=True):
            if expected is not None:
                expect(derived(values, value=got), f"`{' '.join(example.source.split())}`").equals(expected, TOLERANCE)

    return check_examples
