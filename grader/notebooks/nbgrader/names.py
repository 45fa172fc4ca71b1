"""The names (nbgrader's grade_id) of the cells that the kit makes, the text that an unanswered question holds, and the name of the
configuration.
"""

from grader.course import Course
from grader.submission.cells import SETUP as SETUP

CONFIG = "nbgrader_config.py"
ANSWER = "Write your answer here."
TEST = "test_"


def by_unit(course: Course) -> dict[str, list[str]]:
    """The names of the course's exercises, by unit."""
    return {unit.name: [each.name for each in unit.exercises] for unit in course.units}


def test_name(exercise: str) -> str:
    """The name of the cell that tests an exercise."""
    return TEST + exercise


def is_test(name: str) -> bool:
    """Whether a cell of this name tests an exercise."""
    return name.startswith(TEST)


def exercise_of(name: str) -> str:
    """The exercise that the cell of this name tests."""
    return name.removeprefix(TEST)
