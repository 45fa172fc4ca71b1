"""A learner's files as text: a folder, one .py, one .ipynb or a .zip. Nothing here runs them, and no size is trusted."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course
from grader.intake import KINDS, Collected, hidden, read_file, read_folder, read_zip
from grader.text import printable

MAX_TOTAL = 4 << 20  # bytes of all modules together; the course's own take 300 kB


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


def find(paths: list[Path], course: Course) -> dict[str, Path]:
    """The submissions under `paths` by id: each path is one submission, or a folder of submissions. Raises SubmissionError.

    A folder is one submission when it holds a unit module, or nothing but one file; else everything in it is one.
    """
    found: dict[str, Path] = {}
    for given in paths:
        path = given.resolve()
        if not path.exists():
            raise SubmissionError(f"There is nothing at {given}. Give a folder, a .py, a .ipynb or a .zip.")
        for each in [path] if _is_submission(path, course) else _children(path):
            name = printable(each.stem if each.is_file() else each.name)
            while name in found and found[name] != each:
                name += "+"
            found[name] = each
    return found


def read(path: Path, course: Course, name: str = "") -> Submission:
    """Read one submission. Whatever is wrong with its files becomes a problem or a note, never an exception."""
    collected = Collected()
    if path.is_dir():
        read_folder(path, collected)
    elif path.suffix == ".zip":
        read_zip(path, collected)
    else:
        read_file(path, re.sub(r"\W", "_", path.stem) + path.suffix, collected)
    units = [unit.name for unit in course.units]
    if len(collected.modules) == 1 and not set(collected.modules) & set(units):
        collected.modules = _spread(next(iter(collected.modules.values())), course) or collected.modules
    if not set(units) & (set(collected.modules) | set(collected.problems)):
        collected.notes.append("No unit module was found here, such as unit02_similarity.py: nothing could be graded.")
    _bound(collected, units)
    for support in course.support:
        stem = support.removesuffix(".py")
        collected.modules[stem] = course.reference[stem]
    return Submission(name or printable(path.stem), collected.modules, collected.problems, tuple(collected.notes))


def _bound(collected: Collected, units: list[str]) -> None:
    """Leave out what would be too much to hand to a worker, the units last. An escaped character takes up to 6 bytes there."""
    total = 0
    for stem in sorted(collected.modules, key=lambda each: (each not in units, each)):
        total += len(json.dumps(collected.modules[stem]))
        if total > MAX_TOTAL:
            del collected.modules[stem]
            collected.problem(
                f"{stem}.py", f"{stem}.py was left out: the files together are larger than {MAX_TOTAL >> 20} MiB."
            )


def _is_submission(path: Path, course: Course) -> bool:
    if path.is_file():
        return True
    children = _children(path)
    units = {unit.name for unit in course.units}
    return len(children) == 0 or any(each.stem in units for each in children) or _is_single_module(children)


def _is_single_module(children: list[Path]) -> bool:
    return len(children) == 1 and children[0].suffix in KINDS


def _children(path: Path) -> list[Path]:
    """The submissions in a class folder, by name."""
    return sorted(
        each for each in path.iterdir() if not hidden(each.name) and (each.is_dir() or each.suffix in (*KINDS, ".zip"))
    )


def _spread(source: str, course: Course) -> dict[str, str]:
    """One file with everything in it stands for every unit whose exercises it defines."""
    return {
        unit.name: source
        for unit in course.units
        if any(re.search(rf"^(def|class)\s+{each.name}\b|^{each.name}\s*=", source, re.M) for each in unit.exercises)
    }
