"""Which course: the one that GRADER_COURSE names, else the one that came with the engine."""

import os
from pathlib import Path

from grader import VARIABLE
from grader.course.model import CourseError

MANIFEST = "course.toml"
ENGINE = Path(__file__).resolve().parents[1]
INSTALLED = ENGINE / "_course"  # the copy inside an installed package


def find_root() -> Path:
    """The folder of the course: it holds course.toml. Raises CourseError, with the cure, where there is none.

    A course that is named by the variable is also that of every process that is started from here.
    """
    if named := os.environ.get(VARIABLE):
        root = Path(named).resolve()
        if not (root / MANIFEST).is_file():
            raise CourseError(f"{VARIABLE} names {named}, which holds no {MANIFEST}: name the folder of a course.")
        return root
    for root in (INSTALLED, ENGINE.parent):
        if (root / MANIFEST).is_file():
            return root
    raise CourseError(f"{MANIFEST} is missing: reinstall the package, or clone the repository again.")
