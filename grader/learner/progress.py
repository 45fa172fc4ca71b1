"""`grader progress`: the units as a map, the points on public checks, and what is next. Nothing is run for it."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader.course import CourseError
from grader.learner.progress_file import Memory
from grader.learner.work import open_work, stop
from grader.results.statuses import LEGEND, look
from grader.submission.model import SubmissionError


def show_progress(folder: Path) -> int:
    """Print the map; the exit status."""
    console = Console(highlight=False)
    try:
        course, work = open_work(folder)
    except (CourseError, SubmissionError) as error:
        return stop(error)
    memory = Memory(folder, course, work)
    console.print(unit_map(memory))
    console.print(LEGEND)
    earned = sum(memory.points(name) for name in course.exercises)
    most = sum(each.points for each in course.exercises.values())
    console.print(f"\n{earned:g} of {most:g} points on the public checks. Your instructor's checks are stricter.")
    console.print(next_line(memory), markup=False)
    return 0


def unit_map(memory: Memory) -> Table:
    """A row a unit: its title, one mark an exercise, its points."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis")
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    for number, unit in enumerate(memory.course.units, start=1):
        names = [each.name for each in unit.exercises]
        marks = "".join(look(memory.status(name)).marked for name in names)
        earned, most = sum(memory.points(name) for name in names), sum(each.points for each in unit.exercises)
        table.add_row(f"{number}", unit.title, marks, "bonus" if unit.bonus else f"{earned:g} / {most:g}")
    return table


def next_line(memory: Memory) -> str:
    """What to do next, in one line."""
    name = memory.next()
    if name is None:
        return "Every exercise passes its public checks. Next: grader submit"
    exercise = memory.course.exercises[name]
    if exercise.bonus:
        return (
            "Every exercise that counts passes its public checks. Next: grader submit\n"
            f"For whoever wants more, a bonus without points: {name} in {exercise.unit}.py"
        )
    return f"Next: {name} in {exercise.unit}.py"
