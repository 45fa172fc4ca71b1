"""What an instructor sees of a class in the terminal."""

from typing import Any

from rich.console import Console

from grader.course import Course
from grader.grading.record import line
from grader.reports.terminal.table import show_class, show_findings
from grader.results.upgrade import as_why


def check(status: str, message: str = "", title: str = "is right", mistake: str | None = None) -> dict[str, Any]:
    why = as_why(message, mistake).as_json if message else {}
    return {"name": "check_it", "title": title, "status": status, **why}


def exercise(name: str, unit: str, *checks: dict[str, Any], status: str = "failed") -> dict[str, Any]:
    return {"name": name, "unit": unit, "status": status, "points": 0, "max_points": 1, "checks": list(checks)}


def result(*exercises: dict[str, Any], notes: tuple[str, ...] = (), name: str = "ann") -> dict[str, Any]:
    return {"submission": name, "score": 1.5, "max_score": 3.0, "notes": list(notes), "exercises": list(exercises)}


def findings(found: dict[str, Any]) -> list[str]:
    console = Console(record=True, width=100, no_color=True, file=None, quiet=False)
    with console.capture() as captured:
        show_findings(console, found)
    return [line.rstrip() for line in captured.get().strip().split("\n")]


def test_a_submission_without_a_fault() -> None:
    assert findings(result(exercise("is_3", "unit02", check("passed"), status="passed"))) == ["ann", "  Everything passes."]


def test_the_check_with_a_named_mistake_speaks_first() -> None:
    found = exercise("is_3", "unit02", check("failed", "vague"), check("failed", "Called is_3.\nDo it.", "tells threes", "m"))
    assert findings(result(found, exercise("l1", "unit02", check("passed"), status="passed"))) == [
        "ann",
        "  ✗ is_3: tells threes",
        "      Called is_3.",
        "      Do it.",
    ]


def test_a_unit_that_cannot_be_imported_is_said_once() -> None:
    broken = [exercise(name, "unit02", check("failed", "unit02.py could not be imported.")) for name in ("a", "b", "c")]
    assert findings(result(*broken)) == [
        "ann",
        "  ✗ unit02: none of its 3 exercises could be judged",
        "      unit02.py could not be imported.",
    ]


def test_what_is_not_started_is_listed_by_unit_where_it_is_a_whole_one() -> None:
    rest = [exercise(name, "unit03", check("not_started", "x"), status="not_started") for name in ("a", "b")]
    some = [exercise("c", "unit04", check("not_started", "y"), status="not_started"), exercise("d", "unit04", check("passed"), status="passed")]
    assert findings(result(*rest, *some))[1:] == ["  not started: unit03, c"]


def test_names_and_messages_are_no_markup() -> None:
    found = result(exercise("a", "u", check("failed", "[red]boo[/red] [/]")), notes=("[bold]note",), name="[link=x]eve")
    assert findings(found) == ["[link=x]eve", "  [bold]note", "  ✗ a: is right", "      [red]boo[/red] [/]"]


def test_the_table_has_a_mark_an_exercise_and_a_column_a_unit(course: Course) -> None:
    statuses = {"is_3": "passed", "mnist_distance": "failed", "mnist_loss": "not_started", "calc_grad": "ungraded"}
    homes = {each.name: each.unit for each in course.exercises.values()}
    made = result(*(exercise(name, homes[name], check(status), status=status) for name, status in statuses.items()))
    console = Console(width=100, no_color=True)
    with console.capture() as captured:
        show_class(console, [line(made)], course)
    lines = [line.split() for line in captured.get().strip().split("\n")]
    assert lines[0] == ["submission", "score", "02", "04", "05"]
    assert lines[1] == ["ann", "1.5", "/", "3", "✗●", "·", "!"]


def test_a_console_too_narrow_for_the_marks_gets_counts(course: Course) -> None:
    made = result(*(exercise(e.name, e.unit, check("passed"), status="passed") for e in course.exercises.values()), name="student-01")
    console = Console(width=80, no_color=True)
    with console.capture() as captured:
        show_class(console, [line(made)], course)
    lines = [line.rstrip() for line in captured.get().strip().split("\n")]
    assert all(len(line) <= 80 and "…" not in line for line in lines)
    counts = [f"{len(unit.exercises)}/{len(unit.exercises)}" for unit in course.units]
    assert lines[1].split() == ["student-01", "1.5", "/", "3", *counts]
    assert lines[-1] == "In each unit: exercises that passed, of those that were judged."
