"""What is still missing in the texts of the course, found without running any of them."""

import ast
import re
from collections.abc import Iterator

from grader.course import Course, read_source

WANTED = re.compile(
    r"""\bTODO\b:? *(?P<what>.*?)[\s"'.,;)]*$"""
)  # what `grader new-exercise` leaves where something is to be written


def broken(course: Course) -> Iterator[str]:
    """Solutions that cannot be read, and exercises that none of them defines: with these nothing else can be tried."""
    for unit in course.units:
        path = course.root / "solutions" / f"{unit.name}.py"
        try:
            body = ast.parse(read_source(path)).body
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


def unwritten(course: Course) -> Iterator[str]:
    """Every line of the solutions, of the check files and of the manifest that still says what is to be written."""
    files = [course.root / "course.toml", *sorted((course.root / "solutions").glob("*.py"))]
    for path in files + sorted(course.checks.glob("*/*/check_*.py")):
        shown = path.relative_to(course.root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if found := WANTED.search(line):
                yield f"{shown}:{number}: still to be written: {found['what'] or 'what stands there'}"
