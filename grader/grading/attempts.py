"""What the parts of a judge ask of it: to put a submission through one check."""

from typing import Protocol

import pytest

from grader.checking.answer import Answer
from grader.course import Exercise
from grader.grading.backend import Run


class Attempts(Protocol):
    """Who can put the submission of a run through a check (see judge.py)."""

    def attempt(self, item: pytest.Function, exercise: Exercise, run: Run, log: list[Answer]) -> BaseException | None:
        """What stopped the check; None where it passed. `log` becomes the list of its answers."""
