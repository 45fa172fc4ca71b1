"""What the checks found: five statuses, a verdict a check, a verdict an exercise."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The five verdicts. What the grader could not judge is ungraded: it counts neither for nor against, until it was judged."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_STARTED = "not_started"
    NOT_CHECKED = "not_checked"
    UNGRADED = "ungraded"

    @property
    def is_wrong(self) -> bool:
        """Whether something is missing or not right. What could not be judged is not wrong: no exercise after it waits for it."""
        return self not in (Status.PASSED, Status.UNGRADED)


@dataclass(frozen=True)
class CheckVerdict:
    """One check's outcome. `title` is the line the learner reads; `mistake` is the named mistake's sentence, or None."""

    name: str
    title: str
    visibility: str
    status: Status
    message: str = ""
    mistake: str | None = None
    seconds: float = 0.0


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
        if not found or Status.UNGRADED in found:
            return Status.UNGRADED
        if Status.FAILED in found:
            return Status.FAILED
        if Status.NOT_STARTED in found:  # some methods of a class written, others not: begun, and not yet right
            return Status.FAILED if Status.PASSED in found else Status.NOT_STARTED
        return Status.NOT_CHECKED if Status.NOT_CHECKED in found else Status.PASSED
