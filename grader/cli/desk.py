"""report, export, release, new-exercise: the instructor's desk."""

import sys
from pathlib import Path

import click

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
RULES = "A TOML file of rules: late penalties, attempts, points by hand, excuses, groups."


@click.command()
@click.argument("results", type=FOLDER)
@click.option("--out", required=True, type=FOLDER, help="Folder for the pages.")
@click.option("--policy", type=FILE, help=RULES)
def report(results: Path, out: Path, policy: Path | None) -> None:
    """Make a class page, and a page a learner, from RESULTS, the folder that `grader grade` wrote. Opens without a server."""
    from grader.reports.site.command import report_class

    sys.exit(report_class(results, out, policy))


COMMANDS = [report]
