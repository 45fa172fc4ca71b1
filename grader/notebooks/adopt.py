"""A notebook that came back under another name: "unit02_similarity (1).ipynb", "alice.ipynb".

nbgrader skips a notebook whose name it does not know and gives the one that it misses a zero.
"""

import json
import logging
import shutil
from pathlib import Path
from typing import Any

from grader import course as courses
from grader.notebooks.names import is_test, test_name

log = logging.getLogger(__name__)


def adopt_renamed(assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's pre_convert_hook: put a copy of a renamed notebook under the name that the unit's notebook has.

    Args:
        assignment, student: what nbgrader was asked for; patterns, perhaps.
        notebooks: the paths of one submission's notebooks; changed in place, since nbgrader goes on with this list.
    """
    if not notebooks:
        return
    folder = Path(notebooks[0]).parent
    found = renamed(folder)
    if found is not None:
        unit, path = found
        target = folder / f"{unit}.ipynb"
        shutil.copy(path, target)
        log.warning("%s was taken for %s, which is missing.", path.name, target.name)
        notebooks[:] = [str(target)]


def renamed(folder: Path) -> tuple[str, Path] | None:
    """The unit that a folder of a submission is for, and the file that must be its notebook; None where nothing is amiss.

    The folder is named for the unit and lacks its notebook, and one of the notebooks there holds the unit's test cells.
    """
    units = {unit.name: unit for unit in courses.load().units}
    if folder.name not in units or (folder / f"{folder.name}.ipynb").exists():
        return None
    tests = {test_name(each.name) for each in units[folder.name].exercises}
    counts = {path: len(tests & _tests(path)) for path in sorted(folder.glob("*.ipynb"))}
    best = max(counts, key=lambda path: (counts[path], path.stat().st_mtime), default=None)
    return (folder.name, best) if best is not None and counts[best] else None


def _tests(path: Path) -> set[str]:
    """The names of the test cells in a notebook; none in what cannot be read."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        names: list[Any] = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return set()
    return {name for name in names if isinstance(name, str) and is_test(name)}
