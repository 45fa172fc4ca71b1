"""Files that the manifest does not know: what was left behind where a unit or an exercise was renamed or taken out."""

from collections.abc import Iterator
from pathlib import Path

from grader.course import Course
from grader.course.loaded import course_module, where
from grader.course.stubs import outdated

IN_UNITS = {"checks/public": "check_", "checks/hidden": "check_", "solutions/styles": ""}  # folders of units; how files begin there
BESIDE = {"equivalent.toml"}  # files of a unit that are of no single exercise


def unlisted(course: Course) -> Iterator[str]:
    """Every file and folder that is there for a unit or an exercise which course.toml does not list; stubs that are out of date."""
    for folder in ("solutions", "assignments"):
        known = set(course.modules(folder))
        for path in sorted((course.root / folder).glob("*.py")):
            if path not in known:
                yield f"{folder}/{path.name} is not in course.toml: list it there, or remove it"
    for path in outdated(course.root / "solutions", course.root / "assignments"):
        yield f"assignments/{path.name} is out of date: run `grader dev stubs`"
    for folder, prefix in IN_UNITS.items():
        for path in _folders(course.root / folder):
            yield from _in_unit(course, path, prefix)


def left_out(course: Course) -> tuple[set[str], set[str]]:
    """The names of units, and those of exercises, that files are there for and that course.toml does not list."""
    units = {path.stem for folder in ("solutions", "assignments") for path in (course.root / folder).glob("*.py")}
    exercises: set[str] = set()
    for folder, prefix in IN_UNITS.items():
        for path in _folders(course.root / folder):
            units.add(path.name)
            exercises |= {each.stem.removeprefix(prefix) for each in path.glob(f"{prefix}*.py")}
    known = {path.stem for path in course.modules("solutions")}
    return units - known, exercises - set(course.exercises)


def unknown_to_extras(course: Course) -> Iterator[str]:
    """Units and exercises that the course's pictures and its page to play with are made for, and that it does not have."""
    units, exercises = {each.name for each in course.units}, set(course.exercises)
    for name, known, what in (("show", units, "unit"), ("play", exercises, "exercise")):
        try:
            extra = course_module(course, f"extras.{name}")
        except Exception as error:
            yield f"extras/{name}.py cannot be read: {where(error, course)}"
            continue
        found = getattr(extra, "UNITS", ())
        for each in found.values() if isinstance(found, dict) else found:
            if each not in known:
                yield f"extras/{name}.py: its UNITS name {each}, which is no {what} of course.toml: rename it there, or take it out"


def _folders(folder: Path) -> list[Path]:
    """The folders of units in a folder."""
    return sorted(path for path in folder.glob("*") if path.is_dir() and path.name != "__pycache__")


def _in_unit(course: Course, folder: Path, prefix: str) -> Iterator[str]:
    shown = folder.relative_to(course.root).as_posix()
    unit = course.unit(folder.name)
    if unit is None:
        if any(path.is_file() for path in folder.iterdir()):
            yield f"{shown}/ is there for a unit that course.toml does not list: rename the folder, remove it, or list the unit"
        return
    known = {f"{prefix}{each.name}.py" for each in unit.exercises} | BESIDE
    for path in sorted(each for each in folder.iterdir() if each.is_file()):
        if path.name not in known and path.suffix in (".py", ".toml"):
            cure = "rename it, remove it, or list the exercise in course.toml"
            yield f"{shown}/{path.name} is named after no exercise of its unit: {cure}"
