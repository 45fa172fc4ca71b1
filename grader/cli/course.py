"""--course: which course a command is about. A command takes its course before it does anything else, and says which it is."""

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader import VARIABLE

if TYPE_CHECKING:
    from grader.course.find import Found

Search = Callable[[click.Context, str], "Found"]  # what --course says, or "", to a course; raises CourseError
HELP = f"A folder, or the id of an installed course.  [default: ${VARIABLE}, {{}}else the clone's, else the installed one]"


class CourseOption(click.Option):
    """The option, with how its command finds a course."""

    def __init__(self, search: Search, place: str) -> None:
        super().__init__(
            ["--course"], metavar="COURSE", help=HELP.format(place), expose_value=False, is_eager=True, callback=_keep
        )
        self.search = search


def near_work(context: click.Context, named: str) -> "Found":
    """For a learner's own commands: a course.toml in or above the folder of their work counts."""
    from grader.course.find import find

    return find(named, near=context.params.get("folder") or Path())


def near_new_work(context: click.Context, named: str) -> "Found":
    """For work that is to begin: a course.toml above its folder counts, else one in or above the working folder."""
    from grader.course.find import find, nearest

    folder = context.params.get("folder") or Path()
    return find(named, near=folder if nearest(folder) else Path())


def near_here(_: click.Context, named: str) -> "Found":
    """For those who work on a course: a course.toml in or above the working folder counts."""
    from grader.course.find import find

    return find(named, near=Path())


def far_from_work(_: click.Context, named: str) -> "Found":
    """For whoever judges other people's work: what lies beside that work never counts."""
    from grader.course.find import find

    return find(named)


PLACES: dict[Search, str] = {
    near_work: "else course.toml in or above your folder, ",
    near_new_work: "else course.toml above the folder, or here or above, ",
    near_here: "else course.toml here or above, ",
}


def add_course(command: click.Command, search: Search, told: bool = True) -> click.Command:
    """Give the command, or every command of a group, the option. With `told` it says on standard error which course it takes."""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            add_course(each, search, told)
        return command
    command.params.append(CourseOption(search, PLACES.get(search, "")))
    inner = command.callback
    assert inner is not None

    @functools.wraps(inner)
    def callback(*args: Any, **params: Any) -> Any:
        from grader.course import CourseError
        from grader.course.find import taken

        context = click.get_current_context()
        try:
            found = find_course(context)
        except CourseError as error:
            click.echo(str(error), err=True)
            sys.exit(2)
        if told:
            tell(found, search)
        with taken(found):
            return inner(*args, **params)

    command.callback = callback
    return command


def find_course(context: click.Context) -> "Found":
    """The course that a command is about, by its own option or, for a group's help, by the working folder. Raises CourseError."""
    own = next((each for each in context.command.params if isinstance(each, CourseOption)), None)
    return (own.search if own else near_here)(context, context.meta.get(__name__, ""))


def tell(found: "Found", search: Search) -> None:
    """Say which course is taken. Where it cannot be read, nothing: the command itself will say why.

    Where it is not that of the working folder, though there is one, say how that would be taken.
    """
    from grader.course import CourseError
    from grader.course.find import nearest

    try:
        line = found.line()
    except CourseError:
        return
    if search is far_from_work and (other := nearest(Path())) is not None and other != found.root:
        here = os.path.relpath(other)
        line += f"\nAnother course lies in {here}. It is not taken: --course {here} would take it."
    click.echo(line, err=True)


def _keep(context: click.Context, option: click.Parameter, named: str | None) -> None:
    context.meta[__name__] = named or ""
