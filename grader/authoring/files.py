"""The Python files of a course that is written."""

import ast
from pathlib import Path

from grader.course import Course, read_source


def check_files(course: Course) -> list[Path]:
    """The check files of the course's exercises that are there."""
    paths = [
        course.checks / kind / each.unit / f"check_{each.name}.py"
        for kind in ("public", "hidden")
        for each in course.exercises.values()
    ]
    return [path for path in paths if path.is_file()]


def beside_units(course: Course) -> list[Path]:
    """The files of checks and extras that are the course's, without those for units and exercises that it does not list."""
    shared = [path for pattern in ("*.py", "oracles/*.py", "helpers/*.py") for path in sorted(course.checks.glob(pattern))]
    return [*shared, *check_files(course), *sorted((course.root / "extras").rglob("*.py"))]


def tree(path: Path) -> ast.Module:
    """The syntax tree of a file. Raises SyntaxError, and CourseError where it is missing."""
    return ast.parse(read_source(path))
