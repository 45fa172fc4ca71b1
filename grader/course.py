"""course.toml, the only manifest, as frozen dataclasses: order, points, prerequisites, thresholds, limits, hints."""

import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent
LETTERS = ("a", "b", "c", "d")  # what a question of the kind "choice" may be answered with


class CourseError(Exception):
    """The manifest is missing or says something that cannot be; the message names the place and the cure."""


@dataclass(frozen=True)
class Limits:
    """What a learner's code may use. A breach ends the worker, not the grading."""

    call_seconds: float = 10.0
    exercise_seconds: float = 30.0
    memory_mib: int = 2048
    file_mib: int = 64


@dataclass(frozen=True)
class Question:
    """One of the chapter's questions: `kind` is "code" or "choice" (judged with `exercise`) or "words" (graded by hand).

    `wrong` says what is wrong with some of the wrong choices, letter by letter; `withheld` says the same of the others, which no
    learner's kit explains: else the right one would be the one that is missing. `rubric` says what earns how many of the `points`
    by hand.
    """

    name: str
    kind: str
    exercise: str = ""
    points: float = 0
    wrong: dict[str, str] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)
    rubric: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """One thing to write, worth `points`, judged by the check files of its name. What is worth none is a bonus."""

    name: str
    unit: str
    points: float
    needs: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    reading: str = ""
    thresholds: dict[str, dict[str, float]] = field(default_factory=dict)
    limits: Limits = Limits()
    questions: tuple[Question, ...] = ()

    @property
    def bonus(self) -> bool:
        """Whether it is there for whoever wants more: it counts nowhere, and who leaves it out does not hear of it."""
        return self.points == 0


@dataclass(frozen=True)
class Unit:
    """One module of the course, such as unit02_similarity.py."""

    name: str
    title: str
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...] = ()

    @property
    def bonus(self) -> bool:
        """Whether all of its exercises are a bonus."""
        return bool(self.exercises) and all(each.bonus for each in self.exercises)


@dataclass(frozen=True)
class Course:
    """The manifest, and the folder whose solutions/, assignments/ and data/ it describes."""

    root: Path
    title: str
    units: tuple[Unit, ...]
    support: tuple[str, ...] = ()

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """Every exercise by name, in the order of the course."""
        return {exercise.name: exercise for unit in self.units for exercise in unit.exercises}

    @cached_property
    def scored(self) -> list[str]:
        """The names of the exercises that carry points, in the order of the course; the bonus exercises come after them."""
        return [name for name, each in self.exercises.items() if not each.bonus]

    def prerequisites(self, name: str) -> list[str]:
        """Everything that the exercise stands on, directly or not, in the order of the course."""
        wanted: set[str] = set()
        todo = [name]
        while todo:
            for need in self.exercises[todo.pop()].needs:
                if need not in wanted:
                    wanted.add(need)
                    todo.append(need)
        return [each for each in self.exercises if each in wanted]

    @cached_property
    def has_solutions(self) -> bool:
        """Whether the solutions are here. A learner's kit comes without; then the learner's own work takes their place."""
        return (self.root / "solutions").is_dir()

    @cached_property
    def sources(self) -> list[Path]:
        """The files of the solutions, or of the stubs where there are no solutions."""
        return self.modules("solutions" if self.has_solutions else "assignments")

    @cached_property
    def reference(self) -> dict[str, str]:
        """The reference sources by module name: every unit, then the support modules. Stubs where there are no solutions."""
        return {path.stem: read_source(path) for path in self.sources}

    def modules(self, folder: str) -> list[Path]:
        """The unit files and support files under `folder` ("solutions" or "assignments")."""
        names = [f"{unit.name}.py" for unit in self.units] + list(self.support)
        return [self.root / folder / name for name in names]


def read_source(path: Path) -> str:
    """The text of a course module, or CourseError where it is missing."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(
            f"{path} is missing: the manifest lists it. Restore it, or take it out of course.toml."
        ) from None


def find_root() -> Path:
    """The folder that holds course.toml: the copy inside an installed package, or the repository's root."""
    for root in (PACKAGE / "_course", PACKAGE.parent):
        if (root / "course.toml").is_file():
            return root
    raise CourseError("course.toml is missing: reinstall the package, or clone the repository again.")


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
    units = tuple(_unit(entry, defaults) for entry in raw.get("unit", []))
    course = Course(root, raw.get("title", "Course"), units, tuple(raw.get("support", ())))
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


def _unit(entry: dict[str, Any], defaults: dict[str, Any]) -> Unit:
    name = entry["name"]
    questions = tuple(_question(each) for each in entry.get("question", []))
    exercises = tuple(_exercise(each, name, defaults, questions) for each in entry.get("exercise", []))
    return Unit(name, entry["title"], exercises, questions)


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
            if not exercise.points >= 0:
                raise CourseError(f"{path}: {exercise.name} has {exercise.points} points; the least is 0, for a bonus.")
    behind = list(course.exercises)[len(course.scored) :]
    if late := [name for name in behind if not course.exercises[name].bonus]:
        raise CourseError(f"{path}: {late[-1]} has points, so it comes before every bonus exercise (one of 0 points).")
