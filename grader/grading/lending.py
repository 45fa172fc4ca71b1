"""Judges a failed check again with the course's versions of earlier exercises, so that one mistake costs points only once.

Earlier exercises that failed are replaced by the course's before an exercise is judged (sandboxed/run.py). One that passed all of
its checks may still not fit another: it gives a number where that needs a tensor, or a network that starts badly. So a check that
fails is tried again with the course's versions of what the exercise stands on.
"""

from collections.abc import Sequence

import pytest

from grader.course import Exercise
from grader.grading.attempts import Attempts
from grader.grading.backend import Run


class Lending:
    """Judges checks again with sound versions of earlier exercises."""

    def __init__(self, judge: Attempts) -> None:
        self.judge = judge

    def passes_with(self, item: pytest.Function, exercise: Exercise, run: Run) -> Sequence[str]:
        """Without which of its own earlier exercises the check passes: one of them, or all; () if it fails then, too."""
        own = run.turn.own() if run.lends else []
        if not own or not self._passes(item, exercise, run, own):
            return ()
        alone = [[each] for each in reversed(own)] if len(own) > 1 else []
        return next((each for each in alone if self._passes(item, exercise, run, each)), own)

    def _passes(self, item: pytest.Function, exercise: Exercise, run: Run, names: Sequence[str]) -> bool:
        with run.lending(names):
            return self.judge.attempt(item, exercise, run, []) is None
