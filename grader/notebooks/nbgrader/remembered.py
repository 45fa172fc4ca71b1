"""Which course a course folder was made of: nbgrader_config.py says so, in its call of `configure`."""

import ast
from pathlib import Path

from grader.course import CourseError
from grader.course.find import OPTION, Found, find
from grader.notebooks.nbgrader.names import CONFIG


def find_remembered(folder: Path, named: str) -> Found:
    """The course of a course folder: the one that its configuration names, else as any command finds it.

    Args:
        folder: nbgrader's course folder; it may be one that is still to be made.
        named: what the option --course says.

    Raises CourseError, also where the option names another course than the configuration.
    """
    known = said(folder)
    if not known:
        return find(named)
    found = find(known, by=str(folder / CONFIG))
    if named and find(named).root != found.root:
        raise CourseError(
            f"{folder / CONFIG} names the course {known}, and {OPTION} names {named}.\n"
            f"Leave {OPTION} out, or change that line: its sources and its gradebook are of that course."
        )
    return found


def said(folder: Path) -> str:
    """What `configure(c, course="...")` says in the folder's configuration; "" where it does not say so, or where there is none."""
    try:
        tree = ast.parse((folder / CONFIG).read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return ""
    for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
        if isinstance(call.func, ast.Name) and call.func.id == "configure":
            for each in call.keywords:
                if each.arg == "course" and isinstance(each.value, ast.Constant):
                    return str(each.value.value)
    return ""
