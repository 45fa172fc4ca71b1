"""Half precision is no way to a right answer: a tolerance that is as wide as rough numbers need would let wrong ones pass."""

import os

import pytest
import torch

from grader import course as courses
from grader.checking.answer import Answer
from grader.checking.check_failed import CheckFailed
from grader.checking.compare import TOLERANCES, alike, first_difference, tolerance_for, too_rough
from grader.checking.expectation import ROUGHENED_BY, expect
from grader.checking.inserted import insert
from grader.checking.kit import MISTAKES
from grader.checking.verdict import Status
from grader.course import Course
from grader.grading import score
from grader.grading.judge import Judge
from grader.submission.model import Submission

ONE = torch.ones(3)
HALVES = (torch.bfloat16, torch.float16)
SENTENCES = {
    torch.bfloat16: "Expected float32 numbers, as the inputs are; got bfloat16, which keeps about 2 digits.",
    torch.float16: "Expected float32 numbers, as the inputs are; got float16, which keeps about 3 digits.",
}

# bfloat16 had the widest tolerance of all, so it is what every change is tried with; CASTS=all tries the others, for half an hour.
CASTS = [(dtype, params) for dtype in ("bfloat16", "float16") for params in (False, True)] if os.environ.get("CASTS") else [("bfloat16", True)]

# Below a unit's text: all that an exercise gives, or leaves in what it was given, is cast, whatever it is made of.
CAST = """
import types as _types, functools as _functools, torch as _torch


def _cast(value):
    if isinstance(value, _torch.Tensor) and value.is_floating_point():
        if value.is_leaf and value.requires_grad:
            return value.detach().to(_torch.{dtype}).requires_grad_()
        return value.to(_torch.{dtype})
    if type(value) in (list, tuple):
        return type(value)(map(_cast, value))
    if type(value) is dict:
        return {{key: _cast(each) for key, each in value.items()}}
    return map(_cast, value) if isinstance(value, _types.GeneratorType) else value


def _casting(function):
    @_functools.wraps(function)
    def inner(*args, **kwargs):
        given = _cast(function(*args, **kwargs))
        for each in args:
            for tensor in each if isinstance(each, (list, tuple)) else [each]:
                if isinstance(tensor, _torch.Tensor) and tensor.requires_grad and tensor.is_leaf and {params}:
                    tensor.data = _cast(tensor.data)
        return given

    return inner


if isinstance({name}, type):
    for _key, _each in list(vars({name}).items()):
        if isinstance(_each, _types.FunctionType) and (not _key.startswith("__") or _key in ("__call__", "__iter__")):
            setattr({name}, _key, _casting(_each))
else:
    {name} = _casting({name})
"""


def points(judge: Judge, submission: Submission, name: str, dtype: str = "", params: bool = False) -> float:
    """What an exercise earns, all that it gives cast to a dtype."""
    unit = judge.course.exercises[name].unit
    text = submission.modules[unit] + (CAST.format(name=name, dtype=dtype, params=params) if dtype else "")
    (verdict,) = judge.grade(Submission("cast", {**submission.modules, unit: text}, {}), frozenset({name}))
    assert verdict.status is not Status.UNGRADED
    return score.points(verdict) or 0.0 if verdict.max_points else sum(each.status is Status.PASSED for each in verdict.checks)


def right(course: Course) -> Submission:
    return Submission("right", course.reference, {})


EVERY = [pytest.param(name, marks=pytest.mark.proof(name)) for name in courses.load().exercises]


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_no_known_mistake_gains_by_a_cast(judge: Judge, course: Course, name: str) -> None:
    gained = {}
    for mistake in MISTAKES[name]:
        wrong = insert(course, mistake)
        earned = points(judge, wrong, name)
        for dtype, params in CASTS:
            found = points(judge, wrong, name, dtype, params)
            if found > earned:
                gained[mistake.name, dtype, params] = (earned, found)
    assert gained == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_a_right_answer_loses_nothing_in_double_precision(judge: Judge, course: Course, name: str) -> None:
    files = [path.read_text() for path in course.checks.glob(f"*/*/check_{name}.py")]
    if not any("has_dtype(torch.float32" in each for each in files):  # what asks for float32 by name gets it
        assert points(judge, right(course), name, "float64") == points(judge, right(course), name)


