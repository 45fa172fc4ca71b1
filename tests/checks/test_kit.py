"""Every sentence that `expect` can say, and every value that it accepts."""

import math
from typing import Any

import pytest
import torch

from grader import protocol
from grader.checking.answer import Answer
from grader.checking.check_failed import CheckFailed
from grader.checking.expectation import expect
from grader.checking.kit import MISTAKES, mistake, needs
from grader.checking.phrases import kind


def answer(value: Any, **more: Any) -> Answer:
    return Answer("f(a [2])", value, **more)


def on_another_device(value: torch.Tensor) -> torch.Tensor:
    value.sent_from = "cuda:0"  # type: ignore[attr-defined]  # as the wire marks what it received
    return value


ONES = torch.ones(2, 3)
ACCEPTED = {
    "a shape": lambda: expect(answer(ONES)).has_shape(2, 3),
    "a 0-d tensor as a number": lambda: expect(answer(torch.tensor(1.0))).has_shape(),
    "a float as a number": lambda: expect(answer(1.0)).has_shape(),
    "a dtype": lambda: expect(answer(ONES > 0)).has_dtype(torch.bool),
    "a floating tensor": lambda: expect(answer(ONES.bfloat16())).is_floating(),
    "values within tolerance": lambda: expect(answer(ONES + 1e-6)).equals(ONES),
    "a float for a 0-d tensor": lambda: expect(answer(0.25)).equals(torch.tensor(0.25)),
    "a tensor for a float": lambda: expect(answer(torch.tensor(0.25))).equals(0.25),
    "another floating dtype": lambda: expect(answer(ONES.double())).equals(ONES),
    "nan for nan": lambda: expect(answer(torch.tensor(math.nan))).equals(math.nan),
    "a tuple for a list": lambda: expect(answer((1, ONES))).equals([1, ONES]),
    "a text": lambda: expect(answer("b")).equals("b"),
    "None": lambda: expect(answer(None)).equals(None),
    "a coarse tolerance": lambda: expect(answer(ONES + 0.01)).equals(ONES, tolerance=0.02),
    "a number between": lambda: expect(answer(0.9)).is_between(0.8, 1.0, "the accuracy"),
    "finite numbers": lambda: expect(answer(ONES)).is_finite(),
    "a gradient": lambda: expect(answer(torch.ones(2, requires_grad=True))).requires_grad(),
    "inputs left alone": lambda: expect(answer(ONES)).leaves_inputs_alone(),
    "the device": lambda: expect(answer(on_another_device(torch.ones(1)))).lives_on("cuda"),
    "a result on the device of its inputs": lambda: expect(answer(on_another_device(torch.ones(1)), device="cuda")).equals(torch.ones(1)),
    "a single number from anywhere": lambda: expect(answer(torch.tensor(0.5), device="cuda")).equals(0.5),
    "a result of no inputs": lambda: expect(answer(ONES)).equals(ONES),
    "few operations": lambda: expect(answer(ONES, operations=400)).takes_no_loop(answer(ONES, operations=405), 100),
    "a chain": lambda: expect(answer(ONES)).has_shape(2, 3).is_floating().equals(ONES).is_finite(),
}


