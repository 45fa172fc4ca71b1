"""What is said of a wrong answer that no known mistake explains: it is true of the two answers, and names what can be seen."""

from typing import Any

import pytest
import torch

from grader import protocol
from grader.checking.answer import Answer
from grader.checking.check_failed import CheckFailed
from grader.checking.expectation import expect
from grader.checking.relation import of_shapes, of_values

RIGHT = torch.tensor([0.25, 1.5, -0.75, 3.0])

KINDS = {  # what came back where a tensor [4] is wanted: the name and the last line
    "an array": (protocol.Handle(1, "ndarray"), "a_numpy_array", "A NumPy array comes back: make a tensor of it, torch.tensor(...), or use torch's own functions throughout."),
    "a class": (protocol.Handle(1, "type"), "a_class", "A class comes back: call it, and return the object that it makes."),
    "a generator": (protocol.Handle(1, "generator"), "a_generator", "What comes back makes its parts only when asked for them: make a list of it, or a tensor."),
    "a map": (protocol.Handle(1, "map"), "a_generator", "What comes back makes its parts only when asked for them: make a list of it, or a tensor."),
    "a list": ([0.25, 1.5, -0.75, 3.0], "a_list", "A list comes back: join its parts to one tensor, by torch.stack or torch.tensor."),
    "a tuple": ((RIGHT, RIGHT), "a_tuple", "Several things come back: return the one that is wanted. max(dim), say, gives .values and .indices."),
    "a text": ("0.25", "a_text", "A text comes back, in quotes: return the value itself."),
    "a method": (protocol.Handle(1, "builtin_function_or_method"), "a_function", "A function comes back that was not called: put parentheses behind it."),
    "nothing": (None, "no_return", "Expected shape [4]; got None (is the return missing?)."),
    "something else": (protocol.Handle(1, "SimpleNamespace"), "", "Expected shape [4]; got a SimpleNamespace."),
}  # fmt: skip


@pytest.mark.parametrize("what", KINDS)
def test_what_is_no_tensor(what: str) -> None:
    got, name, sentence = KINDS[what]
    with pytest.raises(CheckFailed) as caught:
        expect(Answer("f()", got)).equals(RIGHT)
    assert (caught.value.cause, caught.value.advice or caught.value.expected) == (name, sentence)


def test_what_nobody_returned_is_no_missing_return() -> None:
    with pytest.raises(CheckFailed, match=r"^Expected shape \[4\]; got None\.$"):
        expect(Answer("f()", None, observed=True)).has_shape(4)
    with pytest.raises(CheckFailed, match=r"^Expected shape \[4\]; got None\.$"):
        expect(Answer("f()", None), "the gradient").equals(RIGHT)


SHAPES: dict[tuple[tuple[int, ...], tuple[int, ...]], str] = {  # got, expected
    ((), (5,)): "one_number_for_all",
    ((5, 5), (5,)): "all_pairs",
    ((5, 5), (5, 1)): "all_pairs",
    ((5, 1), (5,)): "axis_too_many",
    ((1, 28, 28), (28, 28)): "axis_too_many",
    ((5,), (5, 1)): "axis_missing",
    ((5, 3), ()): "not_joined",
    ((3, 5), (5, 3)): "turned",
    ((28,), (28, 28)): "too_few_axes",
    ((5, 28), (5,)): "too_many_axes",
    ((28, 5, 28), (5, 28, 28)): "axes_swapped",
    ((4, 28), (5, 28)): "one_off",
    ((7, 9), (5, 28)): "",
}


@pytest.mark.parametrize(("got", "expected"), SHAPES)
def test_shapes(got: tuple[int, ...], expected: tuple[int, ...]) -> None:
    found = of_shapes(got, expected)
    assert (found.name if found else "") == SHAPES[got, expected]


VALUES: dict[str, tuple[Any, Any, str]] = {  # got, expected
    "every sign": (-RIGHT, RIGHT, "sign"),
    "some signs": (RIGHT.abs(), RIGHT, "some_signs"),
    "a factor": (784 * RIGHT, RIGHT, "factor"),
    "a part": (RIGHT / 3, RIGHT, "factor"),
    "an offset": (RIGHT + 1, RIGHT, "offset"),
    "another order": (RIGHT.flip(0), RIGHT, "order"),
    "1 minus it": (1 - RIGHT, RIGHT, "one_minus"),
    "nothing but 0": (0 * RIGHT, RIGHT, "all_zero"),
    "all alike": (torch.full((4,), 1.0), RIGHT, "all_alike"),
    "cut off": (RIGHT.trunc(), RIGHT, "cut_off"),
    "rounded": (torch.tensor([0.3, 1.5, -0.8, 3.0]), torch.tensor([0.27, 1.53, -0.77, 3.01]), "rounded"),
    "the square": (RIGHT.square(), RIGHT, "square"),
    "the root": (RIGHT.abs().sqrt(), RIGHT.abs(), "root"),
    "the log": (RIGHT.abs().log(), RIGHT.abs(), "log"),
    "e to the power": (RIGHT.exp(), RIGHT, "exponential"),
    "nan": (torch.tensor([0.25, float("nan"), -0.75, 3.0]), RIGHT, "nan"),
    "infinity": (torch.tensor([0.25, float("inf"), -0.75, 3.0]), RIGHT, "infinity"),
    "opposite answers": (torch.tensor([True, False, True]), torch.tensor([False, True, False]), "turned_round"),
    "one answer": (torch.ones(5) > 0, torch.tensor([True, False, True, True, False]), "all_alike"),
    "some other answers": (torch.tensor([True, False, True]), torch.tensor([True, True, False]), ""),
    "one number, a sum": (torch.tensor(21.0), torch.tensor(3.0), "factor"),
    "one number, a mean taken twice": (torch.tensor(0.1), torch.tensor(0.7), "factor"),
    "one number, 1 minus it": (torch.tensor(0.3), torch.tensor(0.7), "one_minus"),
    "one number, another": (torch.tensor(0.31), torch.tensor(0.7), ""),
    "others": (torch.tensor([0.1, 0.2, 5.0, 1.0]), RIGHT, ""),
    "none": (torch.empty(0), torch.empty(0), ""),
}


@pytest.mark.parametrize("what", VALUES)
def test_values(what: str) -> None:
    got, expected, name = VALUES[what]
    found = of_values(got, expected)
    assert (found.name if found else "") == name


@pytest.mark.parametrize(("factor", "said"), [(784.0, "784 times"), (1 / 3, "1/3 of"), (-2.0, "-2 times"), (2.5, "2.5 times")])
def test_a_factor_is_told(factor: float, said: str) -> None:
    found = of_values(factor * RIGHT, RIGHT)
    assert found
    assert found.sentence == f"Every number is {said} what is expected: is something summed, divided or multiplied too often, or not at all?"


def test_lists_of_numbers_are_looked_at_together() -> None:
    with pytest.raises(CheckFailed) as caught:
        expect(Answer("f()", [0.5, 1.0, 1.5])).equals([1.0, 2.0, 3.0])
    assert caught.value.cause == "factor"


def test_a_list_of_tensors_is_told_of_the_first_that_differs() -> None:
    with pytest.raises(CheckFailed) as caught:
        expect(Answer("f()", [RIGHT, -RIGHT])).equals([RIGHT, RIGHT])
    assert caught.value.cause == "sign"
