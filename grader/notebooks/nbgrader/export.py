"""`grader export --format nbgrader`: a class's final grades into a gradebook, that of a course folder or a new one."""

import warnings
from collections.abc import Iterable
from contextlib import chdir
from pathlib import Path

from nbgrader.api import Course as KnownCourse
from sqlalchemy import URL, create_engine, inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config.loader import PyFileConfigLoader

from grader.course import Course
from grader.course.text import counted
from grader.grading.record import Result
from grader.notebooks.nbgrader.gradebook import push
from grader.notebooks.nbgrader.names import CONFIG
from grader.reports.exports import Exported, ExportError
from grader.results.policy.final_grade import FinalGrade

NOBODY_S = "default_course"  # nbgrader's name for a course that nobody named


def write(final_grades: Iterable[FinalGrade], course: Course, out: str) -> Exported:
    """Push the grades into the gradebook `out`, a file or an address of SQLAlchemy's. Raises ExportError and OSError."""
    shown = out
    try:
        url = make_url(out) if "://" in out else URL.create("sqlite", database=str(Path(out).resolve()))
        shown = url.render_as_string(hide_password=True) if "://" in out else out
        beside = Path(url.database).resolve().parent if url.drivername.startswith("sqlite") and url.database else Path.cwd()
        beside.mkdir(parents=True, exist_ok=True)
        address = url.render_as_string(hide_password=False)
        pushed = push(course, as_learners(final_grades), address, course_id(course, beside, address))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).split("\n")[0]
        raise ExportError(f"{shown} cannot be written ({reason}): give --out another gradebook.") from None
    except ImportError as error:
        raise ExportError(f"For {shown} SQLAlchemy needs {error.name}, which is not installed here.") from None
    said = f"{counted(pushed.learners, 'learner')}, {counted(pushed.units, 'unit')} of theirs: {shown}"
    if not pushed.missing:
        return Exported((said,))
    left = f"Left out, because what was released before has no cell for them: {', '.join(pushed.missing)}."
    return Exported((said, left), whole=False)


def as_learners(final_grades: Iterable[FinalGrade]) -> list[Result]:
    """The results that count, under their learners' names; who is excused from everything is left out."""
    return [{**each.result, "submission": each.learner} for each in final_grades if not each.excused]


def course_id(course: Course, beside: Path, address: str) -> str:
    """nbgrader's name for the course: as the configuration beside the gradebook says, else the course's own id.

    A gradebook whose only course was never named keeps it. So no gradebook ends with two courses, of which nbgrader shows one.
    """
    if named := _configured(beside):
        return named
    return NOBODY_S if _known(address) == [NOBODY_S] else course.id


def _configured(folder: Path) -> str:
    """What `c.CourseDirectory.course_id` is after the folder's configuration has run; "" where there is none."""
    if not (folder / CONFIG).is_file():
        return ""
    try:
        with chdir(folder), warnings.catch_warnings():  # as nbgrader runs it
            found = PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
    except (Exception, SystemExit) as error:  # it is Python, and its course may have moved
        raise ExportError(f"{folder / CONFIG} cannot be read: {error}") from None
    return str(found.CourseDirectory.get("course_id", ""))


def _known(address: str) -> list[str]:
    """The courses of a gradebook; none in a new one."""
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            return list(connection.execute(select(KnownCourse.id)).scalars()) if inspect(engine).has_table("course") else []
    finally:
        engine.dispose()
