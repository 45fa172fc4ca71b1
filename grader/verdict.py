"""What the checks found: five statuses, a verdict a check, a verdict an exercise."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The five verdicts. A grader fault is ours and never costs points."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_STARTED = "not_started"
    NOT_CHECKED = "not_checked"
    GRADER_FAULT = "grader_fault"


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
        """Passed when nothing is wrong; else the first of: failed, not started, not checked, grader fault."""
        found = {check.status for check in self.checks}
        if Status.FAILED in found:
            return Status.FAILED
        if Status.NOT_STARTED in found:  # some methods of a class written, others not: begun, and not yet right
            return Status.FAILED if Status.PASSED in found else Status.NOT_STARTED
        for status in (Status.NOT_CHECKED, Status.GRADER_FAULT):
            if status in found:
                return status
        return Status.PASSED if self.checks else Status.GRADER_FAULT
