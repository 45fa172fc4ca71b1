"""The course as notebooks: `from grader.notebooks import check`, and what nbgrader needs.

Whatever a cell calls is imported when it is first asked for: nbgrader's own commands import this package, too, and need none of it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.notebooks.earlier import prepare as prepare
    from grader.notebooks.kernel import check as check
    from grader.notebooks.kernel import points as points

HOMES = {
    "check": "grader.notebooks.kernel",
    "points": "grader.notebooks.kernel",
    "prepare": "grader.notebooks.earlier",
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(HOMES[name]), name)
