"""What runs submissions for a judge: three kinds, which have nothing in common but what this page asks of them.

- `sandboxed/backend.py`: in locked-down workers. The only one whose grades can be trusted.
- `grader/notebooks/kernel/backend.py`: the learner's own functions in the learner's own kernel.
- `recorded.py`: in nothing at all: it answers as another backend was heard to answer. For tests.

A judge opens a run for each submission, turns it to one exercise after another, and takes a learner from it for each check. The
check's calls go through the run as requests, which are listed in grader/worker/__main__.py.
"""

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from typing import Any, Protocol

from grader.checking.student import Student
from grader.course import Exercise
from grader.grading.terms import Terms
from grader.grading.turn import Signatures, Turn
from grader.submission.model import Submission


class Run(Protocol):
    """One submission that is being judged. Whoever opened it closes it."""

    @property
    def submission(self) -> Submission:
        """Whose code answers."""

    @property
    def turn(self) -> Turn:
        """The exercise at hand."""

    @property
    def lends(self) -> bool:
        """Whether there are sound versions of exercises to judge others with."""

    @property
    def secret(self) -> bool:
        """Whether what answers the check at hand holds sound versions: see grader/checking/withheld.py."""

    def turn_to(self, exercise: Exercise, failed: Collection[str]) -> None:
        """Judge this exercise from now on; `failed` names the exercises so far that the submission did not solve."""

    def student(self, seed: int) -> Student:
        """The learner for one check of the exercise, everything random on its side seeded.

        Raises NotStarted, Waiting, Unloadable, WorkerLost, or SandboxError where the grader's own side failed.
        """

    def request(self, message: dict[str, Any]) -> dict[str, Any]:
        """What the submission's code answers. Raises StudentRaised, NoSuchName, WorkerLost or SandboxError."""

    def lending(self, names: Iterable[str]) -> AbstractContextManager[None]:
        """Judge the exercise at hand with sound versions of these, too, for as long as it lasts. Only where the run lends."""

    def take_up(self, submission: Submission) -> None:
        """Go on with another version of the work: for versions that nobody is graded by."""

    def close(self) -> None:
        """End it, and put back whatever it changed around it."""


class Backend(Protocol):
    """What opens runs. Whoever judges with it closes it."""

    def expect(self, submission: Submission, names: Iterable[str]) -> None:
        """Get ready for a submission of which the named exercises will be judged."""

    def open(self, submission: Submission, names: Iterable[str], terms: Terms, signatures: Signatures) -> Run:
        """A run of a submission which will be turned to the named exercises and no others."""

    def lacks(self, device: str) -> tuple[str, ...]:
        """The layers of the sandbox without which a grade cannot be trusted and that are missing here. Raises NoDevice."""

    def renew(self) -> None:
        """Begin anew where its own side has failed; the runs that are open go on."""

    def close(self) -> None:
        """End whatever it holds."""
