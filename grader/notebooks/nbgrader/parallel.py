"""Autograde one unit of a course folder, several learners judged at a time, one process writing the gradebook.

Grading processes judge (grader/grading/grading_process.py); nbgrader's own converter then takes one learner after another, finds
the result ready, and writes notebooks and gradebook as it always does. So the result is the same as that of `nbgrader autograde`.
"""

import glob
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from grader import course as courses
from grader.batch import executors
from grader.course import Course, Unit
from grader.course.find import OPTION, refuse_inside
from grader.grading import grading_process
from grader.grading.grading_process import Graded
from grader.grading.identity import identify
from grader.grading.record import is_complete
from grader.grading.terms import Untrusted
from grader.notebooks.nbgrader import adapter
from grader.notebooks.nbgrader.collect import Work, collect, takes_modules
from grader.notebooks.nbgrader.course_folder import CourseFolderError
from grader.notebooks.nbgrader.judge_cells import JudgeCells
from grader.notebooks.nbgrader.match_renamed import adopt_renamed
from grader.notebooks.nbgrader.names import CONFIG, by_unit
from grader.notebooks.nbgrader.normalize_cells import KnownCell, known_cells, mend
from grader.notebooks.nbgrader.readable import trouble_of


@dataclass
class Done:
    """What became of one learner: `log` holds nbgrader's words where it failed."""

    student: str
    log: str = ""


@dataclass
class Run:
    """One unit of one course folder, ready to be autograded."""

    folder: Path
    app: Any
    course: Course
    unit: Unit
    known: dict[str, KnownCell]
    force: bool
    works: dict[str, Work] = field(default_factory=dict)  # by learner; none for what cannot be read
    troubles: dict[str, str] = field(default_factory=dict)  # by learner: why a notebook must not be opened here

    @property
    def coursedir(self) -> CourseDirectory:
        return self.app.coursedir

    def path(self, step: str, student: str) -> Path:
        return Path(self.coursedir.format_path(step, student, self.unit.name))

    def students(self) -> list[str]:
        """Who handed in the unit and was not autograded since."""
        submitted = self.path(self.coursedir.submitted_directory, "*")
        names = [Path(each).parent.name for each in sorted(glob.glob(str(submitted)))]
        return [name for name in names if self.force or self._is_new(name)]

    def _is_new(self, student: str) -> bool:
        steps = (self.coursedir.submitted_directory, self.coursedir.autograded_directory)
        return adapter.is_new(self.coursedir, *(self.path(step, student) for step in steps))

    def prepare(self, student: str) -> Work | None:
        """What a learner handed in, exactly as JudgeCells will find it; None where that cannot be read. `troubles` may say why."""
        folder = self.path(self.coursedir.submitted_directory, student)
        path = folder / f"{self.unit.name}.ipynb"
        modules = takes_modules(set(self.known), self.unit)
        try:
            if modules and not os.path.lexists(path):  # nbgrader goes by notebooks: a module alone it would not see
                shutil.copy(self.path(self.coursedir.release_directory, ".") / path.name, path)
            adopt_renamed(by_unit(self.course), self.unit.name, student, [str(each) for each in sorted(folder.glob("*.ipynb"))])
            if os.path.lexists(path) and (trouble := trouble_of(path)):
                self.troubles[student] = f"{path.name} could not be read: {trouble}."
                return None
            notebook = nbformat.read(str(path), as_version=4)
            mend(notebook, self.known)
            return collect(self.course, self.unit, student, notebook, folder, modules)
        except Exception:  # whatever it is, it is one learner's; nbgrader will meet it, too, and say so
            return None

    def write(self, student: str) -> Done:
        """Let nbgrader autograde one learner, unless the notebook was found to be one that it must not open."""
        if student in self.troubles:
            return Done(student, self.troubles[student])
        return Done(student, adapter.autograde(self.app, self.unit.name, student, self.force))


def open_run(folder: Path, unit: str, force: bool) -> Run:
    """Read the course folder's configuration. Raises CourseFolderError or CourseError with the cure."""
    if not (folder / CONFIG).is_file():
        raise CourseFolderError(f"{folder} holds no {CONFIG}: make the folder with `grader nbgrader init {folder}`.")
    course = courses.load()
    app = adapter.open_app(folder)
    if (said := JudgeCells(config=app.config).course) and Path(said) != course.root:
        raise CourseFolderError(f"{folder / CONFIG} sets up the course in {said}: name it here, too, by {OPTION} {said}.")
    refuse_inside(course.root, [Path(app.coursedir.root) / app.coursedir.submitted_directory])
    if (found := course.unit(unit)) is None:
        raise CourseFolderError(
            f"There is no unit {unit}. The course has: {', '.join(each.name for each in course.units)}."
        )
    with Gradebook(app.coursedir.db_url, app.coursedir.course_id) as gradebook:
        try:
            known = known_cells(gradebook, unit, unit)
        except MissingEntry:
            raise CourseFolderError(
                f"{unit} was never released: run `nbgrader generate_assignment {unit}` first."
            ) from None
    return Run(folder, app, course, found, known, force)


def autograde(run: Run, students: list[str], jobs: int) -> Iterator[Done]:
    """Judge in `jobs` processes, write in this one; yields each learner as soon as nbgrader wrote the grades.

    Whatever could not be judged beside others, or killed its process, is judged at the end, by JudgeCells, alone.
    Raises Untrusted, SeedError.
    """
    settings = JudgeCells(config=run.app.config)
    executor = executors.local(min(jobs, max(len(students), 1)))
    alone = isinstance(executor, executors.Here)
    which = identify(run.course)
    running: dict[str, Future[Graded]] = {}
    left: list[str] = []
    try:
        for student in students:
            work = run.prepare(student)
            if work is not None and work.submission.digest not in running:
                job = (work.submission, "", settings.terms, which, work.exercises, alone)
                with suppress(BrokenExecutor):  # see below
                    running[work.submission.digest] = executor.submit(grading_process.grade, *job)
            if work is not None:
                run.works[student] = work
        for student in students:
            if student in run.works:
                digest = run.works[student].submission.digest
                raised = running[digest].exception() if digest in running else BrokenExecutor()
                if isinstance(raised, Untrusted):
                    raise raised
                if raised or not is_complete((graded := running[digest].result()).result):
                    left.append(student)
                    continue
                JudgeCells.judged[digest] = graded
            yield run.write(student)
    finally:
        executor.shutdown(cancel_futures=True)
        JudgeCells.judged.clear()
    for student in left:
        yield run.write(student)
