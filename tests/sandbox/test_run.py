"""A run: what a submission's imports and calls may cost, and what it never gets to see."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader import protocol
from grader.checking.answer import read
from grader.course import Course, Limits
from grader.grading.sandboxed.run import SandboxedRun
from grader.sandbox.client import Worker
from grader.sandbox.clock import Spent
from grader.sandbox.failures import Unloadable, Waiting, WorkerLost
from grader.sandbox.forking import Zygote
from grader.submission.model import Submission
from tests.processes import until

pytestmark = pytest.mark.security

EXITS = "import os\ndef mnist_distance(a, b): os._exit(1)\n"


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote() as zygote:
        yield zygote


@pytest.fixture
def quick(course: Course) -> Course:
    """The course with a limit of five seconds a call, and five an exercise."""
    return limited(course, Limits(call_seconds=5, exercise_seconds=5))


@pytest.fixture
def patient(course: Course) -> Course:
    """The course with a limit of a thousand seconds a call, and five thousand an exercise: no machine is so slow."""
    return limited(course, Limits(call_seconds=1000, exercise_seconds=5000))


def limited(course: Course, limits: Limits) -> Course:
    units = [replace(each, exercises=tuple(replace(e, limits=limits) for e in each.exercises)) for each in course.units]
    return replace(course, units=tuple(units))


def takes(monkeypatch: pytest.MonkeyPatch, do: str, seconds: float, unit: str) -> None:
    """Each request of this kind counts as so many seconds more than it took."""
    request = Worker.request

    def counted(self: Worker, message: dict[str, Any], *most: float) -> dict[str, Any]:
        try:
            return request(self, message, *most)
        finally:
            self.spent += Spent(seconds if (message["do"], message.get("unit")) == (do, unit) else 0.0)

    monkeypatch.setattr(Worker, "request", counted)


def test_a_unit_that_must_be_imported_again_and_again_may_not_take_long(
    zygote: Zygote, patient: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its worker ends at every call, so that each check begins with another slow import: twice, and no more."""
    takes(monkeypatch, "import", 800, "unit02_similarity")
    modules = {"unit02_similarity": EXITS, "unit04_loss": patient.reference["unit04_loss"]}
    run = SandboxedRun(zygote, patient, Submission("slow", modules, {}))
    said = []
    for name in ("mnist_distance", "is_3", "accuracy_3_7", "sigmoid"):
        run.turn_to(patient.exercises[name], set())
        for seed in range(3):
            try:
                student = run.student(seed)
                (student.sigmoid if name == "sigmoid" else student.mnist_distance)(1, 2)
            except (WorkerLost, Unloadable) as error:
                said.append(str(error.cause) if isinstance(error, Unloadable) else error.sentence)
            except Exception as error:
                said.append(type(error).__name__)
    run.close()
    ended = "Your code ended the process (exit code 1). Take out the call that exits, such as os._exit."
    slow = "It had to be imported anew, and that took over 2000 seconds in all."
    assert said == [ended] * 3 + [slow] * 6 + ["StudentRaised"] * 3  # sigmoid(1): an int has no exp, but it was called


