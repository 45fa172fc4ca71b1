"""`grader hint NAME`: one hint more each time."""

import json
from pathlib import Path

from rich.console import Console

from grader import course as courses
from grader.course import CourseError
from grader.learner.check import nearest

MEMORY = Path(".grader") / "hints.json"


def show_hint(folder: Path, name: str) -> int:
    """Show the next hint of an exercise, and after the last one where to read on; the exit status."""
    console = Console(highlight=False)
    try:
        course = courses.load()
    except CourseError as error:
        console.print(str(error), markup=False)
        return 2
    if name not in course.exercises:
        Console(stderr=True, highlight=False).print(
            f"There is no exercise {name}. {nearest(course, name)}", markup=False
        )
        return 2
    exercise = course.exercises[name]
    seen = _remembered(folder)
    number = min(seen.get(name, 0) + 1, len(exercise.hints))
    console.print(f"Hint {number} of {len(exercise.hints)}: {exercise.hints[number - 1]}", markup=False)
    if number == len(exercise.hints):
        console.print(f"Read on: {exercise.reading}", markup=False)
    else:
        console.print("Run the same command again for the next hint.")
    _remember(folder, {**seen, name: number})
    return 0


def _remembered(folder: Path) -> dict[str, int]:
    try:
        seen = json.loads((folder / MEMORY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in seen.items() if isinstance(v, int) and v >= 0} if isinstance(seen, dict) else {}


def _remember(folder: Path, seen: dict[str, int]) -> None:
    try:
        (folder / MEMORY).parent.mkdir(exist_ok=True)
        (folder / MEMORY).write_text(json.dumps(seen), encoding="utf-8")
    except OSError:  # a folder that cannot be written to: the first hint comes again
        return
