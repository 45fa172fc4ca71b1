"""What course.toml says, as frozen dataclasses: order, points, prerequisites, thresholds, limits, hints."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from grader.course.data import Data, Tier

LETTERS = ("a", "b", "c", "d")  # what a question of the kind "choice" may be answered with


class CourseError(Exception):
    """The manifest is missing or says something that cannot be; the message names the place and the cure."""


@dataclass(frozen=True)
class Limits:
    """What a learner's code may use; where it is judged on a GPU, so much of its memory, too. A breach ends the worker, not the
    grading. Seconds are of processor time, or asleep (sandbox/clock.py).
    """

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
    """One thing to write, worth `points`, judged by the check files of its name. What is worth none is a bonus.

    `device` is "cpu" where the exercise is judged on the CPU whatever the class is graded on: it makes tensors or a model of its
    own, and nothing tells it of a device.
    """

    name: str
    unit: str
    points: float
    needs: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    reading: str = ""
    thresholds: dict[str, dict[str, float]] = field(default_factory=dict)
    limits: Limits = Limits()
    questions: tuple[Question, ...] = ()
    device: str = ""

    @property
    def bonus(self) -> bool:
        """Whether it is there for whoever wants more: it counts nowhere, and who leaves it out does not hear of it."""
        return self.points == 0


@dataclass(frozen=True)
class Unit:
    """One module of the course: a file of solutions/ and assignments/. `short` stands for it where there is little room."""

    name: str
    title: str
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...] = ()
    short: str = ""

    @property
    def bonus(self) -> bool:
        """Whether all of its exercises are a bonus."""
        return bool(self.exercises) and all(each.bonus for each in self.exercises)


@dataclass(frozen=True)
class Package:
    """What a release says of the course: its `version`, a `summary` in one sentence, the `license` as an SPDX expression, and
    `requires`, the libraries that its checks and extras need beside the engine's, as pip's requirements.
    """

    version: str = "0.1.0"
    summary: str = ""
    license: str = ""
    requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """The manifest, and the folder whose solutions/, assignments/, checks/, extras/ and data/ it describes.

    `id` is part of file names. `stated` is what the manifest says that all points add up to, None where it does not say: `grader
    verify` compares. `ignored` are files and folders of a submission that are never read; `libraries` are modules that no file of
    a submission may stand in for, beside Python's own and those of the engine.
    """

    root: Path
    title: str
    units: tuple[Unit, ...]
    support: tuple[str, ...] = ()
    stated: float | None = None
    id: str = "course"
    tiers: tuple[Tier, ...] = ()
    ignored: frozenset[str] = frozenset()
    libraries: frozenset[str] = frozenset()
    package: Package = Package()

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """Every exercise by name, in the order of the course."""
        return {exercise.name: exercise for unit in self.units for exercise in unit.exercises}

    @cached_property
    def scored(self) -> list[str]:
        """The names of the exercises that carry points, in the order of the course; the bonus exercises come after them."""
        return [name for name, each in self.exercises.items() if not each.bonus]

    @cached_property
    def points(self) -> float:
        """What all exercises are worth together."""
        return sum(each.points for each in self.exercises.values())

    def unit(self, name: str) -> Unit | None:
        """The unit of this name, if there is one."""
        return next((each for each in self.units if each.name == name), None)

    def units_up_to(self, names: Iterable[str]) -> list[str]:
        """The names of the units from the first to that of the last of these exercises; of no exercises, none."""
        wanted = {self.exercises[name].unit for name in names}
        units = [each.name for each in self.units]
        return units[: max((units.index(each) + 1 for each in wanted), default=0)]

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

    @property
    def checks(self) -> Path:
        """The folder of the checks."""
        return self.root / "checks"

    def find_data(self, name: str = "", folder: Path | None = None) -> Data:
        """The data of a tier, by default the first; a tier outside the course may lie in another `folder` than it says itself.

        Raises CourseError where there is no such tier.
        """
        if not self.tiers and not name:
            return Data("", self.root)
        for tier in self.tiers:
            if name in (tier.name, ""):
                return Data(tier.name, (folder or tier.folder(self.id)) if tier.variable else self.root)
        raise CourseError(f"The course has no data {name!r}: course.toml lists {', '.join(each.name for each in self.tiers)}.")

    @cached_property
    def has_solutions(self) -> bool:
        """Whether the solutions are here. A learner's kit comes without; then the learner's own work takes their place."""
        return (self.root / "solutions").is_dir()

    @cached_property
    def sources(self) -> list[Path]:
        """The files of the solutions, or of the stubs where there are no solutions."""
        return self.modules("solutions" if self.has_solutions else "assignments")

    @cached_property
    def helpers(self) -> dict[str, str]:
        """The texts of checks/helpers/, which run beside learners' code, by name; none where there is no such folder."""
        paths = sorted((self.checks / "helpers").glob("*.py"))
        return {path.stem: read_source(path) for path in paths if path.stem != "__init__"}

    @cached_property
    def reference(self) -> dict[str, str]:
        """The reference sources by module name: every unit, then the support modules. Stubs where there are no solutions."""
        return {path.stem: read_source(path) for path in self.sources}

    @property
    def support_sources(self) -> dict[str, str]:
        """The texts of the support modules, by module name."""
        return {stem: self.reference[stem] for stem in self.support_names}

    @property
    def support_names(self) -> list[str]:
        """The names of the support modules, as an import has them."""
        return [each.removesuffix(".py") for each in self.support]

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
