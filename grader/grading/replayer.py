"""Runs a check on another version of the work, which nobody is graded by: a known mistake, or the course's own solution."""

from functools import partial
from typing import Protocol

from grader.checking.answer import Answer
from grader.checking.diagnosis import Replay
from grader.checking.session import CheckSession
from grader.course import Course, Exercise
from grader.grading.attempts import Attempts
from grader.grading.sandboxed.run import Run
from grader.sandbox.launcher import Launcher
from grader.submission.model import Submission


class ReplayingJudge(Attempts, Protocol):
    """What of a judge is needed here (see judge.py)."""

    course: Course
    session: CheckSession
    zygote: Launcher

    def begin_run(self, submission: Submission) -> Run: ...

    def end_run(self, run: Run) -> None: ...


class Replayer:
    """The versions of an exercise take turns in one worker, which is there no longer than the submission that they explain."""

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
        if self.run is None or self.exercise != exercise.name or self.run.zygote is not self.judge.zygote:
            self.end()
            self.run, self.exercise = self.judge.begin_run(version), exercise.name
            self.run.units = self.judge.course.units_up_to([exercise.name])
        elif self.run.submission.modules != version.modules:
            self.run.take_up(version)
        log: list[Answer] = []
        self.run.start(exercise, set())
        raised = self.judge.attempt(item, exercise, self.run, log)
        return log, raised

    def end(self) -> None:
        """End the worker."""
        if self.run is not None:
            self.judge.end_run(self.run)
            self.run = None