@pytest.mark.parametrize("action", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_is_accepted(action: Any) -> None:
    action()


REFUSED = {
    "another shape": (lambda: expect(answer(ONES)).has_shape(2), "Expected shape [2]; got shape [2, 3]."),
    "no single number": (lambda: expect(answer(ONES)).has_shape(), "Expected a single number; got shape [2, 3]."),
    "a number for a shape": (lambda: expect(answer(1.0)).has_shape(2), "Expected shape [2]; got a single number."),
    "nothing": (lambda: expect(answer(None)).has_shape(2), "Expected shape [2]; got None (is the return missing?)."),
    "no tensor": (lambda: expect(answer([1, 2])).is_tensor(), "Expected a tensor; got a list of 2."),
    "an object": (lambda: expect(answer(protocol.Handle(1, "ndarray"))).is_tensor(), "Expected a tensor; got a ndarray."),
    "another dtype": (lambda: expect(answer(ONES)).has_dtype(torch.bool), "Expected dtype bool; got float32."),
    "neither dtype": (
        lambda: expect(answer(ONES)).has_dtype(torch.bool, torch.uint8),
        "Expected dtype bool or uint8; got float32.",
    ),
    "whole numbers": (lambda: expect(answer(3)).is_floating(), "Expected floating-point numbers; got int64."),
    "another value": (lambda: expect(answer(ONES)).equals(ONES + 1), "The shape is right; the values are not."),
    "a shape of values": (lambda: expect(answer(ONES)).equals(torch.ones(3)), "Expected shape [3]; got shape [2, 3]."),
    "a number of values": (lambda: expect(answer(ONES)).equals(1.0), "Expected a single number; got shape [2, 3]."),
    "another type": (lambda: expect(answer(3)).equals("b"), "Expected 'b'; got a single number."),
    "another text": (lambda: expect(answer("a")).equals("b"), "The values are not right."),
    "another length": (lambda: expect(answer([1])).equals([1, 2]), "Expected a list of 2; got a list of 1."),
    "a list that is none": (lambda: expect(answer(None)).equals([1]), "Expected a list of 1; got None (is the return missing?)."),
    "one of a list": (
        lambda: expect(answer([ONES, ONES]), "the gradients").equals([ONES, ONES * 2]),
        "The gradients: the shape is right; the values are not.",
    ),
    "a shape in a list": (
        lambda: expect(answer([ONES]), "the gradients").equals([torch.ones(2)]),
        "The gradients: the shape is not right: shape [2] expected, shape [2, 3] found.",
    ),
    "too low": (
        lambda: expect(answer(0.5)).is_between(0.8, 1.0, "the accuracy"),
        "Expected the accuracy from 0.8 to 1; got 0.5.",
    ),
    "infinity": (
        lambda: expect(answer(torch.tensor([1.0, math.inf]))).is_finite(),
        "Expected finite numbers; got NaN or infinity among them.",
    ),
    "no numbers": (lambda: expect(answer("x")).is_finite(), "Expected numbers; got 'x'."),
    "no gradient": (
        lambda: expect(answer(ONES)).requires_grad(),
        "Expected a result that backward() can start from; this one has no gradient.",
    ),
    "changed inputs": (
        lambda: expect(answer(ONES, mutated=("a", "b"))).leaves_inputs_alone(),
        "Expected the inputs unchanged; your code changed a and b in place.",
    ),
    "another device": (
        lambda: expect(answer(ONES)).lives_on("cuda:0"),
        "Expected a result on cuda:0, where the inputs live; got one on cpu.",
    ),
    "a right result on another device": (
        lambda: expect(answer(ONES, device="cuda")).equals(ONES),
        "Expected a result on cuda, where the inputs live; got one on cpu.",
    ),
    "a part of a result on another device": (
        lambda: expect(answer([0.5, ONES], device="cuda")).equals([0.5, ONES]),
        "Expected a result on cuda, where the inputs live; got one on cpu.",
    ),
    "a loop": (
        lambda: expect(answer(ONES, operations=900)).takes_no_loop(answer(ONES, operations=1800), 200),
        "Your code ran 900 tensor operations for 200 images, and 1800 for 400.",
    ),
}


@pytest.mark.parametrize(("action", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_and_in_which_words(action: Any, sentence: str) -> None:
    with pytest.raises(CheckFailed) as caught:
        action()
    assert caught.value.expected == sentence
    assert caught.value.call == "f(a [2])"


def test_a_public_check_may_show_the_first_value_that_differs() -> None:
    with pytest.raises(CheckFailed) as caught:
        expect(answer(torch.tensor([1.0, 2.0, 9.0]))).equals(torch.tensor([1.0, 2.0, 3.0]))
    assert caught.value.shown == "Expected 3.0000 at [2]; got 9.0000."
    assert "9" not in caught.value.expected
    with pytest.raises(CheckFailed) as caught:
        expect(answer(torch.tensor([True, False]))).equals(torch.tensor([True, True]))
    assert caught.value.shown == "Expected True at [1]; got False."


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "None (is the return missing?)"), (True, "True"), (2.5, "a single number"), ((1, 2), "a tuple of 2"), ({}, "a dict")],
)
def test_a_value_in_words(value: object, words: str) -> None:
    assert kind(value) == words


def test_a_mistake_belongs_to_the_exercise_of_its_file() -> None:
    def same(a: int) -> int:
        return a

    before = dict(MISTAKES)
    try:
        found = mistake("Do it another way.")(same)
        assert found(3) == 3
        assert MISTAKES["test_kit"][-1].sentence == "Do it another way."
    finally:
        MISTAKES.clear()
        MISTAKES.update(before)


def test_needs_names_the_checks() -> None:
    def check_first() -> None:
        raise AssertionError

    marked = needs(check_first)(lambda: None)
    assert marked.needs == ("check_first",)  # type: ignore[attr-defined]  # set by the decorator
