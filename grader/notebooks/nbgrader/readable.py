"""Whether a submitted notebook can be read: tried in a process aside, before nbgrader opens it where the grades are written."""

import os
import stat
from pathlib import Path

import nbformat

from grader.notebooks.nbgrader.names import is_test
from grader.submission.aside.reader import Unreadable, aside
from grader.submission.cells import DAMAGED, read_cells
from grader.submission.collected import MAX_NOTEBOOK

MAX_CELLS = 5_000
NONE = "it is not a notebook"


def trouble_of(path: Path) -> str:
    """Why nbgrader must not open this file; empty where nothing speaks against it."""
    if found := trouble_outside(path):
        return found
    try:
        return aside(look_at, os.path.abspath(path))
    except Unreadable as error:
        return str(error)


def named_in(paths: list[Path]) -> dict[Path, set[str]]:
    """The names of the test cells in each of these notebooks; none in what cannot be read."""
    fit = [each for each in paths if not trouble_outside(each)]
    try:
        found = aside(name_tests, [os.path.abspath(each) for each in fit])
    except Unreadable:
        found = [[] for _ in fit]
    return {path: set(names) for path, names in zip(fit, found, strict=True)}


def look_at(path: str) -> str:
    """What is wrong with a notebook; to be called aside."""
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.writes(notebook)
        cells = notebook.cells
        whole = isinstance(cells, list) and isinstance(notebook.metadata, dict) and isinstance(notebook.nbformat_minor, int)
        whole = whole and all(isinstance(each.source, str) and isinstance(each.metadata, dict) for each in cells)
    except (RecursionError, MemoryError):
        raise
    except Exception:  # whatever a file that is no notebook leads nbformat into, its own assertions among it
        return NONE
    if len(cells) > MAX_CELLS:
        return f"it has more than {MAX_CELLS} cells"
    return "" if whole else NONE


def name_tests(paths: list[str]) -> list[list[str]]:
    """The names of the test cells in each notebook; to be called aside."""
    return [[name for name in _names(Path(each)) if isinstance(name, str) and is_test(name)] for each in paths]


def _names(path: Path) -> list[object]:
    try:
        return [each.name for each in read_cells(path.read_text(encoding="utf-8-sig"))]
    except (OSError, *DAMAGED):
        return []


def trouble_outside(path: Path) -> str:
    """What can be said against a file without opening it."""
    try:
        status = os.lstat(path)
    except OSError:
        return "it cannot be opened"
    if not stat.S_ISREG(status.st_mode):
        return "it is no ordinary file"
    return f"it is larger than {MAX_NOTEBOOK >> 20} MiB" if status.st_size > MAX_NOTEBOOK else ""