def test_the_time_of_an_exercise_is_shared_by_its_checks(
    zygote: Zygote, patient: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes(monkeypatch, "call", 900, "unit04_loss")
    run = SandboxedRun(zygote, patient, Submission("slow", {"unit04_loss": "def sigmoid(x): return x\n"}, {}))
    run.turn_to(patient.exercises["sigmoid"], set())
    said: list[str] = []
    for seed in range(10):
        try:
            run.student(seed).sigmoid(1)
        except WorkerLost as lost:
            said.append(lost.sentence)
    run.close()
    assert said == ["All checks of this exercise together may take 5000 seconds."] * 4  # 5 calls count as 4500 seconds, 6 as 5400


def test_looking_whether_an_exercise_is_written_counts_as_its_time(zygote: Zygote, quick: Course) -> None:
    source = """
import time
class Meta(type):
    def __getattribute__(cls, name): time.sleep(60)
class is_3(metaclass=Meta): pass
"""
    run = SandboxedRun(zygote, quick, Submission("sly", {"unit02_similarity": source}, {}))
    run.turn_to(quick.exercises["is_3"], {"mnist_distance"})
    with pytest.raises(WorkerLost, match="did nothing for 5 seconds"):
        run.student(0)
    with pytest.raises(WorkerLost, match="All checks of this exercise"):
        run.student(0).is_3(1)
    run.close()


def test_an_import_that_answers_for_itself_leaves_no_worker_behind(zygote: Zygote, quick: Course) -> None:
    source = (
        f"import os\nfrom grader import protocol\nos.write(3, b''.join(protocol.pack({{'missing': 'x'}})))\n# {protocol.MAGIC!r}"
    )
    run = SandboxedRun(zygote, quick, Submission("sly", {"unit02_similarity": source}, {}))
    run.turn_to(quick.exercises["is_3"], set())
    before = children(zygote)
    with pytest.raises((Unloadable, WorkerLost)):
        run.student(0)
    run.close()
    zygote.settle()
    assert children(zygote) <= before


def test_what_an_exercise_leaves_behind_does_not_cost_the_next_one(zygote: Zygote, quick: Course) -> None:
    source = """
import os, threading
def mnist_distance(a, b): threading.Timer(0.1, os._exit, [3]).start()
def sigmoid(x): return x
"""
    modules = {"unit02_similarity": source, "unit04_loss": source}
    run = SandboxedRun(zygote, quick, Submission("timer", modules, {}))
    before = children(zygote)
    run.turn_to(quick.exercises["mnist_distance"], set())
    run.student(0).mnist_distance(1, 2)
    until(lambda: children(zygote) <= before, "the end of the worker")
    run.turn_to(quick.exercises["sigmoid"], set())
    assert read(run.student(0).sigmoid(1)) == 1
    run.close()


def test_a_name_that_is_no_exercise_is_the_mistake_of_a_check(zygote: Zygote, patient: Course) -> None:
    run = SandboxedRun(zygote, patient, Submission("work", {"unit04_loss": "def sigmoid(x): return x\n"}, {}))
    run.turn_to(patient.exercises["sigmoid"], set())
    student = run.student(0)
    with pytest.raises(AttributeError, match=r"course\.toml lists no exercise 'tanh'"):
        student.tanh(1)
    with pytest.raises(AttributeError):
        student._sigmoid(1)
    with pytest.raises(AttributeError, match="real"):
        _ = student.sigmoid(1).real  # an answer is no object of the learner's
    run.close()


def test_without_solutions_an_exercise_waits_for_one_that_is_not_right(
    zygote: Zygote, patient: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A learner's kit has no sound version to stand in."""
    monkeypatch.setattr(Course, "has_solutions", False)
    source = "def mnist_distance(a, b): return 0\ndef is_3(x, mean3, mean7): return True\n"
    run = SandboxedRun(zygote, patient, Submission("work", {"unit02_similarity": source}, {}))
    run.turn_to(patient.exercises["is_3"], {"mnist_distance"})
    with pytest.raises(Waiting, match="mnist_distance"):
        run.student(0)
    run.turn_to(patient.exercises["is_3"], set())
    assert read(run.student(0).is_3(1, 2, 3)) is True
    run.close()


def test_work_that_is_taken_up_when_the_zygote_is_gone_is_judged_by_the_next(patient: Course) -> None:
    before = Submission("work", {"unit04_loss": "def sigmoid(x): return 1\n"}, {})
    after = Submission("work", {"unit04_loss": "def sigmoid(x): return 2\n"}, {})
    with Zygote() as first:
        run = SandboxedRun(first, patient, before)
        run.turn_to(patient.exercises["sigmoid"], set())
        assert read(run.student(0).sigmoid(0)) == 1
        first.process.kill()
        first.process.wait()
        run.take_up(after)
    with Zygote() as second:
        run.zygote = second
        run.turn_to(patient.exercises["sigmoid"], set())
        assert read(run.student(0).sigmoid(0)) == 2
        run.close()


def children(zygote: Zygote) -> set[str]:
    pid = zygote.process.pid
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
