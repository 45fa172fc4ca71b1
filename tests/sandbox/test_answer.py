"""An answer: its attributes are the learner's, whatever their names; what a check read of it is evidence."""

from collections.abc import Iterator
from typing import Any

import pytest

from grader.checking.answer import UNREAD, Answer, called, derived, evidence_of, facts_of, peek, read
from grader.checking.check_failed import fail
from grader.checking.expectation import expect
from grader.course import Course
from grader.grading.sandboxed.run import SandboxedRun
from grader.protocol import Handle
from grader.sandbox.failures import NoSuchName
from grader.sandbox.forking import Zygote
from grader.submission.model import Submission

FACTS = ("value", "device", "call", "mutated", "operations", "inputs", "observed", "student", "was_read", "raw", "read")
TAKEN = f"""
class SGD:
    def __init__(self, params, lr): self.lr = lr
    def __call__(self): return "called"
{"".join(f"    def {each}(self): return 'the own {each}'{chr(10)}" for each in FACTS)}
BasicOptim = SGD
"""


@pytest.fixture
def run(course: Course) -> Iterator[SandboxedRun]:
    with Zygote() as zygote:
        run = SandboxedRun(zygote, course, Submission("work", {"unit06_optimizer": TAKEN}, {}))
        run.turn_to(course.exercises["BasicOptim"], set())
        yield run
        run.close()


@pytest.mark.security
def test_every_attribute_of_an_object_is_the_learners_own(run: SandboxedRun) -> None:
    opt = run.student(0).BasicOptim([], 0.1)
    for name in FACTS:
        assert read(getattr(opt, name)()) == f"the own {name}"
    assert read(opt()) == "called"
    assert isinstance(read(opt), Handle)
    assert read(opt).type == "SGD"
    assert called(opt) == "BasicOptim(a list of 0, 0.1)"
    with pytest.raises(NoSuchName, match="momentum"):
        opt.momentum()
    with pytest.raises(AttributeError):
        _ = opt._lr
    with pytest.raises(AttributeError, match=r"No object stayed in the worker that could have 'value': read\(answer\) gives what came back"):
        _ = opt.value().value


def test_what_was_read_is_evidence_and_what_was_not_is_none() -> None:
    log = [Answer("f(1)", 1), Answer("f(2)", 2), Answer("f(3)", 3), Answer("f(4)", ValueError("no"))]
    assert (read(log[0]), peek(log[1])) == (1, 2)
    expect(log[2]).equals(3)
    *values, raised = evidence_of(log)
    assert values == [1, UNREAD, 3]
    assert isinstance(raised, ValueError)  # what was raised always is
    assert evidence_of(log, "too many") == ["too many"]
    for each in (expect(log[1]).leaves_inputs_alone, lambda: repr(log[1]), lambda: called(log[1])):
        each()
    assert evidence_of(log)[1] == UNREAD


def test_a_failure_says_what_it_rests_on() -> None:
    answer = Answer("f(1)", 1)
    assert fail(answer, "Expected more.", evidence="too few").evidence == "too few"
    assert fail(answer, "Expected more.").evidence is None


class Recorder:
    """A student without a worker."""

    def __init__(self) -> None:
        self.log: list[Answer] = []

    def call(self, function: Any, args: Any, kwargs: Any) -> Answer:
        raise NotImplementedError


def test_a_part_of_an_answer_is_an_answer_of_the_same_call() -> None:
    student = Recorder()
    answer = Answer("f(1)", [1, 2], device="cuda", student=student)
    student.log.append(answer)
    part = derived(answer, value=peek(answer)[1])
    assert (called(part), facts_of(part).device, peek(part), peek(answer)) == ("f(1)", "cuda", 2, [1, 2])
    assert evidence_of(student.log) == [UNREAD, UNREAD]
    expect(part).equals(2)
    assert evidence_of(student.log) == [UNREAD, 2]
    assert facts_of(derived(answer, mutated=("a",))).mutated == ("a",)


def test_arguments_that_may_change_may_be_named() -> None:
    answer = Answer("f(1)", 1, mutated=("params", "t"))
    expect(answer).leaves_inputs_alone(but=("t", "params"))
    with pytest.raises(AssertionError, match=r"your code changed t in place"):
        expect(answer).leaves_inputs_alone(but=("params",))
