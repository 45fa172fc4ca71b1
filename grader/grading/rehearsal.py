"""What a version of the work that nobody is graded by answers to a check: a known mistake, or the course's own solution."""

from functools import partial
from typing import Protocol

import pytest

from grader.checking.answer import Answer
from grader.checking.diagnosis import Replay
from grader.checking.session import CheckSession
from grader.course import Course, Exercise
from grader.grading.sandboxed.run import Sitting
from grader.sandbox.launcher import Launcher
from grader.submission.model import Submission


class Stage(Protocol):
    """What of a judge a rehearsal needs (see judge.py)."""

    course: Course
    session: CheckSession
    zygote: Launcher

    def sit(self, submission: Submission) -> Sitting: ...

    def stand_up(self, sitting: Sitting) -> None: ...

    def attempt(
        self, item: pytest.Function, exercise: Exercise, sitting: Sitting, log: list[Answer]
    ) -> BaseException | None: ...


class Rehearsal:
    """The versions of an exercise take turns in one worker, which is there no longer than the submission that they explain."""

    def __init__(self, judge: Stage) -> None:
        self.judge = judge
        self.sitting: Sitting | None = None
        self.exercise = ""  # whose versions they are

    def of(self, exercise: Exercise) -> Replay:
        """The same for one exercise."""
        return partial(self.replay, exercise)

    def replay(self, exercise: Exercise, check: str, version: Submission) -> tuple[list[Answer], BaseException | None]:
        """What a version answers to the check, and what stops it."""
        item = next(each for each in self.judge.session.items[exercise.name] if each.nodeid == check)
        if self.sitting is None or self.exercise != exercise.name or self.sitting.zygote is not self.judge.zygote:
            self.end()
            self.sitting, self.exercise = self.judge.sit(version), exercise.name
            self.sitting.units = self.judge.course.units_up_to([exercise.name])
        elif self.sitting.submission.modules != version.modules:
            self.sitting.take_up(version)
        log: list[Answer] = []
        self.sitting.start(exercise, set())
        raised = self.judge.attempt(item, exercise, self.sitting, log)
        return log, raised

    def end(self) -> None:
        """End the worker."""
        if self.sitting is not None:
            self.judge.stand_up(self.sitting)
            self.sitting = None
