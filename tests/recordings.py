"""What a judge's workers answer, written down and played back; see grader/grading/recorded.py."""

from collections.abc import Iterator
from contextlib import contextmanager

from grader.checking.verdict import ExerciseVerdict
from grader.grading.judge import Judge
from grader.grading.recorded import Played, Recorder
from grader.grading.recording import Recording
from grader.submission.model import Submission


@contextmanager
def recorded(judge: Judge) -> Iterator[Recording]:
    """What the judge's backend answers meanwhile."""
    backend, recorder = judge.backend, Recorder(judge.backend)
    judge.diagnosis.forget()  # so that the known mistakes are asked, too
    judge.backend = recorder
    try:
        yield recorder.recording
    finally:
        judge.backend = backend


def played(judge: Judge, recording: Recording, work: Submission, names: frozenset[str]) -> list[ExerciseVerdict]:
    """The grade by a recording alone."""
    backend = judge.backend
    judge.diagnosis.forget()
    judge.backend = Played(judge.course, recording)
    try:
        return judge.grade(work, names)
    finally:
        judge.backend = backend
