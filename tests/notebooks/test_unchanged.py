"""Whatever check() and points() change in the learner's kernel is as it was when they are done, also when they fail or are stopped."""

import os
import random
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy
import pytest
import torch

from grader.course import Course
from grader.grading import score
from grader.grading.judge import Judge
from grader.notebooks import check, points
from grader.submission.model import Submission

resource = pytest.importorskip("resource", reason="this platform has no limits")
LIMITS = [name for name in dir(resource) if name.startswith("RLIMIT_")]
LAST = ("last_type", "last_value", "last_traceback", "last_exc")  # where %debug looks, of the module sys
RIGHT = "def l1_distance(a, b):\n    return (a - b).abs().mean()"
WRONG = "def l1_distance(a, b):\n    return (a - b).mean()"
RAISES = "def l1_distance(a, b):\n    raise ValueError('mine')"
STOPPED = "def l1_distance(a, b):\n    raise KeyboardInterrupt"


@pytest.fixture(autouse=True)
def units(course: Course, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The solutions stand for the learner's earlier units."""
    saved = {name: sys.modules.pop(name) for name in course.reference if name in sys.modules}
    monkeypatch.syspath_prepend(str(course.root / "solutions"))
    yield
    for name in course.reference:
        sys.modules.pop(name, None)
    sys.modules.update(saved)


def work(course: Course, source: str) -> ModuleType:
    made = ModuleType("notebook")
    exec(compile(f"{course.reference['unit02_similarity']}\n\n{source}", "<ipython-input-1>", "exec"), vars(made))
    return made


def state() -> dict[str, Any]:
    """All of a process that a check could touch."""
    return {
        "limits": {name: resource.getrlimit(getattr(resource, name)) for name in LIMITS},
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "temporary": tempfile.gettempdir(),
        "path": list(sys.path),
        "signals": {each: signal.getsignal(each) for each in signal.valid_signals()},
        "warnings": list(warnings.filters),
        "threads": (torch.get_num_threads(), torch.get_num_interop_threads()),
        "torch": (torch.get_default_dtype(), torch.is_grad_enabled(), torch.are_deterministic_algorithms_enabled()),
        "random": (torch.get_rng_state().tolist(), random.getstate(), str(numpy.random.get_state())),
        "streams": (sys.stdin, sys.stdout, sys.stderr, os.fstat(2).st_ino),
        "hooks": (sys.excepthook, sys.displayhook, sys.gettrace(), sys.getprofile(), sys.getrecursionlimit()),
        "last error": {name: getattr(sys, name) for name in LAST if hasattr(sys, name)},
    }


def changed(before: dict[str, Any]) -> dict[str, Any]:
    after = state()
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


@pytest.mark.parametrize("of", [check, points])
@pytest.mark.parametrize("source", [RIGHT, WRONG, RAISES, STOPPED])
def test_nothing_is_left_behind(course: Course, of: Callable[[Any], object], source: str) -> None:
    made = work(course, source)
    if "PYTEST_CURRENT_TEST" in os.environ:  # of the session that runs this test; pytest sets it again
        del os.environ["PYTEST_CURRENT_TEST"]
    torch.set_num_threads(3 - torch.get_num_threads())  # not as many as there were when the first cell was checked
    sys.last_value = learners = ValueError("the learner's own, for %debug")
    try:
        before = state()
        with pytest.raises(KeyboardInterrupt) if source == STOPPED else nullcontext():
            of(made.l1_distance)
        assert changed(before) == {}
        assert sys.last_value is learners
        of(work(course, RIGHT).l1_distance)  # and the next check finds all that it needs
        assert changed(before) == {}
    finally:
        del sys.last_value
        torch.set_num_threads(3 - torch.get_num_threads())


def test_there_is_no_limit_meanwhile(course: Course) -> None:
    """As much memory as the kernel has: what is checked is the learner's own, and so is the machine."""
    made = work(course, f"import resource\nSEEN = []\ndef l1_distance(a, b):\n    SEEN.append(resource.getrlimit(resource.RLIMIT_DATA))\n{WRONG.split(chr(10))[1]}")
    check(made.l1_distance)
    assert len(made.SEEN) > 1
    assert set(made.SEEN) == {resource.getrlimit(resource.RLIMIT_DATA)}


def test_a_fault_of_the_graders_own_leaves_nothing_either(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("of the grader's own")

    made = work(course, "def mnist_distance(a, b):\n    return (a - b).mean((-1, -2))")
    points(made.is_3)
    mine = made.mnist_distance
    before = state()
    monkeypatch.setattr(score, "points", fail)
    with pytest.raises(MemoryError):
        points(made.is_3)  # for which mnist_distance is lent
    assert made.mnist_distance is mine
    del before["environment"]
    assert changed(before) == {}


def test_what_checks_write_is_removed(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    check(work(course, "def l1_distance(a, b):\n    open('mine.txt', 'w').close()\n    return (a - b).abs().mean()").l1_distance)
    assert list(tmp_path.iterdir()) == []
    assert not Path("mine.txt").exists()


def test_a_judge_holds_the_graders_memory_down_no_longer_than_it_judges(judge: Judge, course: Course) -> None:
    """Of a whole grade, of one that is not waited for, and of one that is stopped."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    names = frozenset({"l1_distance", "mnist_distance"})
    text = f"{course.reference['unit02_similarity']}\n\n{WRONG}\n"
    wrong = Submission("slip", {**course.reference, "unit02_similarity": text}, {})
    verdicts = judge.verdicts(wrong, names)
    next(verdicts)
    assert resource.getrlimit(resource.RLIMIT_DATA) != before
    verdicts.close()
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert len(judge.grade(wrong, names)) == 2
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    verdicts = judge.verdicts(wrong, names)
    next(verdicts)
    with pytest.raises(KeyboardInterrupt):
        verdicts.throw(KeyboardInterrupt)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