@pytest.mark.parametrize("dtype", HALVES)
def test_a_right_answer_in_half_precision_is_told_what_to_take_out(judge: Judge, course: Course, dtype: torch.dtype) -> None:
    text = course.reference["unit02_similarity"] + CAST.format(name="l1_distance", dtype=str(dtype).split(".")[1], params=False)
    (verdict,) = judge.grade(Submission("cast", {**course.reference, "unit02_similarity": text}, {}), frozenset({"l1_distance"}))
    failed = [each for each in verdict.checks if each.status is Status.FAILED]
    assert failed
    for each in failed:  # an example has no inputs that could be looked at
        sentence = SENTENCES[dtype].replace("numbers, as the inputs are", "numbers") if "examples" in each.title else SENTENCES[dtype]
        assert each.message.split("\n")[1:] == [sentence, f"Take out the {ROUGHENED_BY[dtype]}."]


@pytest.mark.parametrize("dtype", HALVES)
def test_half_precision_is_right_where_inputs_or_oracle_are_of_it(dtype: torch.dtype) -> None:
    answer = Answer("f(x [3])", (ONE / 3).to(dtype), inputs=frozenset({torch.float32}))
    with pytest.raises(CheckFailed) as raised:
        expect(answer).equals(ONE / 3)
    assert (raised.value.aspect, raised.value.expected) == ("dtype", SENTENCES[dtype])
    expect(answer).equals((ONE / 3).to(dtype))
    expect(Answer("f(x [3])", (ONE / 3).to(dtype), inputs=frozenset({dtype, torch.int64}))).equals(ONE.double() / 3)
    with pytest.raises(CheckFailed, match="The shape is right; the values are not"):
        expect(Answer("f(x [3])", ONE.to(dtype), inputs=frozenset({dtype}))).equals(0.8 * ONE)
    with pytest.raises(CheckFailed, match=r"Expected float32 numbers; got"):
        expect(Answer("f()", torch.tensor(0.5, dtype=dtype))).is_between(0, 1, "the accuracy")


def test_which_answers_are_too_rough() -> None:
    fine: tuple[object, ...] = (ONE, ONE.double(), ONE.int(), ONE.bool(), 1, 1.0, "text", None)
    for got in fine:
        for expected in (*fine, ONE.half(), ONE.bfloat16()):
            assert too_rough(got, expected) is None
    for dtype in HALVES:
        for expected in fine:
            assert too_rough(ONE.to(dtype), expected) is dtype
            assert too_rough(ONE.to(dtype), expected, {dtype, torch.int64}) is None
        assert too_rough([ONE, (1, ONE.to(dtype))], (ONE, [1, ONE])) is dtype
        assert too_rough([ONE.to(dtype)], [ONE, ONE]) is None  # another length is said first
    assert too_rough(ONE.bfloat16(), ONE.half()) is torch.bfloat16
    assert too_rough(ONE.half(), ONE.bfloat16()) is None


def test_a_rough_answer_widens_no_tolerance() -> None:
    assert tolerance_for(torch.bfloat16, torch.float32) == TOLERANCES[torch.float32]
    assert tolerance_for(torch.float16, torch.float64) == TOLERANCES[torch.float32]
    assert tolerance_for(torch.float32, torch.float64) == TOLERANCES[torch.float32]
    assert tolerance_for(torch.float64, torch.float64) == TOLERANCES[torch.float64]
    assert tolerance_for(torch.float32, torch.bfloat16) == TOLERANCES[torch.bfloat16]
    assert tolerance_for(torch.int64, torch.int64) == 0
    assert not alike(1.02 * ONE.bfloat16(), ONE)
    assert alike(1.02 * ONE, ONE.bfloat16())
    assert first_difference((1.02 * ONE).bfloat16(), ONE) == ((0,), "1.0000", "1.0234")
