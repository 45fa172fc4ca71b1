"""The commands grade and doctor: a class of submissions, and the machine on which they are graded."""

import sys
from pathlib import Path
from typing import Any

import click

from grader.cli.helped import Helped

EXAMPLES = (
    "grader grade submissions/ --out results",
    "grader grade alice.zip bob/ --out results --jobs 2",
    "grader grade submissions/ --out results --jobs 4 --data path/to/data",
    "grader grade submissions/ --out results --only {first}",
    "grader grade submissions/ --out results --executor dask --scheduler tls://10.0.0.5:8786",
)


@click.command(cls=Helped, examples=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the results.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="Submissions graded at a time.")
@click.option(
    "--device",
    default="auto",
    show_default=True,
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    help="'auto' takes a CUDA GPU where there is one.",
)
@click.option(
    "--data",
    default="",
    help="The name of one of the course's data, see course.toml, or a folder.  [default: the first]",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**62),
    help="Repeats a run: the same seed gives the same grades. By default the class's own, drawn at the first run.",
)
@click.option("--force", is_flag=True, help="Grade again what was graded before.")
@click.option("--only", multiple=True, metavar="EXERCISE", help="Judge this exercise again for all; the rest stays.")
@click.option("--unsafe", is_flag=True, help="Grade also where the sandbox does not hold; every result says so.")
@click.option(
    "--executor", default="local", show_default=True, help="'local', 'dask', or package.module:function of your own."
)
@click.option("--scheduler", default="", help="Address of the Dask scheduler, such as tls://10.0.0.5:8786.")
@click.option("--insecure", is_flag=True, help="Use a scheduler on another machine also without TLS.")
def grade(**options: Any) -> None:
    """Grade submissions: each PATH is one (a folder of unit modules, a .py, a .ipynb, a .zip) or a folder of them.

    Writes OUT/results.json and OUT/submissions/<id>/result.json. What was graded before under the same terms is kept.
    """
    from grader.batch import fork_server
    from grader.sandbox import prestart

    if options["executor"] == "local" and options["jobs"] == 1:
        prestart.prepare(sole=True)  # first: a zygote imports torch while this process does
    elif options["executor"] == "local":
        fork_server.context()  # first, too
    try:
        from grader.batch.command import Options, grade_class

        sys.exit(grade_class(Options(**options)))
    finally:
        prestart.drop()


@click.command()
def doctor() -> None:
    """Say which layers of the sandbox hold on this machine, and what that means."""
    from grader.reports.terminal.layers import show_layers

    sys.exit(show_layers())
