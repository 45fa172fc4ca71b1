"""A sitting: what a submission's imports and calls may cost, and what it never gets to see."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader import wire
from grader.course import Course, Limits
from grader.sandbox.forking import Zygote
from grader.sandbox.seat import Unloadable
from grader.sandbox.sitting import Sitting
from grader.sandbox.worker import WorkerLost
from grader.submission import Submission
from tests.processes import GUARD

pytestmark = pytest.mark.security

SLOW = "import os, time\ntime.sleep(0.8)\ndef mnist_distance(a, b): os._exit(1)\n"


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote() as zygote:
        yield zygote


@pytest.fixture
def quick(course: Course) -> Course:
    """The course with a limit of a second a call, and five an exercise."""
    limits = Limits(call_seconds=1, exercise_seconds=5)
    units = [replace(each, exercises=tuple(replace(e, limits=limits) for e in each.exercises)) for each in course.units]
    return replace(course, units=tuple(units))


def test_a_unit_that_must_be_imported_again_and_again_may_not_take_long(zygote: Zygote, quick: Course) -> None:
    """Its worker ends at every call, so that each check begins with another slow import: twice, and no more."""
    modules = {"unit02_similarity": SLOW, "unit04_loss": quick.reference["unit04_loss"]}
    sitting = Sitting(zygote, quick, Submission("slow", modules, {}))
    said = []
    for name in ("mnist_distance", "is_3", "accuracy_3_7", "sigmoid"):
        sitting.start(quick.exercises[name], set())
        for seed in range(3):
            try:
                student = sitting.student(seed)
                (student.sigmoid if name == "sigmoid" else student.mnist_distance)(1, 2)
            except (WorkerLost, Unloadable) as error:
                said.append(str(error.cause) if isinstance(error, Unloadable) else error.sentence)
            except Exception as error:
                said.append(type(error).__name__)
    sitting.close()
    ended = "Your code ended the process (exit code 1). Take out the call that exits, such as os._exit."
    slow = "It had to be imported anew, and that took over 2 seconds in all."
    assert said == [ended] * 3 + [slow] * 6 + ["StudentRaised"] * 3  # sigmoid(1): an int has no exp, but it was called


def test_the_time_of_an_exercise_is_shared_by_its_checks(zygote: Zygote, quick: Course) -> None:
    source = "import time\ndef sigmoid(x): time.sleep(0.7); return x\n"
    sitting = Sitting(zygote, quick, Submission("slow", {"unit04_loss": source}, {}))
    sitting.start(quick.exercises["sigmoid"], set())
    said = ""
    for seed in range(20):
        try:
            sitting.student(seed).sigmoid(1)
        except WorkerLost as lost:
            said = lost.sentence
    sitting.close()
    assert said == "All checks of this exercise together may take 5 seconds."


def test_looking_whether_an_exercise_is_written_counts_as_its_time(zygote: Zygote, quick: Course) -> None:
    source = """
import time
class Meta(type):
    def __getattribute__(cls, name): time.sleep(60)
class is_3(metaclass=Meta): pass
"""
    sitting = Sitting(zygote, quick, Submission("sly", {"unit02_similarity": source}, {}))
    sitting.start(quick.exercises["is_3"], {"mnist_distance"})
    with pytest.raises(WorkerLost, match="still running after 1 seconds"):
        sitting.student(0)
    with pytest.raises(WorkerLost, match="All checks of this exercise"):
        sitting.student(0).is_3(1)
    sitting.close()


def test_an_import_that_answers_for_itself_leaves_no_worker_behind(zygote: Zygote, quick: Course) -> None:
    source = (
        f"import os\nfrom grader import wire\nos.write(3, b''.join(wire.pack({{'missing': 'x'}})))\n# {wire.MAGIC!r}"
    )
    sitting = Sitting(zygote, quick, Submission("sly", {"unit02_similarity": source}, {}))
    sitting.start(quick.exercises["is_3"], set())
    before = children(zygote)
    with pytest.raises((Unloadable, WorkerLost)):
        sitting.student(0)
    sitting.close()
    zygote.settle()
    assert children(zygote) <= before


def test_what_an_exercise_leaves_behind_does_not_cost_the_next_one(zygote: Zygote, quick: Course) -> None:
    source = """
import os, threading
def mnist_distance(a, b): threading.Timer(0.1, os._exit, [3]).start()
def sigmoid(x): return x
"""
    modules = {"unit02_similarity": source, "unit04_loss": source}
    sitting = Sitting(zygote, quick, Submission("timer", modules, {}))
    before = children(zygote)
    sitting.start(quick.exercises["mnist_distance"], set())
    sitting.student(0).mnist_distance(1, 2)
    deadline = time.monotonic() + GUARD
    while children(zygote) - before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert children(zygote) <= before
    sitting.start(quick.exercises["sigmoid"], set())
    assert sitting.student(0).sigmoid(1).value == 1
    sitting.close()


def children(zygote: Zygote) -> set[str]:
    pid = zygote.process.pid
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
