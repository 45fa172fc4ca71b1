"""Read course.toml, and refuse what it must not say, with the line, the place and the cure."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from grader.course.data import Tier
from grader.course.find import MANIFEST, find_root
from grader.course.form import Wrong, examine
from grader.course.model import Course, CourseError, Exercise, Limits, Package, Question, Unit
from grader.course.sense import make_sense

NO_TOML = re.compile(r"(?P<what>.+) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)  # as tomllib says it


def load(root: Path | None = None) -> Course:
    """Read and check the manifest in `root`; raises CourseError with the line, the place and the cure."""
    root = root or find_root()
    path = root / MANIFEST
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"{path} is missing.") from None
    except OSError as error:
        raise CourseError(f"{_shown(path)} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise CourseError(f"{_shown(path)} is no text in UTF-8: save it so.") from None
    raw = _parse(text, path)
    try:
        examine(raw)
        course = _course(root, raw)
        make_sense(course, raw)
    except Wrong as wrong:
        raise CourseError(f"{_placed(text, path, wrong)}: {wrong.sentence}") from None
    return course


def load_solved() -> Course:
    """The course with its solutions. Raises CourseError also where they are missing, as in a learner's kit."""
    course = load()
    if not course.has_solutions:
        raise CourseError(
            "This needs the solutions, which a learner's kit comes without: run it in a clone of the course."
        )
    return course


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = NO_TOML.fullmatch(str(error))
        if found is None:
            raise CourseError(f"{_shown(path)} is no TOML: {error}.") from None
        what, line, column = found.groups()
        raise CourseError(f"{_shown(path)}, line {line}: this is no TOML: {what} (column {column}).") from None
    except (ValueError, RecursionError):
        cure = "shorten a number that is thousands of places long, or take lists out of one another"
        raise CourseError(f"{_shown(path)} cannot be read: {cure}.") from None


def _placed(text: str, path: Path, wrong: Wrong) -> str:
    from grader.course.lines import line_of  # here: a manifest without a fault is read without it

    return f"{_shown(path)}, line {line_of(text, wrong.place)}" if wrong.place else _shown(path)


def _shown(path: Path) -> str:
    """The path as a person would type it: from here where it lies below, else the whole."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _course(root: Path, raw: dict[str, Any]) -> Course:
    return Course(
        root,
        raw["title"],
        tuple(_unit(number, entry, raw.get("limits", {})) for number, entry in enumerate(raw["unit"], start=1)),
        tuple(raw.get("support", ())),
        raw.get("points"),
        id=raw["id"],
        tiers=tuple(Tier(**_frozen(entry)) for entry in raw.get("data", [])),
        ignored=frozenset(raw.get("ignore", ())),
        libraries=frozenset(raw.get("libraries", ())),
        package=Package(**_frozen(raw.get("package", {}))),
    )


def _unit(number: int, entry: dict[str, Any], limits: dict[str, Any]) -> Unit:
    questions = tuple(Question(**_frozen(each)) for each in entry.get("question", []))
    exercises = tuple(_exercise(each, entry["name"], limits, questions) for each in entry.get("exercise", []))
    return Unit(entry["name"], entry["title"], exercises, questions, entry.get("short", str(number)))


def _exercise(entry: dict[str, Any], unit: str, limits: dict[str, Any], questions: tuple[Question, ...]) -> Exercise:
    own = tuple(each for each in questions if each.exercise == entry["name"])
    merged = Limits(**{**limits, **entry.get("limits", {})})
    return Exercise(**{**_frozen(entry), "unit": unit, "limits": merged, "questions": own})


def _frozen(entry: dict[str, Any]) -> dict[str, Any]:
    """A table whose lists cannot be changed."""
    return {key: tuple(each) if isinstance(each, list) else each for key, each in entry.items()}
