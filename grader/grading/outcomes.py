"""Runs the checks of one exercise on a submission: each at most once, when its outcome is first needed.

A verdict on one check may look ahead to the others: which mistake it is shows in all of them together.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from grader.checking.answer import Answer
from grader.checking.diagnosis import COMPARED
from grader.checking.item import blocker_of, verdict_on
from grader.checking.verdict import CheckVerdict, Status
from grader.course import Exercise
from grader.grading.attempts import Attempts
from grader.grading.backend import Run
from grader.sandbox.failures import SandboxError


@dataclass(frozen=True)
class Outcome:
    """What stopped the check (None: it passed), every answer to it, and the seconds that it took."""

    raised: BaseException | None
    log: list[Answer]
    seconds: float


class Outcomes:
    """Those of one exercise in one run, by the check's node id."""

    def __init__(self, judge: Attempts, exercise: Exercise, run: Run, items: Sequence[pytest.Function]) -> None:
        self.judge = judge
        self.exercise = exercise
        self.run = run
        self.items = items
        self.known: dict[str, Outcome] = {}

    def of(self, item: pytest.Function) -> Outcome:
        """The outcome of a check, which is put to the submission unless it was before."""
        if item.nodeid not in self.known:
            start = time.perf_counter()
            log: list[Answer] = []
            raised = self.judge.attempt(item, self.exercise, self.run, log)
            self.known[item.nodeid] = Outcome(raised, log, round(time.perf_counter() - start, 4))
        return self.known[item.nodeid]

    def others(self, item: pytest.Function, before: dict[str, CheckVerdict]) -> Iterator[tuple[str, Outcome]]:
        """The outcomes of all other checks, above and below this one, that say something about the code."""
        verdicts = {**before, item.nodeid: verdict_on(item, Status.FAILED)}
        for each in self.items:
            if each.nodeid == item.nodeid or (each.nodeid in before and each.nodeid not in self.known):
                continue  # it is this one, or was never put to the submission
            if each.nodeid not in verdicts and blocker_of(each, verdicts):
                verdicts[each.nodeid] = verdict_on(each, Status.NOT_CHECKED)
                continue
            found = self.of(each)
            if isinstance(found.raised, SandboxError):
                return  # none after it would fare better
            verdicts.setdefault(each.nodeid, verdict_on(each, Status.FAILED if found.raised else Status.PASSED))
            if found.raised is None or isinstance(found.raised, COMPARED):
                yield each.nodeid, found
