"""`grader new-exercise`: begin an exercise in the four places where an exercise lives."""

import os
import tomllib
from pathlib import Path

from rich.console import Console

from grader import course as courses
from grader.authoring import texts
from grader.authoring.insert import after_definition, after_entry, line_of
from grader.authoring.names import AuthoringError, find_unit, refuse
from grader.course import Course, CourseError, Unit, read_source
from grader.course.find import is_installed
from grader.results.write import write as write_whole


def new_exercise(unit: str, name: str, after: str | None) -> int:
    """Begin the exercise and say what is there now; the exit status (2, with the reason, where it cannot be begun)."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        written = write(courses.load(), unit, name, after)
    except (AuthoringError, CourseError) as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"{error}\nNothing was written.", markup=False)
        return 2
    except OSError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(
            f"{error.filename} cannot be written ({error.strerror}).", markup=False
        )
        return 2
    console.print(f"{name} is begun. Fill in what says TODO:", markup=False)
    for path, line in written.items():
        console.print(f"  {os.path.relpath(path)}:{line}", markup=False)
    console.print(f"Then `grader dev stubs`. `grader verify {name}` tells what is still missing.", markup=False)
    return 0


def write(course: Course, unit_name: str, name: str, after: str | None = None) -> dict[Path, int]:
    """Write the cells, the two check files and the entry of exercise `name` behind `after` (default: the unit's last).

    Returns the files, each with the line where the new text begins. Raises AuthoringError, before anything is written, where the
    name is taken or unfit, where unit or `after` is unknown, or where the manifest would not come out as meant.
    """
    if not course.has_solutions or is_installed(course.root):
        raise AuthoringError(
            "Exercises are written in a clone of the repository, where the solutions are: run it there."
        )
    unit = find_unit(course, unit_name)
    refuse(course, unit, name)
    places = [each.name for each in unit.exercises]
    if after is not None and after not in places:
        raise AuthoringError(
            f"{unit.name} has no exercise {after!r} to come after. It has these:\n{', '.join(places)}."
        )
    behind = after or (places[-1] if places else None)
    fresh = {course.checks / kind / unit.name / f"check_{name}.py": kind for kind in ("public", "hidden")}
    for path in fresh:
        if path.exists():
            raise AuthoringError(f"{os.path.relpath(path)} is there already: move it away, or choose another name.")
    cells, entry = texts.CELLS.format(name=name), texts.ENTRY.format(name=name)
    if unit.bonus:
        entry = entry.replace("points = 1", "points = 0")
    solution, manifest = course.root / "solutions" / f"{unit.name}.py", course.root / "course.toml"
    new = {
        solution: after_definition(read_source(solution), behind, cells),
        **{
            path: (texts.PUBLIC if kind == "public" else texts.HIDDEN).format(name=name) for path, kind in fresh.items()
        },
        manifest: after_entry(read_source(manifest), behind or unit.name, entry),
    }
    _examine(course, unit, name, behind, new[manifest])
    for path, text in new.items():
        write_whole(path, text)
    return {path: line_of(text, {solution: cells, manifest: entry}.get(path, "")) for path, text in new.items()}


def _examine(course: Course, unit: Unit, name: str, behind: str | None, manifest: str) -> None:
    """The manifest must hold what it held, with the new exercise in its place."""
    expected = {each.name: [exercise.name for exercise in each.exercises] for each in course.units}
    own = expected[unit.name]
    own.insert(own.index(behind) + 1 if behind else 0, name)
    try:
        found = {
            each["name"]: [e["name"] for e in each.get("exercise", [])] for each in tomllib.loads(manifest)["unit"]
        }
    except (tomllib.TOMLDecodeError, KeyError):
        found = {}
    if found != expected:
        raise AuthoringError(
            "course.toml is laid out in a way that the new entry does not fit into:\n"
            f"give each [[unit.exercise]] lines of its own, as the entries of {course.units[0].name} have them."
        )
