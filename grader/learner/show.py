"""`grader show NAME`: the pictures of a unit, from the learner's own code, saved in the folder pictures/."""

from pathlib import Path

import click
from rich.console import Console

from grader.course import Course, CourseError
from grader.learner.nearest import nearest
from grader.learner.work import SEED, open_work, stop
from grader.sandbox.launch import Launcher, SandboxError
from grader.submission import Submission, SubmissionError

FOLDER = "pictures"


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
    """Draw what there is to draw of the units; the exit status: 0 when each gave a picture, 1 when not, 2 without matplotlib."""
    from grader.checks.scene import Digits  # torch comes with these
    from grader.digits import DataError, find_data_folder, load_embedded, split
    from grader.learner.drawings import DRAWINGS, PictureError, load_pictures
    from grader.learner.own import STOPPED, OwnCode, reason

    console = console or Console(highlight=False)
    status = 0
    try:
        pictures = load_pictures(course)
        digits = Digits(split(load_embedded(find_data_folder()), SEED), SEED)
        (folder / FOLDER).mkdir(exist_ok=True)
        wanted = [each.name for each in course.exercises.values() if each.unit in units]
        with OwnCode(course, work, zygote=zygote, wanted=wanted) as own:
            for unit in units:
                if unit not in DRAWINGS:
                    console.print(f"{unit} has no pictures.")
                    continue
                pictures.FOLDER = folder / FOLDER / unit
                pictures.FOLDER.mkdir(exist_ok=True)
                pictures.drawn.clear()
                try:
                    DRAWINGS[unit](own, digits, pictures)
                except PictureError as error:
                    console.print(str(error), markup=False)
                    status = 1
                except STOPPED as error:
                    console.print(f"No picture of {unit} yet.\n{reason(error)}", markup=False)
                    status = 1
                for path in sorted(pictures.FOLDER.glob("*.png")) if look else ():
                    click.launch(str(path))
    except (PictureError, DataError, SandboxError) as error:
        return stop(error)
    except OSError as error:
        return stop(
            Exception(f"{error.filename} cannot be made ({error.strerror}). Work in a folder that you may write to.")
        )
    return status


def unit_of(course: Course, name: str) -> str:
    """The unit that is meant by its name, its number or one of its exercises. Raises SubmissionError."""
    for number, unit in enumerate(course.units, start=1):
        if name in (unit.name, f"{unit.name}.py", str(number), unit.name.split("_")[0]):
            return unit.name
    if name in course.exercises:
        return course.exercises[name].unit
    raise SubmissionError(f"There is no unit or exercise {name}. {nearest(course, name)}")
