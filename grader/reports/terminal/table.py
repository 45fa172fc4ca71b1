"""The class in the terminal: a line a submission, then under each name what is wrong and the sentence that helps."""

from collections.abc import Callable, Iterable
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from grader.checking.verdict import Status
from grader.course import Course
from grader.grading.record import Result, is_bonus, message, telling, withheld
from grader.results.statuses import LEGEND, LOOKS, look


def show_class(console: Console, lines: Iterable[Result], course: Course) -> None:
    """A table of scores, one column a unit: a mark an exercise where the console is wide enough, else how many passed.

    `lines` are those of the class's own file.
    """
    lines = list(lines)
    judged = {name for each in lines for name in each["exercises"]}
    units = [
        (unit.short, names) for unit in course.units if (names := [e.name for e in unit.exercises if e.name in judged])
    ]
    table = _table(lines, units, _marks)
    if console.measure(table, options=console.options.update(max_width=10_000)).maximum <= console.width:
        console.print(table)
        console.print(LEGEND)
    else:
        console.print(_table(lines, units, _passed))
        console.print("[dim]In each unit: exercises that passed, of those that were judged.[/]")


def _table(lines: list[Result], units: list[tuple[str, list[str]]], cell: Callable[[list[Status]], str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("submission", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    for short, _ in units:
        table.add_column(short, justify="right" if cell is _passed else "left", no_wrap=True)
    for each in lines:
        found = each["exercises"]
        cells = [cell([Status(found[name]) for name in names if name in found]) for _, names in units]
        score = "?" if each["score"] is None else f"{each['score']:g}"
        table.add_row(escape(each["submission"]), f"{score} / {each['max_score']:g}", *cells)
    return table


def _marks(statuses: list[Status]) -> str:
    return "".join(look(each).marked for each in statuses)


def _passed(statuses: list[Status]) -> str:
    """As `3/5`, green where all passed, dim where none did."""
    passed = statuses.count(Status.PASSED)
    style = "green" if passed == len(statuses) else "dim" if not passed else "default"
    return f"[{style}]{passed}/{len(statuses)}[/]"


def show_findings(console: Console, found: Result) -> None:
    """What is wrong in one submission: the first failing check of each exercise, and its message."""
    console.print(f"\n[bold]{escape(found['submission'])}[/]")
    for note in [*found["notes"], *filter(None, [withheld(found["exercises"])])]:
        console.print(Padding(escape(note), (0, 0, 0, 2), expand=False), highlight=False)
    silent: dict[str, list[str]] = {}
    for unit, group in groupby(found["exercises"], key=lambda each: each["unit"]):
        exercises = list(group)
        wrong = {each["name"]: check for each in exercises if (check := telling(each))}
        whole = len(wrong) == len(exercises)
        if whole and {each["status"] for each in exercises} == {"not_started"}:
            silent.setdefault(look(Status.NOT_STARTED).word, []).append(unit)
        elif whole and len(exercises) > 1 and len({message(check) for check in wrong.values()}) == 1:
            _show(console, unit, f"none of its {len(exercises)} exercises could be judged", exercises[0]["checks"][0])
        else:
            for each in exercises:
                shown = look(each["status"])
                if shown.counts is False and not shown.explained:
                    silent.setdefault(shown.word, []).append(each["name"])
                elif each["name"] in wrong:
                    _show(console, _named(each), wrong[each["name"]]["title"], wrong[each["name"]])
    for reason, names in silent.items():
        text = f"[dim]{reason}: {', '.join(names)}[/]"
        console.print(Padding(text, (0, 0, 0, 2), expand=False), highlight=False)
    if len(found["exercises"]) == sum(each["status"] == "passed" for each in found["exercises"]):
        console.print("  [green]Everything passes.[/]")


def _named(exercise: Result) -> str:
    return f"{exercise['name']} (bonus)" if is_bonus(exercise) else str(exercise["name"])


def _show(console: Console, name: str, title: str, check: Result) -> None:
    console.print(f"  {LOOKS[Status.FAILED].marked} [bold]{escape(name)}[/]: {escape(title)}", highlight=False)
    for line in message(check).split("\n"):
        console.print(Padding(escape(line), (0, 0, 0, 6), expand=False), highlight=False)
