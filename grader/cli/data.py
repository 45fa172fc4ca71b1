"""The command data: the course's data, those in its folder and those outside."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from grader.cli.course import find_course

if TYPE_CHECKING:
    from grader.course import Course

EXAMPLES = """\b
Examples:
  grader data status
  grader data fetch
  grader data add /media/usb/data
  grader data layout sample
"""


def _ask(name: str, arguments: Callable[["Course"], tuple[Any, ...]] = lambda course: ()) -> NoReturn:
    """Call a function of the course's extras/data, and end with the status that it gives."""
    from grader import course as courses
    from grader.course import CourseError
    from grader.course.data import DataError
    from grader.course.loaded import course_module

    try:
        course = courses.load()
        extra = course_module(course, "extras.data")
        if extra is None:
            raise CourseError("This course has no data beside what it came with.")
        given = arguments(course)
    except (CourseError, DataError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    sys.exit(getattr(extra, name)(*given))


class Titled(click.Group):
    """A group whose help names the course's data; the course is read when the help is asked for, and not before."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from grader import course as courses
        from grader.course import CourseError

        super().format_help_text(ctx, formatter)
        try:
            tiers = courses.load(find_course(ctx).root).tiers
        except CourseError:
            tiers = ()
        if tiers:
            with formatter.section("The data of this course"):
                formatter.write_dl([(each.name, each.title) for each in tiers])


@click.group(cls=Titled, epilog=EXAMPLES)
def data() -> None:
    """The course's data: what is here, fetch what is not, or bring it by hand."""


@data.command()
def status() -> None:
    """Say which data are here, from where, and whether they are what they should be."""
    _ask("status")


@data.command()
def fetch() -> None:
    """Fetch the data that lie outside the course: verified, resumed where it broke off."""
    _ask("fetch")


@data.command()
@click.argument("folder", type=click.Path(path_type=Path))
def add(folder: Path) -> None:
    """Take the data that lie outside the course from FOLDER; they are verified."""
    _ask("add", lambda _: (folder,))


@data.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--data", "wanted", default="", help="The name of one of the course's data, or a folder.  [default: the first]"
)
@click.option("--all", "every", is_flag=True, help="All of it, not only what the units begin with.")
def layout(folder: Path, wanted: str, every: bool) -> None:
    """Write data as files to look at into FOLDER, laid out as the units expect them."""
    from grader.course.loaded import choose_data

    _ask("layout", lambda course: (folder, choose_data(course, wanted), every))
