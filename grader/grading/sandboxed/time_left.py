"""The time that all checks of one exercise have together, and requests that use it up."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from grader.course import Limits
from grader.sandbox.client import Worker
from grader.sandbox.clock import PATIENCE, Spent
from grader.sandbox.failures import WorkerLost


class TimeLeft:
    """Of one exercise. What is judged on loan has as much again, for all loans together."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = self.on_loan = Spent(limits.exercise_seconds, PATIENCE * limits.exercise_seconds)

    @contextmanager
    def lending(self) -> Iterator[None]:
        """Use up the time on loan, for as long as it lasts."""
        before, self.left = self.left, self.on_loan
        try:
            yield
        finally:
            self.on_loan, self.left = self.left, before

    def ask(self, worker: Worker, message: dict[str, Any]) -> dict[str, Any]:
        """One request within the limits of a call, and within what is left of the exercise's. Raises as Worker.request does."""
        seconds, patience = self.limits.call_seconds, PATIENCE * self.limits.call_seconds
        sentence = f"All checks of this exercise together may take {self.limits.exercise_seconds:.0f} seconds."
        if not self.left:
            raise WorkerLost("time", sentence)
        before = worker.spent
        try:
            return worker.request(message, min(seconds, self.left.counted), min(patience, self.left.by_the_wall))
        except WorkerLost as lost:
            if lost.kind != "time":
                raise
            short = self.left.counted < seconds or self.left.by_the_wall < patience
            self.left = Spent()
            raise WorkerLost("time", sentence) if short else lost from None
        finally:
            self.left -= worker.spent - before
