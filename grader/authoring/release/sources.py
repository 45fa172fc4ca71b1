"""What a release is made from: the files of a clone, as they lie in an installed package; a list for each audience."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader import course as courses
from grader.course import LETTERS, Course
from grader.course.stubs import outdated

COURSE = "grader/_course"  # where the course lies in a wheel
# What of a course's folder learners get, beside course.toml without its answers and the files of its data: nothing else.
LEARNERS = ("assignments/*", "checks/*.py", "checks/public/*/*.py", "checks/oracles/*.py", "checks/helpers/*.py", "extras/**/*")
INSTRUCTORS = (*LEARNERS, "solutions/**/*", "checks/hidden/*/*.py")
KINDS = {".py", ".md", ".toml", ".json", ".html", ".j2", ".css", ".js", ".yml", ".sh", ".csv", ".txt", ".png", ""}
# What tells the answers, in the one style that the manifest is written in.
RUBRIC = re.compile(r"^rubric = \[\n(?: .*\n)*\]\n", re.M)
WITHHELD = re.compile(r"^\[unit\.question\.withheld\]\n(?:\w+ = .*\n)*", re.M)


class ReleaseError(Exception):
    """No release can be made from what is here; the message names the cure."""


@dataclass(frozen=True)
class Sources:
    """A clone of the project: its folder, its course and its pyproject.toml."""

    root: Path
    course: Course
    project: dict[str, Any]

    @property
    def version(self) -> str:
        """The project's version, such as 0.1.0."""
        return str(self.project["version"])

    def read(self, name: str) -> bytes:
        """A file of the clone. Raises ReleaseError where it is missing."""
        try:
            return (self.root / name).read_bytes()
        except OSError:
            raise ReleaseError(f"{name} is missing: clone the repository again.") from None

    def everything(self) -> dict[str, bytes]:
        """The files of the full package by their path in it: with solutions and hidden checks."""
        return self._engine() | self._of_course(INSTRUCTORS) | {f"{COURSE}/course.toml": self.read("course.toml")}

    def learners(self) -> dict[str, bytes]:
        """The same for a learner: without solutions, hidden checks, and what would tell the answers to questions."""
        manifest = without_answers(self.read("course.toml").decode())
        return self._engine() | self._of_course(LEARNERS) | {f"{COURSE}/course.toml": manifest.encode()}

    def stubs(self) -> dict[str, bytes]:
        """What a learner's folder begins with, by name: the stubs, their support modules and a page to begin with."""
        paths = [*self.course.modules("assignments"), self.root / "assignments" / "README.md"]
        return {path.name: self.read(f"assignments/{path.name}") for path in paths}

    def _engine(self) -> dict[str, bytes]:
        return self._found(("grader/**/*",))

    def _of_course(self, patterns: tuple[str, ...]) -> dict[str, bytes]:
        data = tuple(pattern for tier in self.course.tiers for pattern in tier.files)
        return {f"{COURSE}/{name}": content for name, content in self._found((*patterns, *data)).items()}

    def _found(self, patterns: tuple[str, ...]) -> dict[str, bytes]:
        """The files that the patterns name, by their path in the clone."""
        found: dict[str, bytes] = {}
        for path in (each for pattern in patterns for each in self.root.glob(pattern)):
            inner = path.relative_to(self.root).parts
            if path.is_file() and path.suffix in KINDS and not any(p.startswith(".") or p == "__pycache__" for p in inner):
                found["/".join(inner)] = path.read_bytes()
        return found


def load() -> Sources:
    """The clone that this program runs from.

    Raises CourseError where there are no solutions, ReleaseError where it is no clone or where its stubs are out of date.
    """
    course = courses.load_solved()
    path = course.root / "pyproject.toml"
    if not path.is_file():
        raise ReleaseError("There is no pyproject.toml here: a release is made in a clone of the course.")
    if stale := outdated(course.root / "solutions", course.root / "assignments"):
        raise ReleaseError(f"{stale[0].name} in assignments/ is out of date: run `grader dev stubs`.")
    return Sources(course.root, course, tomllib.loads(path.read_text(encoding="utf-8"))["project"])


def without_answers(manifest: str) -> str:
    """The manifest's text without rubrics, and without what is withheld about choices.

    Raises ReleaseError where one is written in a way that is not found, and where what is kept tells the right choice.
    """
    kept = WITHHELD.sub("", RUBRIC.sub("", manifest))
    content = tomllib.loads(manifest)
    for question in (each for unit in content.get("unit", []) for each in unit.get("question", [])):
        question.pop("rubric", None)
        question.pop("withheld", None)
        if len(question.get("wrong", ())) > len(LETTERS) - 2:
            cure = "move one of them to [unit.question.withheld], which learners do not get"
            raise ReleaseError(
                f"course.toml: {question['name']} says which choices are wrong, so which is right: {cure}."
            )
    if tomllib.loads(kept) != content:
        raise ReleaseError(
            "course.toml: write every rubric as `rubric = [`, a line for each item, and `]` alone,\n"
            "and every `[unit.question.withheld]` with a line for each letter."
        )
    return kept
