"""The commands nbgrader init, update and autograde: the course as an nbgrader course."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.course.find import Found

FOLDER = click.Path(file_okay=False, path_type=Path)


def as_remembered(context: click.Context, named: str) -> "Found":
    """The course that the course folder was made of; one that is new is made of what is named. Raises CourseError."""
    from grader.notebooks.nbgrader.remembered import find_remembered

    return find_remembered(context.params.get("course_dir") or Path(), named)


@click.group()
def nbgrader() -> None:
    """The course as an nbgrader course: make it, refresh it, autograde it fast."""


@nbgrader.command()
@click.argument("course_dir", type=FOLDER)
@click.option("--course-id", default="", help="nbgrader's name for the course.  [default: the id in course.toml]")
@click.option("--modules", is_flag=True, help="Learners hand in unit files (.py) instead of notebooks.")
def init(course_dir: Path, course_id: str, modules: bool) -> None:
    """Make COURSE_DIR: nbgrader_config.py, and a source notebook for every unit."""
    from grader.notebooks.nbgrader.command import init_course

    sys.exit(init_course(course_dir, course_id, modules))


@nbgrader.command()
@click.argument("course_dir", type=FOLDER)
@click.option("--force", is_flag=True, help="Overwrite also what you edited.")
def update(course_dir: Path, force: bool) -> None:
    """Refresh the sources in COURSE_DIR after a change of the course. What you edited is kept, and named."""
    from grader.notebooks.nbgrader.command import update_course

    sys.exit(update_course(course_dir, force))


@nbgrader.command()
@click.argument("course_dir", type=FOLDER)
@click.argument("unit")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="Learners judged at a time.")
@click.option("--force", is_flag=True, help="Autograde again what was autograded before.")
def autograde(course_dir: Path, unit: str, jobs: int, force: bool) -> None:
    """Autograde UNIT for all of COURSE_DIR: the same grades as `nbgrader autograde UNIT`, judged in parallel."""
    from grader.notebooks.nbgrader.command import autograde_unit

    sys.exit(autograde_unit(course_dir, unit, jobs, force))
