"""The commands report, export, release and autograde, for instructors."""

import sys
from pathlib import Path

import click

from grader.reports.exports import FORMATS

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
RULES = "A TOML file of rules: late penalties, attempts, points by hand, excuses, groups."


REPORT_EXAMPLES = """\b
Examples:
  grader report results --out site
  grader report results --out feedback --learner --pictures
"""


@click.command(epilog=REPORT_EXAMPLES)
@click.argument("results", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=FOLDER, help="Folder for the pages.")
@click.option("--policy", type=FILE, help=RULES)
@click.option(
    "--learner", is_flag=True, help="Make the pages that learners get: one file each, with nothing of the class."
)
@click.option("--pictures", is_flag=True, help="With --learner: add pictures of their own results; takes seconds each.")
def report(results: tuple[Path, ...], out: Path, policy: Path | None, learner: bool, pictures: bool) -> None:
    """Make a class page, and a page a learner, from RESULTS, the folder that `grader grade` wrote. Opens without a server.

    With --learner, RESULTS may be several, and single result.json files.
    """
    if learner:
        from grader.learner.pages import write_feedback

        sys.exit(write_feedback(results, out, pictures))
    if len(results) > 1 or results[0].is_file():
        raise click.UsageError("Give one folder of results, as `grader grade` wrote it.")
    from grader.reports.class_page.command import report_class

    sys.exit(report_class(results[0], out, policy))


FOLDERS = " and ".join(name for name, each in FORMATS.items() if each.each)
LEGEND = "\b\nFormats:\n" + "\n".join(f"  {name:10}  {each.help}" for name, each in FORMATS.items())


@click.command(epilog=LEGEND)
@click.argument("results", type=FOLDER)
@click.option("--format", "kind", required=True, type=click.Choice(list(FORMATS)), help="Who is to read it: see below.")
@click.option("--out", required=True, type=click.Path(), help=f"The file to write; for {FOLDERS} a folder, with a file a learner.")
@click.option("--policy", type=FILE, help=RULES)
def export(results: Path, kind: str, out: str, policy: Path | None) -> None:
    """Write RESULTS, the folder that `grader grade` wrote, in the format of whatever your institution uses."""
    from grader.reports.exports.command import export_class

    sys.exit(export_class(results, kind, out, policy))


RELEASE_EXAMPLES = """\b
Examples:
  grader release --out dist
  grader release --out dist --seed 3187004921650
"""


@click.command(epilog=RELEASE_EXAMPLES)
@click.option("--out", required=True, type=FOLDER, help="Folder for the files, such as dist.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**62),
    help="The seed of all grades on Gradescope and GitHub. By default that of the release before in --out, or a new one.",
)
@click.option(
    "--no-trial", is_flag=True, help="Do not judge the solutions by what was packed, which takes as long as grading them twice."
)
def release(out: Path, seed: int | None, no_trial: bool) -> None:
    """Make what learners get (wheels, a zip) and what instructors run elsewhere (Gradescope, GitHub, a container)."""
    from grader.authoring.release.command import release as make

    sys.exit(make(out, seed, trial=not no_trial))


@click.command(hidden=True)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=FILE, help="The results.json to write.")
@click.option("--seed", required=True, type=click.IntRange(0, 2**62))
@click.option("--seconds", default=1800.0, show_default=True, help="No exercise is begun after so many seconds.")
@click.option("--unsafe", is_flag=True, help="Judge also where the sandbox does not hold.")
def autograde(folder: Path, out: Path, seed: int, seconds: float, unsafe: bool) -> None:
    """Judge the one submission in FOLDER for Gradescope: what its run_autograder calls."""
    from grader.batch.autograde import autograde as judge

    sys.exit(judge(folder, out, seed, seconds, unsafe))


COMMANDS = [report, export]
