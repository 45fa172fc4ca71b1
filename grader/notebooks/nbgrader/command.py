"""`grader nbgrader init|update|autograde`: what the commands say and how they end."""

from functools import partial
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from grader import course as courses
from grader.checking.session import CheckFault
from grader.course import CourseError
from grader.course.data import DataError
from grader.course.stubs import StubError
from grader.course.text import counted, not_installed, printable
from grader.grading.terms import Untrusted
from grader.results.seed import SeedError


def init_course(folder: Path, course_id: str, modules: bool) -> int:
    """Make a course folder; the exit status. Without a `course_id` nbgrader knows the course by its own id."""
    return _write(folder, course_id, modules, force=False, first=True)


def update_course(folder: Path, force: bool) -> int:
    """Refresh a course folder; the exit status: 1 where something that was edited is behind the course."""
    return _write(folder, "", False, force, first=False)


def _write(folder: Path, course_id: str, modules: bool, force: bool, first: bool) -> int:
    console = Console(highlight=False, soft_wrap=True)
    if not _installed():
        return 2
    from grader.notebooks.nbgrader import course_folder

    try:
        course = courses.load_solved()
        make = (
            partial(course_folder.init, course_id=course_id or course.id, modules=modules, name=courses.current().id)
            if first
            else partial(course_folder.update, force=force)
        )
        written = make(course, folder)
    except (CourseError, StubError, course_folder.CourseFolderError) as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(error), markup=False)
        return 2
    console.print(
        f"{counted(len(written.new), 'file')} new, {len(written.refreshed)} refreshed, {len(written.same)} as they were."
    )
    for name in written.kept:
        console.print(
            f"Kept, because it was edited: {name}. `grader nbgrader update --force` would overwrite it.",
            markup=False,
        )
    for name in written.left:
        console.print(f"No longer part of the course, left as it is: {name}", markup=False)
    if first:
        console.print(f"Next:  cd {folder}  and  nbgrader generate_assignment {course.units[0].name}", markup=False)
    return 1 if written.kept else 0


def autograde_unit(folder: Path, unit: str, jobs: int, force: bool) -> int:
    """Autograde a unit for a whole course folder; the exit status: 1 where a notebook could not be autograded."""
    console = Console(highlight=False, soft_wrap=True)
    if not _installed():
        return 2
    from grader.notebooks.nbgrader import course_folder, parallel

    failed: list[parallel.Done] = []
    try:
        run = parallel.open_run(folder, unit, force)
        students = run.students()
        columns = (TextColumn("autograded"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=console, transient=True, disable=not (students and console.is_terminal)) as bar:
            task = bar.add_task("", total=len(students))
            for done in parallel.autograde(run, students, jobs):
                bar.advance(task)
                failed += [done] if done.log else []
    except (CourseError, CheckFault, DataError, SeedError, Untrusted, course_folder.CourseFolderError) as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(error), markup=False)
        return 2
    share = f"{len(students) - len(failed)} of {counted(len(students), 'submission')}"
    console.print(f"{share} of {unit} autograded.", markup=False)
    if not students:
        console.print("Nothing new was handed in; --force autogrades again.")
    for each in failed:
        console.print(
            f"{printable(each.student)}: nbgrader could not read or write the notebook.\n{printable(each.log)}", markup=False
        )
    return 1 if failed else 0


def _installed() -> bool:
    found = all(find_spec(name) for name in ("nbgrader", "jupytext", "nbformat"))
    if not found:
        Console(stderr=True, highlight=False, soft_wrap=True).print(not_installed("nbgrader", "nbgrader"), markup=False)
    return found
