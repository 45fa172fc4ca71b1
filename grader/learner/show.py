"""`grader show NAME`: the pictures of a unit, from the learner's own code, saved in the folder pictures/."""

from pathlib import Path

import click
from rich.console import Console

from grader.course import Course, CourseError
from grader.course.data import DataError
from grader.course.loaded import course_module
from grader.course.nearest import nearest
from grader.learner.work import SEED, open_work, stop
from grader.sandbox.failures import SandboxError
from grader.sandbox.launcher import Launcher
from grader.submission.model import Submission, SubmissionError

FOLDER = "pictures"
NONE = "This course has no pictures."


class PictureError(Exception):
    """Raised by the course's extras/show.py: a picture cannot be drawn; the message is for the learner."""


def show_pictures(folder: Path, names: tuple[str, ...], look: bool) -> int:
    """Draw the pictures of the units that are meant by the names, and open them if the learner wants a `look`; the exit status."""
    try:
        course, work = open_work(folder)
        units = list(dict.fromkeys(unit_of(course, name) for name in names))
    except (CourseError, SubmissionError) as error:
        return stop(error)
    return draw_units(folder, course, work, units, look=look)


def draw_units(
    folder: Path,
    course: Course,
    work: Submission,
    units: list[str],
    look: bool = False,
    console: Console | None = None,
    zygote: Launcher | None = None,
) -> int:
    """Draw what there is to draw of the units; the exit status: 0 when each gave a picture, 1 when not, 2 where none can be drawn.

    It is the course's extras/show.py that draws: `UNITS` names the units that have pictures, `check()` raises PictureError where
    none can be drawn at all, and `draw(unit, own, given, folder)` draws those of a unit into a folder.
    """
    extra = course_module(course, "extras.show")
    if extra is None:
        return stop(PictureError(NONE))
    from grader.checking.givens import Givens  # torch comes with these
    from grader.learner.own import STOPPED, OwnCode, reason

    console = console or Console(highlight=False)
    status = 0
    try:
        extra.check()
        given = Givens(course, course.find_data(), SEED)
        (folder / FOLDER).mkdir(exist_ok=True)
        wanted = [each.name for each in course.exercises.values() if each.unit in units]
        with OwnCode(course, work, zygote=zygote, wanted=wanted) as own:
            for unit in units:
                if unit not in extra.UNITS:
                    console.print(f"{unit} has no pictures.")
                    continue
                place = folder / FOLDER / unit
                place.mkdir(exist_ok=True)
                try:
                    extra.draw(unit, own, given, place)
                except PictureError as error:
                    console.print(str(error), markup=False)
                    status = 1
                except STOPPED as error:
                    console.print(f"No picture of {unit} yet.\n{work.located(reason(error))}", markup=False)
                    status = 1
                for path in sorted(place.glob("*.png")) if look else ():
                    click.launch(str(path))
    except (PictureError, CourseError, DataError, SandboxError) as error:
        return stop(error)
    except OSError as error:
        return stop(
            Exception(f"{error.filename} cannot be made ({error.strerror}). Work in a folder that you may write to.")
        )
    return status


def unit_of(course: Course, name: str) -> str:
    """The unit that is meant by its name, the beginning of it, its number or one of its exercises. Raises SubmissionError."""
    for number, unit in enumerate(course.units, start=1):
        if name in (unit.name, f"{unit.name}.py", unit.short, str(number)):
            return unit.name
    if name in course.exercises:
        return course.exercises[name].unit
    begun = [unit.name for unit in course.units if unit.name.startswith(name)]
    if len(begun) == 1:
        return begun[0]
    raise SubmissionError(f"There is no unit or exercise {name}. {nearest(course, name)}")
