"""A learner's files as text: a folder, one .py, one .ipynb or a .zip. Nothing here runs them, and no size is trusted."""

import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course import Course
from grader.course.text import printable
from grader.submission.aside.reader import ReaderLost, Unreadable, aside
from grader.submission.files import Collected, read_file, read_folder, read_zip

Units = dict[str, list[str]]  # the names of the exercises by unit


class SubmissionError(Exception):
    """There is nothing at this path that could be graded; the message says why and what to give instead."""


@dataclass(frozen=True)
class Submission:
    """What one learner handed in.

    modules: source text by module name. problems: a sentence for each module that cannot be read.
    notes: sentences for the learner about files that were left out.
    """

    id: str
    modules: dict[str, str]
    problems: dict[str, str]
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The sha256 of what is graded, so that unchanged work is not graded twice."""
        content = json.dumps([self.modules, self.problems, self.notes], sort_keys=True)
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
        parts = [{}, {}, [f"This submission could not be read: {error}. Hand in your unit files once more."]]
    return _made(parts, path, course, name)


def _known(course: Course) -> tuple[Units, list[str], list[str]]:
    """What the reader has to know of a course, as JSON can hold it."""
    units = {unit.name: [each.name for each in unit.exercises] for unit in course.units}
    return units, sorted(course.ignored), sorted(course.libraries)


def _made(parts: list[Any], path: Path, course: Course, name: str) -> Submission:
    modules, problems, notes = parts
    support = {stem: course.reference[stem] for stem in (each.removesuffix(".py") for each in course.support)}
    return Submission(name or printable(path.stem), {**modules, **support}, problems, tuple(notes))


def _read(place: str, units: Units, ignored: list[str], libraries: list[str]) -> list[Any]:
    """The modules, problems and notes of what lies at a place."""
    path, collected = Path(place), Collected(units, ignored, libraries)
    if os.path.isdir(place):
        read_folder(path, collected)
    elif path.suffix.lower() == ".zip":
        read_zip(path, collected)
    else:
        read_file(path, re.sub(r"\W", "_", path.stem) + path.suffix, collected)
    if len(collected.modules) == 1 and not collected.modules.keys() & units.keys():
        _spread(collected, units)
    if not units.keys() & (collected.modules.keys() | collected.problems.keys()):
        collected.notes.append(f"No unit module was found here, such as {next(iter(units))}.py: nothing could be graded.")
    return [collected.modules, collected.problems, collected.notes]


def _spread(collected: Collected, units: Units) -> None:
    """One file with everything in it stands for every unit whose exercises it defines."""
    (source,) = collected.modules.values()
    defined = [
        unit
        for unit, exercises in units.items()
        if any(re.search(rf"^(def|class)[ \t]+{name}\b|^{name}[ \t]*=", source, re.M) for name in exercises)
    ]
    if defined:
        collected.modules.clear()
        collected.total = 0
    for unit in defined:
        collected.keep(unit, f"{unit}.py", source)
