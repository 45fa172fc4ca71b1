"""A worker and a learner's kernel answer the same requests alike: what can be sent, what is a copy, what stays behind a handle."""

import linecache
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
import torch

from grader.checking.answer import facts_of, read
from grader.checking.student import Student
from grader.course import Course
from grader.grading.backend import Backend, Run
from grader.grading.recorded import Played, PlayedRun, RecordedRun, Recorder
from grader.grading.sandboxed.backend import Sandboxed
from grader.grading.sandboxed.run import SandboxedRun
from grader.grading.terms import Terms
from grader.notebooks.kernel.backend import LEARNER, Kernel, KernelRun
from grader.sandbox.failures import NoSuchName, StudentRaised, Waiting
from grader.submission.model import Submission

UNIT = "unit02_similarity"
SOURCE = """
import torch

class Odd:
    @property
    def __class__(self): raise ValueError("looked at")

class Model:
    def scale(self, x): return 2 * x

def l1_distance(a, b):
    what = str(b)
    if what == "changes": a[0] = 7
    if what == "raises": raise ValueError("no " + what)
    if what == "exits": raise SystemExit
    if what == "odd": return Odd()
    if what == "complex": return [torch.zeros(2), torch.zeros(2, dtype=torch.complex64)]
    if what == "huge": return torch.zeros(1 << 25)
    if what == "handle": return Model()
    if what == "set": return [Model(), 2]
    if what == "random": return torch.rand(3)
    if what == "nan": return float("nan")
    if what == "deep": return [[[(1, "two", {3: None})]]]
    if what == "gradient": return torch.ones(2, requires_grad=True)
    return a
"""
SAID = ["changes", "raises", "exits", "odd", "complex", "huge", "handle", "set", "random", "nan", "deep", "gradient", "itself"]


def kernel_of(course: Course) -> Kernel:
    made = ModuleType("notebook")
    exec(compile(SOURCE, "<ipython-input-1>", "exec"), vars(made))
    kernel = Kernel(course)
    kernel.around = vars(made)
    kernel.find = lambda unit, name: getattr(made, name)
    return kernel


def opened(backend: Backend, submission: Submission) -> Run:
    return backend.open(submission, ["l1_distance"], Terms(0, "embedded"), {"l1_distance": ("a", "b")})


@pytest.fixture(scope="module")
def sandboxed(course: Course) -> Iterator[Sandboxed]:
    backend = Sandboxed(course)
    yield backend
    backend.close()


@pytest.fixture
def runs(course: Course, sandboxed: Sandboxed) -> Iterator[dict[str, Run]]:
    work = Submission("work", {UNIT: SOURCE}, {})
    found = {"worker": opened(sandboxed, work), "kernel": opened(kernel_of(course), LEARNER)}
    yield found
    for each in found.values():
        each.close()


def answered(student: Student, what: str) -> Any:
    """What came of a call, as plain as it can be: a value, what was changed, or what was raised; and what the check's own tensor is."""
    own = torch.ones(2)
    try:
        answer = student.count.l1_distance(own, what)
    except StudentRaised as error:
        return error.type, error.message, error.operation
    facts = facts_of(answer)
    value = facts.value
    parts = [each.tolist() if isinstance(each, torch.Tensor) else each for each in (value if isinstance(value, list) else [value])]
    return type(value).__name__, repr(parts), getattr(value, "requires_grad", None), facts.mutated, facts.operations, own.tolist(), facts.call


@pytest.mark.parametrize("what", SAID)
def test_they_answer_alike(course: Course, runs: dict[str, Run], what: str) -> None:
    found = {}
    for name, run in runs.items():
        run.turn_to(course.exercises["l1_distance"], ())
        before = torch.get_rng_state()
        found[name] = answered(run.student(5), what), answered(run.student(5), "itself")  # nothing half-done is left on the way
        torch.set_rng_state(before)
    assert found["worker"] == found["kernel"]
    if what == "changes":
        assert found["kernel"][0][-4:] == (("a",), 3, [1.0, 1.0], "l1_distance(a [2], b 'changes')")  # the check's own is as it was


def test_handles_are_called_alike_and_missing_names_are_missing(course: Course, runs: dict[str, Run]) -> None:
    for run in runs.values():
        run.turn_to(course.exercises["l1_distance"], ())
        student = run.student(1)
        model = student.l1_distance(torch.ones(2), "handle")
        assert read(model.scale(torch.ones(2))).tolist() == [2, 2]
        with pytest.raises(NoSuchName, match="shrink"):
            model.shrink(1)
        run.student(2)
        with pytest.raises(StudentRaised, match="KeyError"):  # the check that comes next holds no handle of the one before
            model.scale(1)


def test_an_error_shows_the_line_of_the_cell(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "<ipython-input-7-abc>"
    monkeypatch.setitem(linecache.cache, name, (len(SOURCE), None, SOURCE.splitlines(keepends=True), name))
    made = ModuleType("notebook")
    exec(compile(SOURCE, name, "exec"), vars(made))
    kernel = Kernel(course)
    kernel.find = lambda unit, name: getattr(made, name)
    run = opened(kernel, LEARNER)
    run.turn_to(course.exercises["l1_distance"], ())
    with pytest.raises(StudentRaised) as caught:
        run.student(0).l1_distance(torch.ones(2), "raises")
    assert caught.value.frames == [[name, 14, "l1_distance", 'if what == "raises": raise ValueError("no " + what)']]
    run.close()


def test_lending_and_waiting(course: Course, runs: dict[str, Run]) -> None:
    """A kernel lends only for points; elsewhere what stands on a wrong one waits for it."""
    kernel = runs["kernel"]
    assert (runs["worker"].lends, kernel.lends) == (True, False)
    assert Kernel(course, lends=True).lends
    kernel.turn_to(course.exercises["is_3"], {"mnist_distance"})
    with pytest.raises(Waiting, match="mnist_distance"):
        kernel.student(0)
    for run in runs.values():
        run.turn_to(course.exercises["is_3"], ())
        assert run.turn.own() == ["mnist_distance"]
        with run.lending(["mnist_distance"]):
            assert (run.turn.own(), run.turn.lacking()) == ([], ["mnist_distance"])
        assert run.turn.own() == ["mnist_distance"]


@pytest.mark.parametrize("kind", [Sandboxed, SandboxedRun, Kernel, KernelRun, Recorder, RecordedRun, Played, PlayedRun])
def test_none_inherits_from_another(kind: type) -> None:
    """What one of them needs never changes another."""
    assert kind.__bases__ == (object,)


def test_no_grade_of_a_kernel_can_be_trusted(course: Course) -> None:
    assert Kernel(course).lacks("cpu") == ("sandbox",)
