"""One learner's submission of one unit, from nbgrader's folders: a notebook, or a module beside it."""

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.course import Course, Unit
from grader.notebooks.nbgrader.names import by_unit, is_test
from grader.submission import model
from grader.submission.aside.reader import ReaderLost, Unreadable, aside
from grader.submission.cells import cells_of
from grader.submission.collected import MAX_TOTAL
from grader.submission.model import Submission
from grader.submission.notebook import parts_of


@dataclass(frozen=True)
class Work:
    """What is judged of one learner."""

    submission: Submission
    unit: Unit

    @property
    def exercises(self) -> frozenset[str]:
        """What there is to judge: the unit's exercises, by name."""
        return frozenset(each.name for each in self.unit.exercises)


def takes_modules(known: set[str], unit: Unit) -> bool:
    """Whether the release, whose cells have these names, asks for a module: it has tests and no place for a solution."""
    exercises = {each.name for each in unit.exercises}
    return any(is_test(name) for name in known) and not known & exercises


def collect(course: Course, unit: Unit, student: str, notebook: Any, folder: Path, modules: bool) -> Work:
    """The submission of one unit. All that it stands on from other units is the course's own.

    Args:
        notebook: the mended notebook (see normalize_cells.py).
        folder: where the learner's files lie as they were handed in.
        modules: judge `<unit>.py` of the folder and not the notebook.

    Raises ReaderLost where nobody can say what it holds.
    """
    if not modules:
        return Work(_with_support(course, _of_notebook(course, unit.name, student, notebook)), unit)
    path = folder / f"{unit.name}.py"
    if not os.path.lexists(path):
        return Work(Submission(student, {}, {}, (f"{path.name} was not handed in.",)), unit)
    read = model.read_aside(path, course, student)
    only = {name: text for name, text in read.modules.items() if name == unit.name or name not in course.reference}
    return Work(_with_support(course, Submission(student, only, read.problems, read.notes)), unit)


def _of_notebook(course: Course, unit: str, student: str, notebook: Any) -> Submission:
    cells = [("", "") if each.is_the_courses else (each.kind, each.source) for each in cells_of(notebook)]
    try:
        text, places, written, trouble = aside(parts_of, cells, unit, by_unit(course))
        if trouble:
            raise Unreadable(trouble)
        if len(json.dumps(text)) > MAX_TOTAL:
            raise Unreadable(f"as a module it is larger than {MAX_TOTAL >> 20} MiB")
    except ReaderLost:
        raise
    except Unreadable as error:
        sentence = f"{unit}.ipynb could not be read: {error}. Clear what is not needed, and hand it in again."
        return Submission(student, {}, {unit: sentence})
    return Submission(student, {unit: text}, {}, (), {unit: written}, {unit: dict(places)}, {unit: f"{unit}.ipynb"})


def _with_support(course: Course, made: Submission) -> Submission:
    return replace(made, modules={**made.modules, **course.support_sources})
