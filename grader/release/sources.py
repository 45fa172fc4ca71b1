"""What a release is made from: the files of a clone, as they lie in an installed package; all of them, or a learner's."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader import course as courses
from grader.course import LETTERS, Course
from grader.stubs import outdated

CODE = {".py", ".ini", ".json", ".html", ".j2", ".css", ".js", ".yml", ".md", ".sh", ".toml", ""}
# Of data/ neither the scripts that made it nor the sample class, which holds solved units.
DIGITS = {".png", ".csv", ".md", ""}
HIDDEN = "grader/checks/hidden/"
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
        found = self._folder("grader", CODE, "grader")
        for name in ("solutions", "assignments"):
            found |= self._folder(name, {".py", ".md", ".toml"}, f"grader/_course/{name}")
        found |= self._folder("data", DIGITS, "grader/_course/data", deep=False)
        return found | {"grader/_course/course.toml": self.read("course.toml")}

    def learners(self) -> dict[str, bytes]:
        """The same for a learner: without solutions, hidden checks, and what would tell the answers to questions."""
        withheld = (HIDDEN, "grader/_course/solutions/")
        found = {name: content for name, content in self.everything().items() if not name.startswith(withheld)}
        manifest = without_answers(self.read("course.toml").decode())
        return found | {"grader/_course/course.toml": manifest.encode()}

    def stubs(self) -> dict[str, bytes]:
        """What a learner's folder begins with, by name: the stubs, their support modules and a page to begin with."""
        paths = [*self.course.modules("assignments"), self.root / "assignments" / "README.md"]
        return {path.name: self.read(f"assignments/{path.name}") for path in paths}

    def _folder(self, name: str, kinds: set[str], place: str, deep: bool = True) -> dict[str, bytes]:
        folder = self.root / name
        paths = [path for path in folder.glob("**/*" if deep else "*") if path.is_file() and path.suffix in kinds]
        parts = {path: path.relative_to(folder).parts for path in paths}
        return {
            "/".join((place, *inner)): path.read_bytes()
            for path, inner in parts.items()
            if not any(part.startswith(".") or part == "__pycache__" for part in inner)
        }


def load() -> Sources:
    """The clone that this program runs from.

    Raises CourseError where there are no solutions, ReleaseError where it is no clone or where its stubs are out of date.
    """
    course = courses.load_solved()
    path = course.root / "pyproject.toml"
    if not path.is_file():
        raise ReleaseError("There is no pyproject.toml here: a release is made in a clone of the course.")
    if stale := outdated(course.root / "solutions", course.root / "assignments"):
        raise ReleaseError(f"{stale[0].name} in assignments/ is out of date: run `make stubs`.")
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
