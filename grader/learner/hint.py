"""`grader hint NAME`: one hint more each time."""

import json
from pathlib import Path

from rich.console import Console

from grader import course as courses
from grader.course import Course, CourseError
from grader.course.nearest import nearest
from grader.learner.work import STATE, stop
from grader.results.write import write_json
from grader.submission.model import SubmissionError

FILE = "hints.json"


def show_hint(folder: Path, name: str) -> int:
    """Show the next hint of an exercise, and after the last one where to read on; the exit status."""
    console = Console(highlight=False)
    try:
        course = courses.load()
        if name not in course.exercises:
            raise SubmissionError(f"There is no exercise {name}. {nearest(course, name)}")
    except (CourseError, SubmissionError) as error:
        return stop(error)
    hint, last = next_hint(folder, course, name)
    console.print(hint, markup=False)
    if not last:
        console.print("Run the same command again for the next hint.")
    return 0


def next_hint(folder: Path, course: Course, name: str) -> tuple[str, bool]:
    """The next hint of an exercise, and whether it is the last, which says where to read on; remembered in the folder."""
    exercise = course.exercises[name]
    reading = f"\nRead on: {exercise.reading}" if exercise.reading else ""
    if not exercise.hints:
        return f"There is no hint for {name}.{reading}", True
    seen = _remembered(folder)
    number = min(seen.get(name, 0) + 1, len(exercise.hints))
    # Where the folder cannot be written to, the first hint comes again.
    write_json(folder / STATE / FILE, {**seen, name: number}, harmless=True)
    hint = f"Hint {number} of {len(exercise.hints)}: {exercise.hints[number - 1]}"
    last = number == len(exercise.hints)
    return (hint + reading if last else hint), last


def _remembered(folder: Path) -> dict[str, int]:
    try:
        seen = json.loads((folder / STATE / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in seen.items() if isinstance(v, int) and v >= 0} if isinstance(seen, dict) else {}
