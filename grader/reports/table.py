"""The class in the terminal: a line a submission, then under each name what is wrong and the sentence that helps."""

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from grader.course import Course
from grader.reports.verdicts import LEGEND, MARKS
from grader.result import Result
from grader.verdict import Status


def show_class(console: Console, results: Iterable[Result], course: Course) -> None:
    """A table of scores, one column a unit, one mark an exercise."""
    results = list(results)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("submission", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    units = [unit for unit in course.units if any(e["unit"] == unit.name for r in results for e in r["exercises"])]
    for unit in units:
        table.add_column(unit.name.removeprefix("unit").split("_")[0], no_wrap=True)
    for each in results:
        marks = [
            "".join(MARKS[Status(e["status"])] for e in each["exercises"] if e["unit"] == unit.name) for unit in units
        ]
        table.add_row(escape(each["submission"]), f"{each['score']:g} / {each['max_score']:g}", *marks)
    console.print(table)
    console.print(LEGEND)


def show_findings(console: Console, found: Result) -> None:
    """What is wrong in one submission: the first failing check of each exercise, and its message."""
    console.print(f"\n[bold]{escape(found['submission'])}[/]")
    for note in found["notes"]:
        console.print(Padding(escape(note), (0, 0, 0, 2), expand=False), highlight=False)
    silent: dict[str, list[str]] = {}
    said: set[str] = set()
    for exercise in found["exercises"]:
        check = _telling(exercise)
        if check is None:
            continue
        if exercise["status"] in ("not_started", "not_checked"):
            silent.setdefault(exercise["status"].replace("_", " "), []).append(exercise["name"])
        elif check["message"] in said:
            silent.setdefault("for the same reason", []).append(exercise["name"])
        else:
            said.add(check["message"])
            console.print(f"  [red]✗[/] [bold]{escape(exercise['name'])}[/]: {escape(check['title'])}", highlight=False)
            for line in check["message"].split("\n"):
                console.print(Padding(escape(line), (0, 0, 0, 6), expand=False), highlight=False)
    for reason, names in silent.items():
        console.print(f"  [dim]{reason}: {', '.join(names)}[/]", highlight=False)


def _telling(exercise: dict[str, list[dict[str, str]]]) -> dict[str, str] | None:
    """The check that tells most: one with a named mistake, else the first that did not pass."""
    wrong = [each for each in exercise["checks"] if each["status"] != "passed"]
    named = [each for each in wrong if each["mistake"]]
    return next(iter(named or wrong), None)
