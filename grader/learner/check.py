"""`grader check`: the public checks on the learner's own work, one exercise after another."""

from difflib import get_close_matches
from pathlib import Path

from rich.console import Console

from grader import course as courses
from grader.checks.session import CHECKS, CheckFault
from grader.course import Course, CourseError
from grader.digits import DataError, find_data_folder, load_embedded, split
from grader.grade import Judge, Terms
from grader.reports.verdicts import show_exercise
from grader.submission import SubmissionError, read
from grader.verdict import Status

SEED = 0  # a learner sees the same inputs each time


def check_work(folder: Path, names: tuple[str, ...], everything: bool) -> int:
    """Check the named exercises, all of them, or those up to the first that is not yet right; the exit status.

    0 when all that was checked passed, 1 when not, 2 when it could not be checked.
    """
    console = Console(highlight=False)
    try:
        course = courses.load()
        wanted = _wanted(course, names)
        submission = read(folder, course, folder.resolve().name)
        with Judge(
            course, split(load_embedded(find_data_folder()), SEED), Terms(SEED, "embedded"), (CHECKS / "public",)
        ) as judge:
            passed, shown = 0, 0
            for verdict in judge.verdicts(submission, wanted):
                good = verdict.status is Status.PASSED
                passed += good
                if names and verdict.name not in names:
                    continue
                if names or everything or not good:
                    show_exercise(console, verdict)
                    shown += not good
                if not good and not names and not everything:
                    break
            total = len(judge.exercises)
    except (CourseError, CheckFault, DataError, SubmissionError) as error:
        Console(stderr=True, highlight=False).print(str(error), markup=False)
        return 2
    for note in submission.notes:
        console.print(note, markup=False)
    if not names:
        console.print(f"{passed} of {total} exercises pass the public checks.")
    return 1 if shown else 0


def _wanted(course: Course, names: tuple[str, ...]) -> frozenset[str]:
    """The named exercises and what they stand on, so that an earlier slip is not held against a later exercise."""
    for name in names:
        if name not in course.exercises:
            raise SubmissionError(f"There is no exercise {name}. {nearest(course, name)}")
    return frozenset(each for name in names for each in (name, *course.prerequisites(name)))


def nearest(course: Course, name: str) -> str:
    """A sentence that helps whoever mistyped an exercise's name."""
    near = get_close_matches(name, course.exercises, n=1)
    return f"Did you mean {near[0]}?" if near else "The units list them all."
