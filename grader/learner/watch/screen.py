"""What `grader watch` shows: full screen in a terminal, plain lines elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.layout import Layout
from rich.live import Live
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from grader.checking.verdict import ExerciseVerdict, Status
from grader.course.text import counted
from grader.learner.progress_file import Memory
from grader.reports.terminal.verdicts import exercise_view

KEYS = "h hint   n next   q quit"
WIDEST = 100  # columns; longer lines are hard to read


@dataclass(frozen=True)
class View:
    """All that there is to see at one moment."""

    memory: Memory
    focus: str
    verdict: ExerciseVerdict | None
    hint: str
    notice: str
    busy: bool
    how: str = ""  # how the course was found


Show = Callable[[View], None]


@contextmanager
def full_screen(console: Console) -> Iterator[Show]:
    """A screen of its own, gone without a trace at the end."""
    with Live(console=console, screen=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False) as live:
        drawn: list[object] = []

        def show(view: View) -> None:
            now: list[object] = [view, console.size]
            if now != drawn:
                live.update(_page(view, console.width), refresh=True)
                drawn[:] = now

        yield show


@contextmanager
def plain(console: Console) -> Iterator[Show]:
    """Every verdict and notice once, line after line."""
    said: list[object] = []

    def show(view: View) -> None:
        now: list[object] = [view.verdict, view.notice]
        if view.verdict is not None and view.verdict not in said:
            console.print(exercise_view(view.verdict))
        if view.notice and view.notice not in said:
            console.print(view.notice, markup=False)
        if view.verdict is not None or view.notice:
            said[:] = now

    yield show


def _page(view: View, width: int) -> Layout:
    page, width = Layout(), min(width, WIDEST)
    page.split_column(
        Layout(_head(view, width), name="head", size=3),
        Layout(_body(view, width), name="body"),
        Layout(_foot(view, width), name="foot", size=3),
    )
    return page


def _head(view: View, width: int) -> RenderableType:
    memory = view.memory
    course = memory.course
    passed = sum(memory.status(name) is Status.PASSED for name in course.scored)
    earned = sum(memory.points(name) for name in course.exercises)
    most = sum(each.points for each in course.exercises.values())
    table = Table.grid(expand=True)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    total = len(course.scored)
    counts = f"{passed} of {counted(total, 'exercise')}   {earned:g} of {most:g} points"
    more = memory.bonus().removesuffix(" exercises")
    table.add_row(Text(course.title, style="bold"), f"{counts}   {more}".rstrip())
    how = Text(view.how, style="dim")
    how.truncate(max(width // 2 - 2, 10), overflow="ellipsis")
    table.add_row(ProgressBar(total=total, completed=passed, width=max(width // 2, 10)), how)
    return Padding(table, (0, 0), expand=False) if width >= WIDEST else table


def _body(view: View, width: int) -> RenderableType:
    table = Table.grid()
    table.add_column(max_width=width)
    if view.verdict is not None:
        table.add_row(exercise_view(view.verdict))
    else:
        unit = view.memory.course.exercises[view.focus].unit
        table.add_row(Text.assemble((view.focus, "bold"), (f" ({unit}.py)", "dim")))
    if view.hint:
        table.add_row("")
        table.add_row(Text(view.hint))
    return table


def _foot(view: View, width: int) -> RenderableType:
    table = Table.grid()
    table.add_column(max_width=width)
    table.add_row(Text("checking…" if view.busy else view.notice))
    table.add_row("")
    table.add_row(Text(KEYS, style="dim"))
    return table
