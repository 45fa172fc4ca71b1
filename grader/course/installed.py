"""The courses that are installed as packages: each is named by an entry point, and none is imported here."""

import re
from pathlib import Path

from grader.course.model import CourseError

GROUP = "grader.courses"  # entry points: the id of a course, and its package
PACKAGE = re.compile(r"course_\w+")


def installed() -> dict[str, str]:
    """The package of each installed course, by the course's id."""
    from importlib.metadata import entry_points  # only here: most commands find their course elsewhere

    found: dict[str, str] = {}
    for each in entry_points(group=GROUP):
        found.setdefault(each.name, each.value)
    return found


def open_installed(name: str, package: str) -> Path:
    """The folder of an installed course. Raises CourseError where there is none, or where the package has another kind of name."""
    from importlib.util import find_spec

    if not PACKAGE.fullmatch(package):
        raise CourseError(
            f"The installed course {name} is the package {package}, where learners' code may read its answers:\n"
            "only packages named course_* are hidden. Install a release of it whose package has such a name."
        )
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    if not places:
        raise CourseError(f"The installed course {name} has no folder {package}: install it again.")
    return Path(places[0]).resolve()
