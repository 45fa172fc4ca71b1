"""--course: which course a command is about. Every command has it, behind its own options."""

import os
from pathlib import Path
from typing import Any

import click

from grader import VARIABLE

HELP = f"The folder of the course.  [default: ${VARIABLE}, else the one that came with the grader]"


def add_course(command: click.Command) -> click.Command:
    """Give the command, or every command of a group, the option."""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            add_course(each)
    else:
        kind = click.Path(exists=True, file_okay=False, path_type=Path)
        option = click.Option(
            ["--course"], type=kind, metavar="FOLDER", help=HELP, expose_value=False, is_eager=True, callback=_take
        )
        command.params.append(option)
    return command


def _take(context: click.Context, option: click.Parameter, folder: Path | None) -> Any:
    """From now on the course of this process, and of every one that it starts, is the one in `folder`."""
    if folder is None:
        return None
    from grader.course.find import MANIFEST

    if not (folder / MANIFEST).is_file():
        raise click.BadParameter(f"{folder} holds no {MANIFEST}: name the folder of a course.")
    os.environ[VARIABLE] = str(folder.resolve())
    return folder
