"""What is still missing in the texts of the course, found without running any of them."""

import ast
import re
from collections.abc import Iterator

from grader.authoring.files import beside_units, tree
from grader.course import Course, read_source
from grader.course.find import MANIFEST
from grader.course.lines import line_of

WANTED = re.compile(
    r"""\bTODO\b:? *(?P<what>.*?)[\s"'.,;)]*$"""
)  # what `grader new-exercise` leaves where something is to be written


def broken(course: Course) -> Iterator[str]:
    """Files that cannot be read or are not there, and exercises that no solution defines: with these nothing else can be tried."""
    for unit in course.units:
        path = course.root / "solutions" / f"{unit.name}.py"
        try:
            body = tree(path).body
        except SyntaxError as error:
            yield f"solutions/{path.name}:{error.lineno}: {error.msg}"
            continue
        defined = {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
        for exercise in unit.exercises:
            if exercise.name not in defined:
                yield (
                    f"solutions/{path.name} defines no {exercise.name}, which course.toml lists: "
                    "write it, or take it out of course.toml"
                )
        if not (course.root / "assignments" / path.name).is_file():
            yield f"assignments/{path.name} is missing: run `grader dev stubs`"
    for path in beside_units(course):
        try:
            tree(path)
        except SyntaxError as error:
            yield f"{path.relative_to(course.root).as_posix()}:{error.lineno}: {error.msg}"
    yield from _without_files(course)


def _without_files(course: Course) -> Iterator[str]:
    """Patterns of the data that no file is like."""
    text = read_source(course.root / MANIFEST)
    for number, tier in enumerate(course.tiers):
        for at, pattern in enumerate(tier.files):
            if not any(course.root.glob(pattern)):
                line = line_of(text, ("data", number, "files", at))
                yield f"{MANIFEST}:{line}: no file is like {pattern}: add the data, or take the pattern out"


def unwritten(course: Course) -> Iterator[str]:
    """Every line of the solutions, of the check files and of the manifest that still says what is to be written."""
    files = [course.root / "course.toml", *sorted((course.root / "solutions").glob("*.py"))]
    for path in files + sorted(course.checks.glob("*/*/check_*.py")):
        shown = path.relative_to(course.root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if found := WANTED.search(line):
                yield f"{shown}:{number}: still to be written: {found['what'] or 'what stands there'}"
