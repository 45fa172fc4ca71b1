"""The commands of a learner: start, check, watch, hint, progress, show, play, submit, completion."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from click.shell_completion import CompletionItem

from grader.cli.course import find_course
from grader.cli.helped import Helped

Command = TypeVar("Command", bound=Callable[..., Any])


in_folder: Callable[[Command], Command] = click.option(
    "--in",
    "folder",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of your work (default: this one).",
)


def _exercises(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from grader.learner.completion import exercise_names

    return exercise_names(lambda: find_course(context), begun)


def leave(status: int) -> NoReturn:
    """End the process without taking torch down, which takes a fifth of the time that importing it takes."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


@click.command(cls=Helped, examples=("grader start my-course", "grader start my-course --notebooks"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--notebooks", is_flag=True, help="Units as notebooks in place of modules. Needs jupytext.")
def start(folder: Path, notebooks: bool) -> None:
    """Make FOLDER a working copy of the course: stubs, a page to begin with, data to look at. Never overwrites work."""
    from grader.learner.start import start_course

    leave(start_course(folder, notebooks))


@click.command(cls=Helped, examples=("grader check", "grader check {first} {second}", "grader check --all"))
@click.argument("names", nargs=-1, shell_complete=_exercises)
@click.option("--all", "everything", is_flag=True, help="Check every exercise, also those that pass.")
@click.option("--show", is_flag=True, help="Draw the pictures of the units too, from your own code.")
@in_folder
def check(names: tuple[str, ...], everything: bool, show: bool, folder: Path) -> None:
    """Check your work: the exercises NAMES, or from the next one on up to the first that is not right yet."""
    from grader.learner.check import check_work

    leave(check_work(folder, names, everything, show))


@click.command(cls=Helped, examples=("grader hint {first}",))
@click.argument("name", shell_complete=_exercises)
@in_folder
def hint(name: str, folder: Path) -> None:
    """Show a hint for the exercise NAME, one more each time, then where to read on."""
    from grader.learner.hint import show_hint

    sys.exit(show_hint(folder, name))


@click.command(cls=Helped, examples=("grader progress", "grader progress --in my-course"))
@in_folder
def progress(folder: Path) -> None:
    """Show the course as a map: what is right, what is not, your points on public checks, and what is next."""
    from grader.learner.progress import show_progress

    sys.exit(show_progress(folder))


@click.command(cls=Helped, examples=("grader watch", "grader watch --in my-course"))
@in_folder
def watch(folder: Path) -> None:
    """Judge every save as you work. Keys: h hint, n next exercise, q quit."""
    from grader.learner.watch.command import watch_work

    sys.exit(watch_work(folder))


@click.command(cls=Helped, examples=("grader show {first}", "grader show 1 2", "grader show {unit} --open"))
@click.argument("names", nargs=-1, required=True, shell_complete=_exercises)
@click.option("--open", "look", is_flag=True, help="Open the pictures as well.")
@in_folder
def show(names: tuple[str, ...], look: bool, folder: Path) -> None:
    """Draw the pictures of units from your own code. NAMES are units, their numbers, or exercises."""
    from grader.learner.show import show_pictures

    leave(show_pictures(folder, names, look))


@click.command(cls=Helped, examples=("grader play", "grader play --no-open"))
@click.option("--unit", type=click.IntRange(1), help="The number of the unit whose model plays (default: the latest you wrote).")
@click.option(
    "--port", default=8728, show_default=True, type=click.IntRange(0, 65535), help="Another one if it is taken."
)
@click.option("--open/--no-open", "look", default=True, help="Whether to open the page in your browser.")
@in_folder
def play(unit: int | None, port: int, look: bool, folder: Path) -> None:
    """Play with the model that you trained, on a page on this machine alone."""
    from grader.learner.play import play as play_with

    leave(play_with(folder, unit, port, look))


@click.command(cls=Helped, examples=("grader submit", "grader submit --out ada.zip"))
@in_folder
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The zip to write (default: submission.zip)."
)
def submit(folder: Path, out: Path | None) -> None:
    """Make a zip of exactly what is graded, try it, and say what will be graded and what is still untouched."""
    from grader.learner.submit import submit_work

    leave(submit_work(folder, out))


@click.command(
    cls=Helped,
    examples=(
        'eval "$(grader completion bash)"   # in ~/.bashrc',
        "grader completion fish | source     # in config.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, options and the names of exercises."""
    from grader.learner.completion import script

    click.echo(script(context.find_root().command, shell))


COMMANDS = [check, watch, hint, progress, show, play, submit]
