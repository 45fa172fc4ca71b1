"""The course as notebooks: `from grader.notebooks import check`, and what nbgrader needs.

Whatever a cell calls is imported when it is first asked for: nbgrader's own commands import this package, too, and need none of it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.notebooks.kernel.check import check as check
    from grader.notebooks.kernel.check import points as points
    from grader.notebooks.kernel.course_importer import prepare as prepare

HOMES = {
    "check": "grader.notebooks.kernel.check",
    "points": "grader.notebooks.kernel.check",
    "prepare": "grader.notebooks.kernel.course_importer",
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(HOMES[name]), name)
