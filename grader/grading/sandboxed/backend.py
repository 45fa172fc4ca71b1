"""The sandbox as a judge's backend: one warm zygote whose workers run submissions; see grader/grading/backend.py."""

from collections.abc import Iterable
from contextlib import suppress
from weakref import WeakSet

from grader.course import Course, Limits
from grader.grading.sandboxed.run import SandboxedRun
from grader.grading.terms import Terms
from grader.grading.turn import Signatures
from grader.sandbox.failures import SandboxError
from grader.sandbox.health import missing
from grader.sandbox.launcher import Launcher
from grader.sandbox.start import start
from grader.submission.model import Submission, needs_optimizers


class Sandboxed:
    """Runs submissions in workers of one zygote, and replaces that when it has died."""

    def __init__(self, course: Course, zygote: Launcher | None = None) -> None:
        """A `zygote` that was started earlier is taken over. Raises SandboxError where none can be started."""
        self.course = course
        self.zygote = zygote or start(keep_spare=True)
        self.zygote.use_helpers(course.helpers)
        self.runs: WeakSet[SandboxedRun] = WeakSet()  # that somebody still has

    def expect(self, submission: Submission, names: Iterable[str]) -> None:
        """Have workers come with torch's optimizers where the work may use them, and wait until the zygote is warm."""
        if needs_optimizers(self.course, submission, names):
            self.zygote.expect_optimizers()
        with suppress(SandboxError):  # one that died meanwhile is replaced at the first check
            self.zygote.wait_ready()

    def open(self, submission: Submission, names: Iterable[str], terms: Terms, signatures: Signatures) -> SandboxedRun:
        """A run whose workers import the units up to the last of the named exercises."""
        run = SandboxedRun(self.zygote, self.course, submission, terms.device, terms.threads, signatures)
        run.units = self.course.units_up_to(names)
        self.runs.add(run)
        return run

    def lacks(self, device: str) -> tuple[str, ...]:
        """The layers without which a grade cannot be trusted and that workers lack here. Raises NoDevice."""
        return missing(self.zygote, Limits(), device)

    def renew(self) -> None:
        """Start another zygote in place of this one, whose workers end. Where none can be started, no worker can be, either."""
        with suppress(SandboxError):
            self.zygote = self.zygote.renew()
        for each in self.runs:
            each.zygote = self.zygote
            each.forget()

    def close(self) -> None:
        """End the zygote with all of its workers."""
        self.zygote.close()
