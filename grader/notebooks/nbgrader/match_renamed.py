"""What becomes of a learner's notebooks before nbgrader opens them.

One that came back under another name, "unit (1).ipynb" or "alice.ipynb", gets the name that nbgrader knows: it skips
any other, and gives the notebook that it misses a zero. One that an editor saved with a byte order mark loses it, since nbgrader
cannot read it. One that cannot be read is taken away: what it does to the process that opens it, it would do to the whole class.
"""

import codecs
import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path

from grader.notebooks.nbgrader.names import test_name
from grader.notebooks.nbgrader.readable import named_in, trouble_of, trouble_outside

log = logging.getLogger(__name__)


def adopt_renamed(units: dict[str, list[str]], assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's pre_convert_hook: put a copy of a renamed notebook under the name that the unit's notebook has, and leave out what
    cannot be read. Where nothing is left, nbgrader itself says that this learner's work could not be processed, and goes on.

    Args:
        units: the names of the course's exercises, by unit.
        assignment, student: what nbgrader was asked for; patterns, perhaps.
        notebooks: the paths of one submission's notebooks; changed in place, since nbgrader goes on with this list.
    """
    if not notebooks:
        return
    folder = Path(notebooks[0]).parent
    found = renamed(folder, units)
    if found is not None:
        unit, path = found
        target = folder / f"{unit}.ipynb"
        shutil.copy(path, target)
        log.warning("%s was taken for %s, which is missing.", path.name, target.name)
        notebooks[:] = [str(target)]
    every = folder.name not in units
    for each in list(notebooks):
        opened = every or Path(each).stem == folder.name  # of a unit, nbgrader opens the one notebook
        if opened and not trouble_outside(Path(each)):
            _drop_mark(Path(each))
        if opened and (trouble := trouble_of(Path(each))):
            log.error("%s could not be read: %s. It is left out.", each, trouble)
            notebooks.remove(each)


def _drop_mark(path: Path) -> None:
    with suppress(OSError), open(path, "r+b") as file:
        if file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8:
            content = file.read()
            file.seek(0)
            file.write(content)
            file.truncate()


def renamed(folder: Path, units: dict[str, list[str]]) -> tuple[str, Path] | None:
    """The unit that a folder of a submission is for, and the file that must be its notebook; None where nothing is amiss.

    The folder is named for the unit and lacks its notebook, and one of the notebooks there holds the unit's test cells.
    """
    if folder.name not in units or os.path.lexists(folder / f"{folder.name}.ipynb"):
        return None
    tests = {test_name(each) for each in units[folder.name]}
    counts = {path: len(tests & found) for path, found in named_in(sorted(folder.glob("*.ipynb"))).items()}
    best = max(counts, key=lambda path: (counts[path], path.stat().st_mtime), default=None)
    return (folder.name, best) if best is not None and counts[best] else None
