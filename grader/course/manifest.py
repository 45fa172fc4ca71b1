"""Read course.toml, and refuse what it must not say, with the place and the cure."""

import re
import tomllib
from pathlib import Path
from typing import Any

from grader.course.data import Tier
from grader.course.find import find_root
from grader.course.model import Course, CourseError, Exercise, Limits, Package, Question, Unit

ID = re.compile(r"[a-z][a-z0-9-]{0,59}")


def load(root: Path | None = None) -> Course:
    """Read and check the manifest in `root`; raises CourseError with the place and the cure."""
    root = root or find_root()
    path = root / "course.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(f"{path} is missing.") from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path}: {error}") from None
    defaults = raw.get("limits", {})
    units = tuple(_unit(number, entry, defaults) for number, entry in enumerate(raw.get("unit", []), start=1))
    course = Course(
        root,
        raw.get("title", "Course"),
        units,
        tuple(raw.get("support", ())),
        raw.get("points"),
        id=raw.get("id", "course"),
        tiers=tuple(_tier(entry) for entry in raw.get("data", [])),
        ignored=frozenset(raw.get("ignore", ())),
        libraries=frozenset(raw.get("libraries", ())),
        package=_package(raw.get("package", {})),
    )
    if course.stated is not None and not isinstance(course.stated, (int, float)):
        raise CourseError(f"{path}: points, at its top, is what all exercises are worth together: write a number.")
    _check(course, path)
    return course


def load_solved() -> Course:
    """The course with its solutions. Raises CourseError also where they are missing, as in a learner's kit."""
    course = load()
    if not course.has_solutions:
        raise CourseError(
            "This needs the solutions, which a learner's kit comes without: run it in a clone of the course."
        )
    return course


def _tier(entry: dict[str, Any]) -> Tier:
    try:
        tier = Tier(**{**entry, "files": tuple(entry.get("files", ()))})
    except TypeError as error:
        raise CourseError(f"course.toml: the data {entry.get('name', '?')}: {error}.") from None
    if bool(tier.files) == bool(tier.variable):
        raise CourseError(
            f"course.toml: the data {tier.name} need either `files` in the course, or a `variable` that names a folder outside."
        )
    return tier


def _package(entry: dict[str, Any]) -> Package:
    try:
        return Package(**{**entry, "requires": tuple(entry.get("requires", ()))})
    except TypeError as error:
        raise CourseError(f"course.toml: [package]: {error}.") from None


def _unit(number: int, entry: dict[str, Any], defaults: dict[str, Any]) -> Unit:
    name = entry["name"]
    questions = tuple(_question(each) for each in entry.get("question", []))
    exercises = tuple(_exercise(each, name, defaults, questions) for each in entry.get("exercise", []))
    return Unit(name, entry["title"], exercises, questions, entry.get("short", str(number)))


def _question(entry: dict[str, Any]) -> Question:
    try:
        return Question(**{**entry, "rubric": tuple(entry.get("rubric", ()))})
    except TypeError as error:
        raise CourseError(f"course.toml: the question {entry.get('name', '?')}: {error}.") from None


def _exercise(entry: dict[str, Any], unit: str, defaults: dict[str, Any], questions: tuple[Question, ...]) -> Exercise:
    name = entry.get("name", f"an exercise of {unit}")
    try:
        limits = Limits(**{**defaults, **entry.pop("limits", {})})
        needs, hints = tuple(entry.pop("needs", ())), tuple(entry.pop("hints", ()))
        own = tuple(each for each in questions if each.exercise == name)
        return Exercise(unit=unit, limits=limits, questions=own, needs=needs, hints=hints, **entry)
    except TypeError as error:
        raise CourseError(f"course.toml: {name}: {error}.") from None


def _check(course: Course, path: Path) -> None:
    if not ID.fullmatch(course.id):
        raise CourseError(f"{path}: id is {course.id!r}; it is part of file names: use a-z, 0-9 and -, and begin with a letter.")
    if not course.units:
        raise CourseError(f"{path} lists no unit.")
    seen: set[str] = set()
    for unit in course.units:
        for exercise in unit.exercises:
            if exercise.name in seen:
                raise CourseError(f"{path}: the exercise {exercise.name} is listed twice.")
            for need in exercise.needs:
                if need not in seen:
                    raise CourseError(f"{path}: {exercise.name} needs {need}, which does not come before it.")
            seen.add(exercise.name)
            if exercise.device not in ("", "cpu"):
                raise CourseError(f'{path}: {exercise.name} names the device {exercise.device!r}; only "cpu" can be named.')
            if not exercise.points >= 0:
                raise CourseError(f"{path}: {exercise.name} has {exercise.points} points; the least is 0, for a bonus.")
    behind = list(course.exercises)[len(course.scored) :]
    if late := [name for name in behind if not course.exercises[name].bonus]:
        raise CourseError(f"{path}: {late[-1]} has points, so it comes before every bonus exercise (one of 0 points).")
