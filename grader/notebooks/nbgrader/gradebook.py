"""Results of `grader grade` in nbgrader's gradebook: an assignment a unit, a grade cell an exercise."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SAWarning

from grader.course import Course, Unit
from grader.grading.record import Result, share
from grader.notebooks.nbgrader.config import find_alembic
from grader.notebooks.nbgrader.names import test_name


@dataclass(frozen=True)
class Pushed:
    """How many learners and how many of their units are in the gradebook now; `missing` exercises have no cell there.

    nbgrader gives cells only to what is handed in later, so a release that is in use gets no new ones.
    """

    learners: int
    units: int
    missing: tuple[str, ...]


def push(course: Course, results: Iterable[Result], url: str, course_id: str = "default_course") -> Pushed:
    """Write results into a gradebook, a new one or that of a course folder.

    Grades given by hand stay as they are. What could not be judged has no score and is marked for a grader to look at. A unit of
    which nothing was begun is left out, as nbgrader leaves out what was not handed in, unless an earlier push brought it in.

    Args:
        results: results of submissions (see grader/grading/record.schema.json).
        url: SQLAlchemy's address, such as "sqlite:///gradebook.db".
        course_id: nbgrader's name for the course, as in nbgrader_config.py.
    """
    find_alembic()
    rows = list(results)
    units = 0
    missing: list[str] = []
    with Gradebook(url, course_id) as gradebook, warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's own, at every submission that it adds
        gradebook.db().expire_on_commit = False  # nobody else writes meanwhile; nbgrader commits at every step
        for unit in course.units:
            judged = {each["name"]: each for row in rows for each in _of_unit(row, unit)}
            if judged:
                missing += define(gradebook, unit, list(judged.values()))
        for row in rows:
            gradebook.update_or_create_student(row["submission"])
            for unit in course.units:
                exercises = _of_unit(row, unit)
                begun = any(each["status"] != "not_started" for each in exercises)
                if begun or (exercises and _is_known(gradebook, unit.name, row["submission"])):
                    _grade(gradebook, unit.name, row["submission"], exercises)
                    units += 1
    return Pushed(len(rows), units, tuple(missing))


def define(gradebook: Gradebook, unit: Unit, exercises: list[Result]) -> list[str]:
    """Make sure that a unit is an assignment with a notebook and a cell an exercise; the exercises for which it is too late.

    Cells that are there keep their points.
    """
    gradebook.update_or_create_assignment(unit.name)
    notebook = gradebook.update_or_create_notebook(unit.name, unit.name)
    here = {each.name for each in notebook.grade_cells}
    new = [each for each in exercises if test_name(each["name"]) not in here]
    if notebook.submissions:
        return [each["name"] for each in new]
    for each in new:
        marks = {"max_score": each["max_points"], "cell_type": "code"}
        gradebook.add_grade_cell(test_name(each["name"]), unit.name, unit.name, **marks)
    return []


def _grade(gradebook: Gradebook, unit: str, student: str, exercises: list[Result]) -> None:
    submission = gradebook.update_or_create_submission(unit, student)
    grades = {grade.name: grade for notebook in submission.notebooks for grade in notebook.grades}
    for each in exercises:
        if (grade := grades.get(test_name(each["name"]))) is None:
            continue
        earned = share([each])
        grade.auto_score = None if earned is None else round(earned * grade.max_score, 2)
        grade.needs_manual_grade = grade.manual_score is not None or earned is None
    gradebook.db.commit()


def _is_known(gradebook: Gradebook, unit: str, student: str) -> bool:
    try:
        gradebook.find_submission(unit, student)
    except MissingEntry:
        return False
    return True


def _of_unit(result: Result, unit: Unit) -> list[Result]:
    return [each for each in result["exercises"] if each["unit"] == unit.name]
