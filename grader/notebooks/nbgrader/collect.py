"""One learner's submission of one unit, from nbgrader's folders: a notebook, or a module beside it."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course import Course, Unit
from grader.notebooks.cells import Module, is_locked, parts_of
from grader.notebooks.nbgrader.names import SETUP, is_test
from grader.submission import model
from grader.submission.aside.reader import ReaderLost, Unreadable, aside
from grader.submission.files import MAX_TOTAL
from grader.submission.model import Submission


@dataclass(frozen=True)
class Work:
    """What is judged, and how its messages name places."""

    submission: Submission
    module: Module
    unit: Unit

    @property
    def exercises(self) -> frozenset[str]:
        """What there is to judge: the unit's exercises, by name."""
        return frozenset(each.name for each in self.unit.exercises)

    def located(self, message: str) -> str:
        """The message with the places of the notebook."""
        return self.module.located(message, self.unit.name)


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
        try:
            text, places = aside(parts_of, _plain(notebook.cells), [each.name for each in unit.exercises])
            if len(json.dumps(text)) > MAX_TOTAL:
                raise Unreadable(f"as a module it is larger than {MAX_TOTAL >> 20} MiB")
        except ReaderLost:
            raise
        except Unreadable as error:
            problem = {unit.name: f"{unit.name}.ipynb could not be read: {error}. Clear what is not needed, and hand it in again."}
            return Work(_with_support(course, Submission(student, {}, problem)), Module(), unit)
        module = Module(text, {line: place for line, place in places})
        return Work(_with_support(course, Submission(student, {unit.name: text}, {})), module, unit)
    path = folder / f"{unit.name}.py"
    if not os.path.lexists(path):
        return Work(Submission(student, {}, {}, (f"{path.name} was not handed in.",)), Module(), unit)
    read = model.read_aside(path, course, student)
    only = {name: text for name, text in read.modules.items() if name == unit.name or name not in course.reference}
    return Work(_with_support(course, Submission(student, only, read.problems, read.notes)), Module(), unit)


def _plain(cells: Iterable[Any]) -> list[tuple[str, str]]:
    """What makes the module, as JSON can hold it: of each cell its kind and its source, of the course's own cells no source."""
    return [
        (each.cell_type, "" if is_locked(each) or not isinstance(each.source, str) else each.source)
        for each in cells
        if not _is_setup(each)
    ]


def _is_setup(cell: Any) -> bool:
    marks = cell.metadata.get("nbgrader")
    return isinstance(marks, dict) and marks.get("grade_id") == SETUP


def _with_support(course: Course, made: Submission) -> Submission:
    stems = [each.removesuffix(".py") for each in course.support]
    return Submission(
        made.id, {**made.modules, **{stem: course.reference[stem] for stem in stems}}, made.problems, made.notes
    )
