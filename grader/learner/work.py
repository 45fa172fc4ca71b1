"""The folder that a learner works in: what it holds, and one sentence where it is the wrong folder."""

from pathlib import Path

from rich.console import Console

from grader import course as courses
from grader.course import Course
from grader.submission.model import Submission, SubmissionError, read

STATE = ".grader"  # the folder, in the learner's own, of what the learner's commands remember
SEED = 0  # a learner sees the same inputs each time


def open_work(folder: Path) -> tuple[Course, Submission]:
    """The course and the learner's work, as it is graded. Raises CourseError, or SubmissionError where there is no unit."""
    course = courses.load()
    work = read(folder, course, folder.resolve().name)
    units = {unit.name for unit in course.units}
    if not units & (set(work.modules) | set(work.problems)):
        raise SubmissionError(
            f"There is no unit here, such as {course.units[0].name}.py.\n"
            "Go to the folder of your work, or make one: grader start my-course"
        )
    return course, work


def stop(error: Exception) -> int:
    """Say why a command cannot do its work; its exit status."""
    Console(stderr=True, highlight=False).print(str(error), markup=False, soft_wrap=True)
    return 2
