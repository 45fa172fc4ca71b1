"""The command line: options in, one call out. Nothing is decided here."""

import sys
from pathlib import Path

import click

EXAMPLES = """\b
Examples:
  grader grade submissions/ --out results
  grader grade alice.zip bob/ --out results --seed 7
  grader grade submissions/ --out results --jobs 4 --data path/to/mnist
"""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mnist-basics-kit")
def main() -> None:
    """The exercises of the MNIST-basics chapter: learn (start, check, hint), grade a class, prove the course."""


@main.command(epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the results.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="Submissions graded at a time.")
@click.option("--device", default="auto", show_default=True, type=click.Choice(["auto", "cpu", "cuda"]))
@click.option(
    "--data", default="embedded", show_default=True, help="'embedded', or a folder with MNIST's four IDX files."
)
@click.option(
    "--seed", default=0, show_default=True, type=click.IntRange(0, 2**62), help="The same seed gives the same grades."
)
@click.option("--force", is_flag=True, help="Grade again what was graded before.")
@click.option("--unsafe", is_flag=True, help="Grade also where the sandbox does not hold; every result says so.")
def grade(
    paths: tuple[Path, ...], out: Path, jobs: int, device: str, data: str, seed: int, force: bool, unsafe: bool
) -> None:
    """Grade submissions: each PATH is one (a folder of unit modules, a .py, a .ipynb, a .zip) or a folder of them.

    Writes OUT/results.json and OUT/submissions/<id>/result.json. What was graded before under the same terms is kept.
    """
    from grader.classroom.command import grade_class

    sys.exit(grade_class(list(paths), out, jobs, device, data, seed, force, unsafe))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def start(folder: Path) -> None:
    """Make FOLDER a working copy of the course: stubs, sample digits, a page to begin with. Never overwrites work."""
    from grader.learner.start import start_course

    sys.exit(start_course(folder))


@main.command()
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Check every exercise, also those that pass.")
@click.option(
    "--in", "folder", default=".", type=click.Path(exists=True, path_type=Path), help="The folder of your work."
)
def check(names: tuple[str, ...], everything: bool, folder: Path) -> None:
    """Check your work: the exercises NAMES, or up to the first that is not right yet."""
    from grader.learner.check import check_work

    sys.exit(check_work(folder, names, everything))


@main.command()
@click.argument("name")
@click.option(
    "--in", "folder", default=".", type=click.Path(exists=True, path_type=Path), help="The folder of your work."
)
def hint(name: str, folder: Path) -> None:
    """Show a hint for the exercise NAME, one more each time."""
    from grader.learner.hint import show_hint

    sys.exit(show_hint(folder, name))


@main.command()
@click.option(
    "--seeds",
    default=3,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="How many seeds the references must pass.",
)
@click.argument("names", nargs=-1)
def verify(names: tuple[str, ...], seeds: int) -> None:
    """Prove the course, or the exercises NAMES: references pass, stubs score nothing, every mistake is caught and named."""
    from grader.verify import verify_course

    sys.exit(verify_course(seeds, frozenset(names)))


@main.command()
@click.option(
    "--data", type=click.Path(path_type=Path), help="A folder with MNIST's four IDX files (default: $MNIST_DIR)."
)
@click.option("--fast", is_flag=True, help="Only the figures that take seconds.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**62))
def figures(data: Path | None, fast: bool, seed: int) -> None:
    """Print the chapter's figures beside what the reference solutions reproduce."""
    from grader.reports.figures import show_figures

    sys.exit(show_figures(data, fast, seed))


@main.command()
def doctor() -> None:
    """Say which layers of the sandbox hold on this machine, and what that means."""
    from grader.reports.layers import show_layers

    sys.exit(show_layers())


@main.group()
def dev() -> None:
    """For those who work on the course."""


@dev.command()
@click.option("--check", is_flag=True, help="Only say whether assignments/ is up to date.")
def stubs(check: bool) -> None:
    """Write assignments/ from solutions/."""
    from grader import course
    from grader.stubs import outdated, write_stubs

    root = course.find_root()
    if check:
        stale = outdated(root / "solutions", root / "assignments")
        if stale:
            click.echo("assignments/ is out of date: run `make stubs`", err=True)
            sys.exit(1)
        return
    for path in write_stubs(root / "solutions", root / "assignments"):
        click.echo(f"wrote {path.relative_to(root)}")
