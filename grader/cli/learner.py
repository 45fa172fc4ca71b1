"""start, check, hint: the learner's commands."""

import sys
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def start(folder: Path) -> None:
    """Make FOLDER a working copy of the course: stubs, sample digits, a page to begin with. Never overwrites work."""
    from grader.learner.start import start_course

    sys.exit(start_course(folder))


@click.command()
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Check every exercise, also those that pass.")
@click.option(
    "--in", "folder", default=".", type=click.Path(exists=True, path_type=Path), help="The folder of your work."
)
def check(names: tuple[str, ...], everything: bool, folder: Path) -> None:
    """Check your work: the exercises NAMES, or up to the first that is not right yet."""
    from grader.learner.check import check_work

    sys.exit(check_work(folder, names, everything))


@click.command()
@click.argument("name")
@click.option(
    "--in", "folder", default=".", type=click.Path(exists=True, path_type=Path), help="The folder of your work."
)
def hint(name: str, folder: Path) -> None:
    """Show a hint for the exercise NAME, one more each time."""
    from grader.learner.hint import show_hint

    sys.exit(show_hint(folder, name))
