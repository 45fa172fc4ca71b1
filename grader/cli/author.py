"""The commands new-course, new-exercise, verify, figures and dev, for those who work on a course."""

import os
import sys
from pathlib import Path

import click


@click.command("new-course")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="The course's name for people.  [default: made of the folder's name]")
def new_course(folder: Path, title: str | None) -> None:
    """Make a course of two exercises in FOLDER, whose name becomes its id: it works as it is, and is yours to change."""
    from grader.authoring.new_course.command import new_course

    sys.exit(new_course(folder, title))


@click.command("new-exercise")
@click.argument("unit")
@click.argument("name")
@click.option("--after", metavar="EXERCISE", help="Which exercise of the unit it follows.  [default: the last]")
def new_exercise(unit: str, name: str, after: str | None) -> None:
    """Begin the exercise NAME in UNIT: a solution to write, two files of checks, and an entry in course.toml."""
    from grader.authoring.new_exercise import new_exercise

    sys.exit(new_exercise(unit, name, after))


@click.command()
@click.option(
    "--seeds",
    default=3,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="How many seeds the references must pass.",
)
@click.option("--mutants", is_flag=True, help="Instead: change right answers in one place each, and see that a check catches it.")
@click.option(
    "--at-most", default=0, type=click.IntRange(0), help="How many mutants of an exercise, evenly spread.  [default: all]"
)
@click.option("--jobs", type=click.IntRange(1, 64), help="How many processes try mutants.  [default: one for each processor]")
@click.argument("names", nargs=-1)
def verify(names: tuple[str, ...], seeds: int, mutants: bool, at_most: int, jobs: int | None) -> None:
    """Prove the course, or the exercises NAMES: right answers pass, stubs score nothing, every mistake is caught and named."""
    if mutants:
        from grader.authoring.mutation.report import verify_mutants

        sys.exit(verify_mutants(frozenset(names), jobs or os.cpu_count() or 1, at_most))
    from grader.authoring.verify import verify_course

    sys.exit(verify_course(seeds, frozenset(names)))


@click.command()
@click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path),
    help="A folder with the data that lie outside the course.  [default: the one that their variable names]",
)
@click.option("--fast", is_flag=True, help="Only the figures that take seconds.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**62))
@click.option(
    "--plots", type=click.Path(file_okay=False, path_type=Path), help="A folder for pictures of them. Needs matplotlib."
)
def figures(folder: Path | None, fast: bool, seed: int, plots: Path | None) -> None:
    """Print published figures beside what the reference solutions reproduce, training curves epoch by epoch among them."""
    from grader.authoring.figures.table import show_figures

    sys.exit(show_figures(folder, fast, seed, plots))


@click.group()
def dev() -> None:
    """For those who work on the course."""


@dev.command()
@click.option("--check", is_flag=True, help="Only say whether assignments/ is up to date.")
def stubs(check: bool) -> None:
    """Write assignments/ from solutions/."""
    from grader.course.stubs import StubError

    try:
        sys.exit(_stubs(check))
    except StubError as error:
        click.echo(f"{error}\nNothing was written.", err=True)
        sys.exit(2)


def _stubs(check: bool) -> int:
    from grader import course
    from grader.course.stubs import outdated, write_stubs

    root = course.find_root()
    if check:
        stale = outdated(root / "solutions", root / "assignments")
        if stale:
            click.echo("assignments/ is out of date: run `grader dev stubs`", err=True)
        return 1 if stale else 0
    for path in write_stubs(root / "solutions", root / "assignments"):
        click.echo(f"{'wrote' if path.exists() else 'removed'} {path.relative_to(root)}")
    return 0


@dev.command()
@click.option(
    "--seeds", default=20, show_default=True, type=click.IntRange(2, 10_000), help="How many seeds to measure."
)
@click.option("--data", default="", help="The name of one of the course's data, see course.toml.  [default: the first]")
@click.argument("names", nargs=-1)
def thresholds(names: tuple[str, ...], seeds: int, data: str) -> None:
    """Print what right answers reach, seed by seed, beside the thresholds of course.toml; of the exercises NAMES, or of all."""
    from grader.authoring.thresholds import show_thresholds

    sys.exit(show_thresholds(seeds, data, frozenset(names)))
