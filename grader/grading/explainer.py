"""The verdict on one check: passed, or failed with the sentence that explains it best."""

from typing import Protocol

import pytest

from grader.checking.answer import called
from grader.checking.check_failed import CheckFailed
from grader.checking.diagnosis import Diagnosis, Named
from grader.checking.item import blocker_of, verdict_on, visibility_of
from grader.checking.messages import FAULT, SPOILT, explain, judged_with, unjudgeable
from grader.checking.verdict import CheckVerdict, Status
from grader.checking.why import Kind, NamedMistake, Why
from grader.grading.attempts import Attempts
from grader.grading.blame import Blame, is_scarcity
from grader.grading.lending import Lending
from grader.grading.outcomes import Outcomes
from grader.grading.replayer import Replayer
from grader.sandbox.failures import SandboxError, StudentRaised, WorkerLost


class ExplainingJudge(Attempts, Protocol):
    """What of a judge is needed here (see judge.py)."""

    diagnosis: Diagnosis
    replayer: Replayer
    blame: Blame

    def note(self, error: BaseException) -> None: ...


class Explainer:
    """Gives verdicts on checks, with the known mistake, the lent exercise or the cause that explains a failure."""

    def __init__(self, judge: ExplainingJudge) -> None:
        self.judge = judge
        self.lending = Lending(judge)

    def verdict(self, item: pytest.Function, outcomes: Outcomes, before: dict[str, CheckVerdict]) -> CheckVerdict:
        """The verdict on a check, after those `before` it."""
        if blocker := blocker_of(item, before):
            status = Status.NOT_STARTED if blocker.status is Status.NOT_STARTED else Status.NOT_CHECKED
            return verdict_on(item, status, Why(Kind.BLOCKED, about=blocker.title))
        exercise, run, found = outcomes.exercise, outcomes.run, outcomes.of(item)
        raised, log = found.raised, found.log
        seconds = 0.0 if run.secret else found.seconds  # code that sees sound versions could tell of them by the time it takes
        if raised is None:
            return verdict_on(item, Status.PASSED, seconds=seconds)
        if _diagnosable(raised) and (lent := self.lending.passes_with(item, exercise, run)):
            return verdict_on(item, Status.PASSED, judged_with(lent, raised), seconds=seconds)
        named = self._diagnose(item, outcomes, before)
        told = raised
        if run.secret:
            modules, above = run.submission.modules, [each.why for each in before.values() if each.why]
            replay = self.judge.replayer.of(exercise)
            told = self.judge.diagnosis.withheld(raised, exercise, item.nodeid, modules, named, above, replay)
        mistake = NamedMistake(named.mistake.name, named.sentence) if named else None
        status, why = explain(told, visibility_of(item), mistake)
        if status is Status.UNGRADED or is_scarcity(raised):
            if not self.judge.blame.is_theirs(exercise, [item], raised):
                status, why = Status.UNGRADED, why if status is Status.UNGRADED else FAULT
            elif status is Status.UNGRADED:
                call = called(log[-1]) if log and not run.secret else ""
                status, why = Status.FAILED, SPOILT if isinstance(raised, SandboxError) else unjudgeable(call)
        return verdict_on(item, status, why, seconds)

    def _diagnose(self, item: pytest.Function, outcomes: Outcomes, before: dict[str, CheckVerdict]) -> Named | None:
        """The known mistake that explains a failure; none, and a line in the log, where looking for it fails."""
        found = outcomes.of(item)
        if found.raised is None or not _diagnosable(found.raised):
            return None
        others = ((nodeid, each.log, each.raised) for nodeid, each in outcomes.others(item, before))
        try:
            replay = self.judge.replayer.of(outcomes.exercise)
            return self.judge.diagnosis.name(outcomes.exercise.name, item.nodeid, found.log, found.raised, others, replay)
        except Exception as error:
            self.judge.note(error)
            return None


def _diagnosable(raised: BaseException) -> bool:
    """Wrong answers and errors of the learner's own are compared with the mistakes; the rest explains itself."""
    if isinstance(raised, StudentRaised):
        return not raised.unwritten
    return isinstance(raised, (CheckFailed, WorkerLost))
