"""A judge's backend in which no code runs: it answers as another backend was heard to answer. For tests; see backend.py.

Since a recording is plain data, a test may change what was answered, and see what a judge makes of it: of a call that took too
long, say, without taking that long.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from grader import protocol
from grader.checking.student import Student
from grader.course import Course, Exercise
from grader.grading.backend import Backend, Run
from grader.grading.recording import Heard, Raised, Recording, Unrecorded, error_of, key, raised
from grader.grading.terms import Terms
from grader.grading.turn import Signatures, Turn
from grader.submission.model import Submission


class Recorder:
    """A backend that passes everything on to another, and writes down what is answered."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.recording: Recording = {}
        self.expect, self.lacks = backend.expect, backend.lacks
        self.renew, self.close = backend.renew, backend.close

    def open(self, submission: Submission, names: Iterable[str], terms: Terms, signatures: Signatures) -> "RecordedRun":
        """A run that is written down."""
        return RecordedRun(self.backend.open(submission, names, terms, signatures), self.recording, terms.device, signatures)


class RecordedRun:
    """Another backend's run, as it is heard."""

    def __init__(self, run: Run, recording: Recording, device: str, signatures: Signatures) -> None:
        self.run = run
        self.recording = recording
        self.device = device
        self.signatures = signatures
        self.turn_to, self.lending, self.take_up, self.close = run.turn_to, run.lending, run.take_up, run.close
        self.heard = Heard()

    @property
    def submission(self) -> Submission:
        return self.run.submission

    @property
    def turn(self) -> Turn:
        return self.run.turn

    @property
    def lends(self) -> bool:
        return self.run.lends

    @property
    def secret(self) -> bool:
        return self.run.secret

    def student(self, seed: int) -> Student:
        """The other's, whose requests come by here."""
        self.heard = self.recording[key(self.submission, self.turn, seed)] = Heard()
        try:
            self.run.student(seed)
        except Exception as error:
            self.heard.raised = raised(error)
            raise
        finally:
            self.heard.secret = self.run.secret
        return self.turn.student(self, self.signatures, self.turn.exercise.device or self.device)

    def request(self, message: dict[str, Any]) -> dict[str, Any]:
        """The other's answer, which is written down."""
        request = b"".join(protocol.pack(message))
        try:
            reply = self.run.request(message)
        except Exception as error:
            self.heard.calls.append((request, raised(error)))
            raise
        finally:
            self.heard.secret = self.run.secret
        self.heard.calls.append((request, b"".join(protocol.pack(reply))))
        return reply


class Played:
    """A backend that knows no more than a recording."""

    def __init__(self, course: Course, recording: Recording) -> None:
        self.course = course
        self.recording = recording

    def expect(self, submission: Submission, names: Iterable[str]) -> None:
        """All is there."""

    def open(self, submission: Submission, names: Iterable[str], terms: Terms, signatures: Signatures) -> "PlayedRun":
        """A run of a submission that was recorded."""
        return PlayedRun(self.course, self.recording, submission, terms.device, signatures)

    def lacks(self, device: str) -> tuple[str, ...]:
        """Nothing of a learner's runs here, so no layer is needed."""
        return ()

    def renew(self) -> None:
        """There is nothing to begin anew."""

    def close(self) -> None:
        """Nor to end."""


class PlayedRun:
    """Answers as was recorded, in the same order. Raises Unrecorded for all else."""

    turn: Turn

    def __init__(
        self, course: Course, recording: Recording, submission: Submission, device: str, signatures: Signatures
    ) -> None:
        self.course = course
        self.recording = recording
        self.submission = submission
        self.device = device
        self.signatures = signatures
        self.lends = course.has_solutions
        self.secret = False
        self._left: Iterator[tuple[bytes, bytes | Raised]] = iter(())

    def turn_to(self, exercise: Exercise, failed: Collection[str]) -> None:
        """Judge this exercise from now on."""
        self.turn = Turn(self.course, exercise, frozenset(failed))

    @contextmanager
    def lending(self, names: Iterable[str]) -> Iterator[None]:
        """What was recorded with sound versions of these, too, for as long as it lasts."""
        before = self.turn, self.secret
        self.turn = self.turn.lent(names)
        try:
            yield
        finally:
            self.turn, self.secret = before

    def take_up(self, submission: Submission) -> None:
        """Go on with another one."""
        self.submission = submission

    def student(self, seed: int) -> Student:
        """The learner of the recording."""
        heard = self.recording.get(key(self.submission, self.turn, seed))
        if heard is None:
            raise Unrecorded(f"{self.submission.id} was never put to this check of {self.turn.exercise.name}.")
        self._left, self.secret = iter(heard.calls), heard.secret
        if heard.raised is not None:
            raise error_of(heard.raised)
        return self.turn.student(self, self.signatures, self.turn.exercise.device or self.device)

    def request(self, message: dict[str, Any]) -> dict[str, Any]:
        """What was answered to the same request."""
        request, reply = next(self._left, (b"", b""))
        if request != b"".join(protocol.pack(message)):
            raise Unrecorded(f"{self.submission.id} was not asked this when {self.turn.exercise.name} was recorded.")
        if isinstance(reply, list):
            raise error_of(reply)
        answered: dict[str, Any] = protocol.unpack(reply)
        return answered

    def close(self) -> None:
        """Nothing runs."""
