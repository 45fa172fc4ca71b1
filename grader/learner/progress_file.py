"""What was found so far, in .grader/progress.json of the learner's folder: so that a check need not begin at the beginning.

Each verdict is kept with the key of the code that it was given for (keys.py), so an edit makes it void. It is for the
learner alone: whoever grades judges everything anew.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.checking.verdict import ExerciseVerdict, Status
from grader.course import Course
from grader.grading import score
from grader.learner.keys import is_broken, is_untouched, key
from grader.learner.work import STATE
from grader.results.write import write_json
from grader.submission.model import Submission

FILE = "progress.json"


@dataclass(frozen=True)
class Found:
    """A verdict in short, and the key of the code that it was given for."""

    key: str
    status: str
    points: float


class Memory:
    """What is known of the work as it stands now."""

    def __init__(self, folder: Path, course: Course, work: Submission) -> None:
        self.path = folder / STATE / FILE
        self.course = course
        self.work = work
        self.entries = _read(self.path)
        self._keys: dict[str, str] = {}

    def key(self, name: str) -> str:
        """The key of an exercise's present code."""
        if name not in self._keys:
            self._keys[name] = key(self.course, self.work, name)
        return self._keys[name]

    def known(self, name: str) -> Found | None:
        """What was found for the present code, or None where it was not judged yet."""
        entry = self.entries.get(name)
        return entry if entry and entry.key == self.key(name) else None

    def status(self, name: str) -> Status:
        """The last verdict on the present code; without one, "not started" for an untouched stub, else "not checked"."""
        if is_untouched(self.course, self.work, name):
            return Status.NOT_STARTED
        known = self.known(name)
        return Status(known.status) if known else Status.NOT_CHECKED

    def points(self, name: str) -> float:
        """The points that the present code got from the public checks, as far as it was judged."""
        known = self.known(name)
        return known.points if known and not is_untouched(self.course, self.work, name) else 0.0

    def next(self) -> str | None:
        """The first exercise that is not known to pass, or None when all do. A bonus comes last."""
        return next((each for each in self.course.exercises if self.status(each) is not Status.PASSED), None)

    def expected(self) -> list[str]:
        """What there is to judge and to hand in: every exercise, but no bonus that stands as it was given."""
        given = (name for name, each in self.course.exercises.items() if each.bonus)
        left = {name for name in given if is_untouched(self.course, self.work, name)}
        return [name for name in self.course.exercises if name not in left]

    def bonus(self) -> str:
        """What was done beyond what counts, "2 of 5 bonus exercises"; nothing where no bonus was begun."""
        begun = [name for name in self.expected() if self.course.exercises[name].bonus]
        passed = sum(self.status(name) is Status.PASSED for name in begun)
        most = len(self.course.exercises) - len(self.course.scored)
        return f"{passed} of {most} bonus exercises" if begun else ""

    def take(self, verdict: ExerciseVerdict) -> None:
        """Remember a verdict; one on a unit that cannot be parsed is about the unit, and what was not judged is no news."""
        points = score.points(verdict)
        if points is not None and not is_broken(self.course, self.work, verdict.name):
            self.entries[verdict.name] = Found(self.key(verdict.name), str(verdict.status), points)

    def save(self) -> None:
        """Write it down; a folder that cannot be written to only means that more is judged next time."""
        content = {name: asdict(each) for name, each in self.entries.items() if name in self.course.exercises}
        write_json(self.path, content, harmless=True)


def _read(path: Path) -> dict[str, Found]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {name: Found(str(e["key"]), Status(e["status"]), float(e["points"])) for name, e in content.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
