"""`grader verify --mutants`: how many changes of right answers are caught, by exercise, and which are not."""

from collections.abc import Iterator
from concurrent.futures import as_completed
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from grader import course as courses
from grader.authoring.mutation.trial import EQUIVALENT, Tally, equivalents, trial
from grader.authoring.styles import styles
from grader.batch.pool import Pool
from grader.checking.session import CheckFault
from grader.course import Course, CourseError
from grader.course.data import DataError
from grader.course.text import counted
from grader.grading.judge import Judge
from grader.grading.terms import Terms


def verify_mutants(only: frozenset[str], jobs: int, most: int = 0) -> int:
    """Print a table and what survived, of all mutants or of `most` an exercise.

    Returns the exit status: 0 when nothing survived, 1 when something did, 2 when it could not be tried.
    """
    console = Console(highlight=False)
    try:
        course = courses.load_solved()
        if unknown := sorted(only - set(course.exercises)):
            raise CourseError(f"The course has no exercise {', '.join(unknown)}: course.toml lists those it has.")
        names = [name for name in course.exercises if not only or name in only]
        found = dict(track(_tallies(course.root, names, jobs, most), "mutants", len(names), console=console, transient=True))
    except (CourseError, CheckFault, DataError) as error:
        console.print(f"{error}", markup=False, soft_wrap=True)
        return 2
    return _print(console, {name: found[name] for name in names})


def _tallies(root: Path, names: list[str], jobs: int, most: int) -> Iterator[tuple[str, Tally]]:
    if jobs == 1:
        yield from (_tally(root, name, most) for name in names)
        return
    with Pool(jobs, get_context("spawn")) as pool:
        for done in as_completed([pool.submit(_tally, root, name, most) for name in names]):
            yield done.result()


def _tally(root: Path, name: str, most: int) -> tuple[str, Tally]:
    """One exercise, in a judge of its own."""
    course: Course = courses.load(root)
    with Judge(course, Terms(0, course.find_data().name)) as judge:
        return name, trial(judge, name, styles(course)[name], equivalents(course).get(name, {}), most)


def _print(console: Console, found: dict[str, Tally]) -> int:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("exercise", "mutants", "caught", "equivalent", "survived"):
        table.add_column(column, justify="left" if column == "exercise" else "right")
    for name, tally in found.items():
        row = ("–",) * 4 if tally.left_out else (tally.all, tally.caught, tally.equivalent, len(tally.survived))
        table.add_row(name + ("  ✗" if tally.survived or tally.unused else ""), *map(str, row))
    console.print(table)
    for name, tally in found.items():
        if tally.left_out:
            console.print(f"{name} is not changed: {tally.left_out}.", markup=False, soft_wrap=True)
        for title, mutant in tally.survived:
            console.print(f"✗ {name}, {title}, survived: {mutant.name}", markup=False, soft_wrap=True)
        for change in tally.unused:
            console.print(f"✗ {EQUIVALENT}, {name}: no such mutant survives any more: {change}", markup=False, soft_wrap=True)
    mutants, caught, equivalent = (sum(getattr(each, name) for each in found.values()) for name in ("all", "caught", "equivalent"))
    survived = mutants - caught - equivalent
    console.print(f"{counted(mutants, 'mutant')}: {caught} caught, {equivalent} equivalent, {survived} survived.")
    return 1 if survived or any(each.unused for each in found.values()) else 0
