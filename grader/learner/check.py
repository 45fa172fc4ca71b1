"""`grader check`: the public checks on the learner's own work, one exercise after another."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from grader.checking.verdict import ExerciseVerdict, Status
from grader.course import Course, CourseError
from grader.course.data import DataError
from grader.course.nearest import nearest
from grader.course.text import counted
from grader.learner.keys import public_checks
from grader.learner.progress_file import Memory
from grader.learner.work import SEED, open_work, stop
from grader.reports.terminal.verdicts import show_exercise
from grader.results.statuses import look
from grader.sandbox.launcher import Launcher
from grader.sandbox.start import start
from grader.submission.model import Submission, SubmissionError, needs_optimizers

if TYPE_CHECKING:
    from grader.grading.judge import Judge


def check_work(folder: Path, names: tuple[str, ...], everything: bool, pictures: bool = False) -> int:
    """Check the named exercises, all of them, or from the next on up to the first that is not yet right; the exit status.

    0 when all that was checked passed, 1 when not, 2 when it could not be checked. With `pictures`, those of the units follow.
    """
    console = Console(highlight=False)
    try:
        course, work = open_work(folder)
        memory = Memory(folder, course, work)
        wanted = _wanted(memory, names, everything)
        wrong, units = 0, []
        for verdict in judged(course, work, wanted) if wanted else ():
            memory.take(verdict)
            good = verdict.status is Status.PASSED
            if names and verdict.name not in names:
                continue
            if good and not names:
                console.print(f"{look(verdict.status).marked} {verdict.name}")
            else:
                show_exercise(console, verdict)
            wrong += not good
            units.append(verdict.unit)
            if not good and not names and not everything:
                break
    except (CourseError, SubmissionError, CheckingError) as error:
        return stop(error)
    memory.save()
    for note in work.notes:
        console.print(note, markup=False)
    if not names:
        passed = sum(memory.status(name) is Status.PASSED for name in course.scored)
        more = f", and {memory.bonus()}" if memory.bonus() else ""
        console.print(f"{passed} of {counted(len(course.scored), 'exercise')}{more} pass the public checks.")
        if not wrong:
            console.print("All of them are right. Hand them in with: grader submit")
    if pictures:
        from grader.learner.show import draw_units

        draw_units(folder, course, work, list(dict.fromkeys(units)))
    return 1 if wrong else 0


class CheckingError(Exception):
    """Something of the kit itself is missing or broken; the message names the cure."""


def judged(course: Course, work: Submission, wanted: list[str]) -> Iterator[ExerciseVerdict]:
    """The verdicts of the wanted exercises, in the order of the course. Raises CheckingError."""
    with start(sole=True) as zygote:  # first: it imports torch while we do
        if needs_optimizers(course, work, wanted):
            zygote.expect_optimizers()
        judge = open_judge(course, wanted, zygote)
        with judge:
            yield from judge.verdicts(work, frozenset(wanted))


def open_judge(course: Course, wanted: list[str], zygote: Launcher) -> "Judge":
    """A judge with the public checks of the wanted exercises. Raises CheckingError."""
    from grader.checking.session import CheckFault  # torch and pytest come with these
    from grader.grading.judge import Judge
    from grader.grading.sandboxed.backend import Sandboxed
    from grader.grading.terms import Terms

    try:
        checks = tuple(public_checks(course, each) for each in wanted)
        return Judge(course, Terms(SEED, course.find_data().name), checks, Sandboxed(course, zygote))
    except (CheckFault, CourseError, DataError) as error:
        raise CheckingError(str(error)) from None


def _wanted(memory: Memory, names: tuple[str, ...], everything: bool) -> list[str]:
    """The exercises to judge: the named ones with what they stand on and is not known to pass, all, or those from the next on."""
    course = memory.course
    for name in names:
        if name not in course.exercises:
            raise SubmissionError(f"There is no exercise {name}. {nearest(course, name)}")
    if everything:
        return memory.expected()
    passed = {each for each in course.exercises if memory.status(each) is Status.PASSED}
    before = {each for name in names for each in course.prerequisites(name)} - passed
    if names:
        return [each for each in course.exercises if each in names or each in before]
    return [each for each in memory.expected() if each not in passed]
