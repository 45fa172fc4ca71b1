"""The names (nbgrader's grade_id) of the cells that the kit makes, and the text that an unanswered question holds."""

SETUP = "setup"
ANSWER = "Write your answer here."
TEST = "test_"


def test_name(exercise: str) -> str:
    """The name of the cell that tests an exercise."""
    return TEST + exercise


def is_test(name: str) -> bool:
    """Whether a cell of this name tests an exercise."""
    return name.startswith(TEST)


def exercise_of(name: str) -> str:
    """The exercise that the cell of this name tests."""
    return name.removeprefix(TEST)
