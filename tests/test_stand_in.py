"""The course where tensors live elsewhere than on the CPU: torch's "lazy" device, which a CPU computes, stands in for a GPU.

It refuses what a GPU refuses, tensors of two devices in one operation, and tells what came back from the CPU. Of a driver, a
GPU's memory, its numbers and its speed it says nothing: those are `make gpu-check`'s.
"""

from collections.abc import Iterator

import pytest

from checks.embedded import Digits
from grader.checking.inserted import insert
from grader.checking.kit import MISTAKES
from grader.checking.verdict import Status
from grader.course import Course
from grader.grading.judge import Judge
from grader.grading.terms import Terms
from grader.submission.model import Submission
from grader.worker.device import STAND_IN
from tests.conftest import Rewrite
from tests.gpu_check import summary

pytestmark = pytest.mark.slow

LEFT_OUT = {
    "nearest_ideal_digit": "lazy gives tensors of the CPU where one is walked through (unbind), as no GPU does",
    "train_epoch": "slow: every step is compiled",
    "train_model": "slow: every step is compiled",
    "make_resnet18": "slow: every network is compiled",
    "train_classifier": "lazy keeps a training's operations until a number is asked for: out of memory",
    "train_deeper": "lazy keeps a training's operations until a number is asked for: out of memory",
}
COMPARED = ("mnist_distance", "is_3", "mnist_loss", "calc_grad")


@pytest.fixture(scope="module")
def elsewhere(course: Course, embedded: Digits) -> Iterator[Judge]:
    with Judge(course, Terms(0, "embedded", STAND_IN)) as judge:
        judge.lacks()
        yield judge


def test_what_is_left_out_is_in_the_course(course: Course) -> None:
    assert set(LEFT_OUT) < set(course.exercises)


def test_the_reference_passes(elsewhere: Judge, course: Course) -> None:
    names = frozenset(course.exercises) - set(LEFT_OUT)
    verdicts = elsewhere.grade(Submission("reference", course.reference, {}), names)
    assert len(verdicts) == len(names)
    assert {each.name: [check.message for check in each.checks] for each in verdicts if each.status is not Status.PASSED} == {}


@pytest.mark.parametrize("name", COMPARED)
def test_mistakes_are_named_as_on_the_cpu(name: str, elsewhere: Judge, judge: Judge, course: Course) -> None:
    assert MISTAKES[name]
    for mistake in MISTAKES[name]:
        wrong = insert(course, mistake)
        there, here = (each.grade(wrong, frozenset({name}))[0] for each in (elsewhere, judge))
        assert summary(there) == summary(here), mistake.name


ON_THE_CPU = {
    "brought back": "return (a - b).abs().mean((-1, -2)).cpu()",
    "a device by its name": "return (a.to('cpu') - b.to('cpu')).abs().mean((-1, -2))",
}


@pytest.mark.parametrize("line", ON_THE_CPU.values(), ids=ON_THE_CPU.keys())
def test_a_result_must_live_where_its_inputs_live(line: str, elsewhere: Judge, judge: Judge, rewrite: Rewrite) -> None:
    wrong = rewrite("unit02_similarity", bad=f"def mnist_distance(a, b):\n    {line}")
    (verdict,) = elsewhere.grade(wrong, frozenset({"mnist_distance"}))
    (message,) = {check.message for check in verdict.checks if "Expected a result" in check.message and "[25," in check.message}
    assert message.split("\n") == [
        "Called mnist_distance(a [25, 28, 28], b [28, 28]).",
        "Expected a result on lazy, where the inputs live; got one on cpu.",
        "Make new tensors with device=x.device, and do not call .cpu() on the way.",
    ]
    (verdict,) = judge.grade(wrong, frozenset({"mnist_distance"}))
    assert verdict.status is Status.PASSED


def test_a_tensor_that_is_made_on_the_cpu_does_not_meet_the_others(elsewhere: Judge, judge: Judge, rewrite: Rewrite) -> None:
    line = "return (a - b + torch.zeros(a.shape[-2:])).abs().mean((-1, -2))"
    wrong = rewrite("unit02_similarity", bad=f"def mnist_distance(a, b):\n    {line}")
    (verdict,) = elsewhere.grade(wrong, frozenset({"mnist_distance"}))
    assert verdict.status is Status.FAILED
    assert verdict.checks[0].message.split("\n")[1].startswith("It raised RuntimeError: Input tensor is not a lazy tensor")
    (verdict,) = judge.grade(wrong, frozenset({"mnist_distance"}))
    assert verdict.status is Status.PASSED


def test_a_single_number_may_live_anywhere(elsewhere: Judge, rewrite: Rewrite) -> None:
    loss = "return torch.where(targets == 1, 1 - predictions.sigmoid(), predictions.sigmoid()).mean().cpu()"
    sound = rewrite("unit04_loss", good=f"def mnist_loss(predictions, targets):\n    {loss}")
    (verdict,) = elsewhere.grade(sound, frozenset({"mnist_loss"}))
    assert verdict.status is Status.PASSED
