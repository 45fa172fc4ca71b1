"""A judge that hears a recording gives the grade that was recorded, and no worker runs."""

from collections.abc import Callable

import pytest

from grader import protocol
from grader.checking.verdict import ExerciseVerdict, Status
from grader.grading import record
from grader.grading.judge import Judge
from grader.grading.recording import Unrecorded, error_of, raised
from grader.sandbox.client import Worker
from grader.sandbox.failures import NoSuchName, NotStarted, SandboxError, StudentRaised, Unloadable, Waiting, WorkerLost
from grader.submission.model import Submission
from tests.conftest import zygote_of
from tests.recordings import played, recorded

Rewrite = Callable[..., Submission]
ERROR = {"type": "ValueError", "message": "no", "frames": [["a.py", 3, "f", "f()"]], "operation": "mean", "unwritten": True}


def plain(verdicts: list[ExerciseVerdict]) -> object:
    """All but the seconds."""
    made = record.make("x", verdicts, seed=0, device="cpu", data="embedded")
    for each in made["exercises"]:
        for check in each["checks"]:
            check["seconds"] = 0
    return made


SLIPS = {
    "right": "",
    "a known mistake, and what stands on it": "def mnist_distance(a, b):\n    return (a - b).mean((-1, -2))",
    "an exception": "def mnist_distance(a, b):\n    return a.means()",
    "the end of the worker": "import os\ndef mnist_distance(a, b):\n    os._exit(3)",
    "no stub written": "def mnist_distance(a, b):\n    raise NotImplementedError",
    "an import that fails": "import no_such_module",
    "a name that is not there": "del mnist_distance",
    "nothing that can be sent": "def mnist_distance(a, b):\n    return torch.zeros(25, dtype=torch.complex64)",
    "a right one with a wrong one of its own": "def mnist_distance(a, b):\n    d = (a - b).abs()\n    return d.mean((-1, -2)) if a.ndim == 3 and a.requires_grad is False else d.mean((-1, -2)) + 1",
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_played_grade_is_the_recorded_one(judge: Judge, rewrite: Rewrite, monkeypatch: pytest.MonkeyPatch, slip: str) -> None:
    work, names = rewrite("unit02_similarity", slip=SLIPS[slip]), frozenset({"mnist_distance", "is_3"})
    with recorded(judge) as recording:
        graded = judge.grade(work, names)
    assert recording
    with monkeypatch.context() as patch:
        patch.setattr(Worker, "__init__", no_worker)
        assert plain(played(judge, recording, work, names)) == plain(graded)
        assert plain(played(judge, recording, work, names)) == plain(graded)  # a check cannot have changed what it was given
    judge.faults.clear()


def no_worker(*_: object, **__: object) -> None:
    raise AssertionError("a worker was asked for")


def test_files_handles_and_trainings_are_played_too(judge: Judge, rewrite: Rewrite) -> None:
    work, names = rewrite("unit05_training"), frozenset({"load_images", "calc_grad", "train_epoch", "BasicOptim"} & set(judge.course.exercises))
    with recorded(judge) as recording:
        graded = judge.grade(work, names)
    assert {each.status for each in graded} == {Status.PASSED}
    assert plain(played(judge, recording, work, names)) == plain(graded)


def test_what_a_recording_does_not_hold_is_no_grade(judge: Judge, rewrite: Rewrite) -> None:
    """Neither another work, nor another question."""
    work, other = rewrite("unit02_similarity"), rewrite("unit02_similarity", other="x = 1")
    names = frozenset({"mnist_distance"})
    with recorded(judge) as recording:
        judge.grade(work, names)
    for heard in recording.values():
        heard.calls[:] = [(b"".join(protocol.pack("another")), reply) for _, reply in heard.calls]
    for each in (work, other):
        (verdict,) = played(judge, recording, each, names)
        assert verdict.status is Status.UNGRADED
        assert Unrecorded.__name__ in judge.faults[0]
        judge.faults.clear()


def test_the_backend_of_the_judge_goes_on(judge: Judge, rewrite: Rewrite) -> None:
    with recorded(judge):
        pass
    (verdict,) = judge.grade(rewrite("unit02_similarity"), frozenset({"mnist_distance"}))
    assert verdict.status is Status.PASSED
    assert zygote_of(judge).process.poll() is None


@pytest.mark.parametrize(
    "error",
    [
        *(kind("why") for kind in (NoSuchName, NotStarted, Waiting, SandboxError)),
        StudentRaised(ERROR), WorkerLost("time", "It took too long."), Unloadable("unit", "why"), Unloadable("unit", StudentRaised(ERROR)),
    ],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_what_a_run_raises_is_plain_data_and_back(error: Exception) -> None:
    made = error_of(raised(error))
    assert (type(made), str(made), raised(made)) == (type(error), str(error), raised(error))
    with pytest.raises(ZeroDivisionError):
        raised(ZeroDivisionError())
