"""A learner's files as text: a folder, one .py, one .ipynb or a .zip. Nothing here runs them, and no size is trusted."""

import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.course import Course
from grader.course.text import printable
from grader.submission.aside.reader import ReaderLost, Unreadable, aside
from grader.submission.collected import Collected
from grader.submission.files import read_file, read_folder, read_zip
from grader.submission.notebook import Units

MAX_LINE = 200  # characters of a line in a message
PLACE = re.compile(r"\b(\w{1,200})\.py, line (\d{1,9})")  # as messages name one


class SubmissionError(Exception):
    """There is nothing at this path that could be graded; the message says why and what to give instead."""


@dataclass(frozen=True)
class Submission:
    """What one learner handed in.

    modules: source text by module name, as it is run. problems: a sentence for each module that cannot be read.
    notes: sentences for the learner about files that were left out.
    Of each module that came as a notebook: `written`, the code of its cells, to read; `places`, where each line of the module
    stands in them. `files`: the name of each file that is a notebook, or is not named as its module.
    """

    id: str
    modules: dict[str, str]
    problems: dict[str, str]
    notes: tuple[str, ...] = ()
    written: dict[str, str] = field(default_factory=dict)
    places: dict[str, dict[int, str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def located(self, message: str) -> str:
        """A message with the learner's own places instead of lines of a module that they never see."""
        return PLACE.sub(self._place, message)

    def _place(self, found: re.Match[str]) -> str:
        whole, unit, line = found[0], found[1], found[2]
        if unit in self.places:
            return self.places[unit].get(int(line), whole)
        return f"{self.files[unit]}, line {line}" if unit in self.files else whole

    def line_of(self, cell: str, line: int) -> str:
        """A line of a notebook's cell as it was written, for a message; "" where there is none. `cell` is how messages call it."""
        head = f"\n# %% {cell}\n"
        for written in self.written.values():
            _, found, below = f"\n{written}".rpartition(head)
            lines = below.split("\n")
            if found and line <= len(lines):
                return lines[line - 1].strip()[:MAX_LINE]
        return ""

    @property
    def digest(self) -> str:
        """The sha256 of what is graded and of where it stands, so that unchanged work is not graded twice."""
        content = json.dumps([self.modules, self.problems, self.notes, self.written, self.places, self.files], sort_keys=True)
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def needs_optimizers(course: Course, submission: Submission, wanted: Iterable[str]) -> bool:
    """Whether one of the `wanted` exercises may use an optimizer: up to its unit, which was handed in, some unit speaks of one.

    A wrong guess costs only time.
    """
    units = course.units_up_to(name for name in wanted if course.exercises[name].unit in submission.modules)
    return any("optim" in course.reference[unit] or "optim" in submission.modules.get(unit, "") for unit in units)


def read(path: Path, course: Course, name: str = "") -> Submission:
    """Read one submission. Whatever is wrong with its files becomes a problem or a note, never an exception."""
    return _made(_read(str(path), *_known(course)), path, course, name)


def read_aside(path: Path, course: Course, name: str = "") -> Submission:
    """The same in a process aside, for whoever grades what others handed in: what ends that process is told as a note.

    Raises ReaderLost where that says nothing of the work.
    """
    try:
        parts = aside(_read, os.path.abspath(path), *_known(course))
    except ReaderLost:
        raise
    except Unreadable as error:
        parts = [{}, {}, [f"This submission could not be read: {error}. Hand in your unit files once more."], {}, {}, {}]
    return _made(parts, path, course, name)


def _known(course: Course) -> tuple[Units, list[str], list[str]]:
    """What the reader has to know of a course, as JSON can hold it. Of its support modules no copy is looked at."""
    units = {unit.name: [each.name for each in unit.exercises] for unit in course.units}
    return units, sorted({*course.ignored, *course.support}), sorted(course.libraries)


def _made(parts: list[Any], path: Path, course: Course, name: str) -> Submission:
    modules, problems, notes, written, places, files = parts
    support = course.support_sources
    return Submission(
        name or printable(path.stem),
        {**modules, **support},
        problems,
        tuple(notes),
        {stem: text for stem, text in written.items() if stem not in support},
        {stem: dict(lines) for stem, lines in places.items() if stem not in support},
        {stem: file for stem, file in files.items() if stem not in support},
    )


def _read(place: str, units: Units, ignored: list[str], libraries: list[str]) -> list[Any]:
    """The parts of a Submission without its id, as JSON can hold them, of what lies at a place."""
    path, collected = Path(place), Collected(units, ignored, libraries)
    if os.path.isdir(place):
        read_folder(path, collected)
    elif path.suffix.lower() == ".zip":
        read_zip(path, collected)
    else:
        read_file(path, path.name, collected)
    collected.finish()
    if not units.keys() & (collected.modules.keys() | collected.problems.keys()):
        collected.notes.append(f"No unit module was found here, such as {next(iter(units))}.py: nothing could be graded.")
    places = {stem: list(lines.items()) for stem, lines in collected.places.items()}
    files = {stem: name for stem, name in collected.files.items() if name != f"{stem}.py"}
    return [collected.modules, collected.problems, collected.notes, collected.written, places, files]
