"""Runs a check on another version of the work, which nobody is graded by: a known mistake, or the course's own solution."""

from collections.abc import Iterable
from functools import partial
from typing import Protocol

from grader.checking.answer import Answer
from grader.checking.diagnosis import Replay
from grader.checking.session import CheckSession
from grader.course import Exercise
from grader.grading.attempts import Attempts
from grader.grading.backend import Run
from grader.submission.model import Submission


class ReplayingJudge(Attempts, Protocol):
    """What of a judge is needed here (see judge.py)."""

    session: CheckSession

    def open(self, submission: Submission, names: Iterable[str]) -> Run: ...


class Replayer:
    """The versions of an exercise take turns in one run, which is there no longer than the submission that they explain."""

    def __init__(self, judge: ReplayingJudge) -> None:
        self.judge = judge
        self.run: Run | None = None
        self.exercise = ""  # whose versions they are

    def of(self, exercise: Exercise) -> Replay:
        """The same for one exercise."""
        return partial(self.replay, exercise)

    def replay(self, exercise: Exercise, check: str, version: Submission) -> tuple[list[Answer], BaseException | None]:
        """What a version answers to the check, and what stops it."""
        item = next(each for each in self.judge.session.items[exercise.name] if each.nodeid == check)
        if self.run is None or self.exercise != exercise.name:
            self.close()
            self.run, self.exercise = self.judge.open(version, [exercise.name]), exercise.name
        elif self.run.submission.modules != version.modules:
            self.run.take_up(version)
        log: list[Answer] = []
        self.run.turn_to(exercise, ())
        raised = self.judge.attempt(item, exercise, self.run, log)
        return log, raised

    def close(self) -> None:
        """End what they run in."""
        if self.run is not None:
            self.run.close()
            self.run = None
