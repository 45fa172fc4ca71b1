"""What the checks found: five statuses, a verdict a check, a verdict an exercise."""

from dataclasses import dataclass
from enum import StrEnum

from grader.checking.why import Why


class Status(StrEnum):
    """The five verdicts. What the grader could not judge is ungraded: it counts neither for nor against, until it was judged."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_STARTED = "not_started"
    NOT_CHECKED = "not_checked"
    UNGRADED = "ungraded"

    @property
    def counts(self) -> bool | None:
        """Whether it earns points: it does, it does not, or (None) that is not known, because the grader failed."""
        return None if self is Status.UNGRADED else self is Status.PASSED

    @property
    def is_wrong(self) -> bool:
        """Whether something is missing or not right. What could not be judged is not wrong: no exercise after it waits for it."""
        return self.counts is False


@dataclass(frozen=True)
class CheckVerdict:
    """One check's outcome. `title` is the line that the learner reads; `why` is None for one that passed, as a rule."""

    name: str
    title: str
    visibility: str
    status: Status
    why: Why | None = None
    seconds: float = 0.0

    @property
    def message(self) -> str:
        """What the learner reads of it; empty where nothing is to be said."""
        return self.why.message if self.why else ""

    @property
    def mistake(self) -> str | None:
        """The name of the known mistake, or of the cause, where there is one."""
        return (self.why.name if self.why else "") or None


@dataclass(frozen=True)
class ExerciseVerdict:
    """The checks of one exercise together."""

    name: str
    unit: str
    max_points: float
    checks: tuple[CheckVerdict, ...]

    @property
    def status(self) -> Status:
        """Ungraded when a check could not be judged; passed when nothing is wrong; else failed, not started or not checked."""
        found = {check.status for check in self.checks}
        if not found or any(each.counts is None for each in found):
            return Status.UNGRADED
        if Status.FAILED in found:
            return Status.FAILED
        if Status.NOT_STARTED in found:  # some methods of a class written, others not: begun, and not yet right
            return Status.FAILED if Status.PASSED in found else Status.NOT_STARTED
        return Status.NOT_CHECKED if Status.NOT_CHECKED in found else Status.PASSED
