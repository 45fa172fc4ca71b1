"""Unit 10: choices and orders, right and wrong, and the sentence that each wrong one gets to read."""

import pytest

from grader.checking.verdict import Status
from grader.course import Course
from grader.grading import record
from grader.grading.judge import Judge
from tests.checks import variants
from tests.checks.variants import Rewrite, first_failed

UNIT = "unit10_questions"
ANSWERS = {
    "choices_tensors": {"q01": "b", "q05": "c", "q07": "a", "q08": "d", "q10": "b"},
    "choices_learning": {"q12": "c", "q15": "a", "q16": "d", "q17": "b", "q18": "a", "q19": "c"},
    "choices_training": {"q21": "d", "q24": "a", "q30": "b", "q32": "c", "q35": "d", "q36": "a"},
}
NAMED = "makes none of the wrong choices that the last hint names"
ORDERS = {"q14": "BEAFDGC", "q25": "TQRSP"}


def gives(name: str, value: object) -> str:
    """A function without arguments that gives this value."""
    return f"def {name}():\n    return {value!r}"


def choices(**others: object) -> str:
    """choices_tensors with some other answers than the right ones; None takes an answer away."""
    answers = {**ANSWERS["choices_tensors"], **others}
    return gives("choices_tensors", {name: letter for name, letter in answers.items() if letter is not None})


def orders(**others: object) -> str:
    """put_in_order with some other words than the right ones."""
    return gives("put_in_order", {**ORDERS, **others})


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "choices_tensors": {
        "a capital": (choices(q01="B"), "Write it as a small letter, with no space beside it."),
        "a bracket": (choices(q01="b)"), "Write the letter alone, without a bracket and without the text of the answer."),
        "another letter": (choices(q01="e"), "Write the letter alone, without a bracket and without the text of the answer."),
        "a number": (choices(q01=2), "Write the letter in quotation marks."),
        "two letters": (choices(q01=["a", "b"]), "One of the four is right: choose a single letter, in quotation marks."),
        "one is missing": (choices(q05=None), 'Its key is "q05", with the letter q and two digits.'),
        "short keys": (gives("choices_tensors", {"q1": "b"}), 'Its key is "q01", with the letter q and two digits.'),
        "a list": (gives("choices_tensors", list("bcadb")), 'Write each letter behind the key of its question, "q01" and so on.'),
        "no return": ("def choices_tensors():\n    answers = {'q01': 'b'}", "Your function makes the dict but gives None back: the return is missing."),
        "several": (choices(q01="a", q10="a"), "Question 10, a: Shapes are compared from the end, and 28, 28 fits 28, 28. An axis that one of them lacks is no obstacle."),
    },
    "put_in_order": {
        "not last": (orders(q14="BEAFDCG"), "After C nothing is learned."),
        "cleared first": (orders(q25="PTQRS"), "Clearing first works too, but before the first batch there is nothing to clear: do it after the step."),
        "loss before predictions": (orders(q14="BAEFDGC"), "The loss is that of predictions, which E makes."),
        "step before gradients": (orders(q14="BEADFGC"), "The step goes against the gradients, which F finds."),
        "loss before the model": (orders(q25="QTRSP"), "mnist_loss is called with preds, which T makes."),
        "step before backward": (orders(q25="TQSRP"), "The step goes against the gradients, which R finds."),
        "predictions without parameters": (orders(q14="EBAFDGC"), "Nothing can be predicted without parameters."),
        "gradients before loss": (orders(q14="BEFADGC"), "The gradients are those of the loss, which A measures."),
        "back before the step": (orders(q14="BEAGFDC"), "Until D has changed the parameters, predicting again gives the same."),
        "backward before loss": (orders(q25="TRQSP"), "backward is a method of the loss, which Q makes."),
        "a list": (orders(q14=list("BEAFDGC")), "Write the letters side by side, between one pair of quotation marks."),
        "commas": (orders(q14="B, E, A, F, D, G, C"), "Write capital letters, and nothing between them."),
        "a letter is missing": (orders(q25="TQRP"), "Write capital letters, and nothing between them."),
        "one word": (gives("put_in_order", {"q14": "BEAFDGC"}), 'Its key is "q25".'),
        "a tuple": (gives("put_in_order", ("BEAFDGC", "TQRSP")), 'Write each word behind the key of its question, "q14" and "q25".'),
        "no return": ("def put_in_order():\n    words = 'BEAFDGC', 'TQRSP'", "Your function makes the dict but gives None back: the return is missing."),
    },
}  # fmt: skip

test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("name", ANSWERS)
def test_every_wrong_choice_is_explained(judge: Judge, rewrite: Rewrite, course: Course, name: str, place: int) -> None:
    asked = course.exercises[name].questions
    explained = {each.name: each.wrong | each.withheld for each in asked}
    chosen = {name: sorted(letters)[place] for name, letters in explained.items()}
    verdict = variants.judged(judge, rewrite, UNIT, name, gives(name, chosen))
    said = {each.title: each.message.split("\n")[1:] for each in verdict.checks if each.status is not Status.PASSED}
    facts = [(int(name[1:]), chosen[name], letters[chosen[name]]) for name, letters in explained.items()]
    public = said.pop(NAMED)
    assert said == {
        f"is right about question {n}": [f"Question {n}: {letter} is not right.", why] for n, letter, why in facts
    }
    known = [each for each, question in zip(facts, asked, strict=True) if each[1] in question.wrong]
    assert public == [
        f"{len(known)} choices are not right yet.",
        *(f"Question {number}, {letter}: {why}" for number, letter, why in known),
    ]


@pytest.mark.parametrize("name", ANSWERS)
def test_public_checks_do_not_tell_the_withheld_choice_from_the_right_one(
    judge: Judge, rewrite: Rewrite, course: Course, name: str
) -> None:
    """So trying all letters in a learner's kit does not tell either."""
    chosen = {each.name: next(iter(each.withheld)) for each in course.exercises[name].questions}
    verdict = variants.judged(judge, rewrite, UNIT, name, gives(name, chosen))
    status = {each.title: each.status for each in verdict.checks if each.visibility == "public"}
    assert set(status.values()) == {Status.PASSED}
    assert NAMED in status
    assert verdict.status is Status.FAILED


def test_a_wrong_choice_costs_no_other_question(judge: Judge, rewrite: Rewrite) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, "choices_tensors", choices(q07="d"))
    why = "The other 99 pixels count too: they are part of the mean, with a difference of 0."
    assert {each.title: each.message for each in verdict.checks if each.status is not Status.PASSED} == {
        NAMED: f"Called choices_tensors().\nOne choice is not right yet.\nQuestion 7, d: {why}",
        "is right about question 7": f"Called choices_tensors().\nQuestion 7: d is not right.\n{why}",
    }


@pytest.mark.parametrize("value", ["'bcadb'", "{'q01': 3}", "{'q01': 'B'}", "{}"])
def test_what_is_no_letter_says_what_came_instead(judge: Judge, rewrite: Rewrite, value: str) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, "choices_tensors", f"def choices_tensors():\n    return {value}")
    said = {
        "'bcadb'": "Expected a dict with a letter for each question; got 'bcadb'.",
        "{'q01': 3}": "Question 1: expected a letter from a to d; got 3.",
        "{'q01': 'B'}": "Question 1: expected a letter from a to d; got 'B'.",
        "{}": "There is no choice for question 1 yet.",
    }
    assert first_failed(verdict).message.split("\n")[1] == said[value]


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("choices_tensors", "{**RIGHT, 'q05': random.choice('abcd')}", "Expected the same choices at every call; another call gave others."),
        ("put_in_order", "{**RIGHT, 'q25': random.choice(['TQRSP', 'TQSRP', 'TRQSP'])}", "Expected the same words at every call; another call gave others."),
    ],
)  # fmt: skip
def test_guessing_anew_at_every_call_is_seen(judge: Judge, rewrite: Rewrite, name: str, source: str, said: str) -> None:
    right = {**ANSWERS, "put_in_order": ORDERS}[name]
    code = f"import random\nRIGHT = {right}\ndef {name}():\n    return {source}"
    checks = {each.title: each for each in variants.judged(judge, rewrite, UNIT, name, code).checks}
    found = next(check for title, check in checks.items() if title.endswith("each time it is called"))
    assert (found.status, found.message.split("\n")[1]) == (Status.FAILED, said)


def test_the_order_of_two_steps_is_named(judge: Judge, rewrite: Rewrite) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, "put_in_order", orders(q25="TQSRP"))
    assert first_failed(verdict).message.split("\n") == [
        "Called put_in_order().",
        "Question 25: S comes before R, and should come after it.",
        "The step goes against the gradients, which R finds.",
    ]


@pytest.mark.parametrize("name", ANSWERS)
def test_public_checks_know_no_right_choice(course: Course, name: str) -> None:
    public = (course.checks / "public" / UNIT / f"check_{name}.py").read_text(encoding="utf-8")
    assert "truth" not in public
    assert [
        f'"{question}": "{letter}"'
        for question, letter in ANSWERS[name].items()
        if f'"{question}": "{letter}"' in public
    ] == []


def test_questions_in_words_are_no_points_of_the_grader(judge: Judge, course: Course) -> None:
    words = [each for unit in course.units for each in unit.questions if each.kind == "words"]
    verdicts = judge.grade(
        judge.blame.reference, frozenset(each.name for each in course.exercises.values() if each.unit == UNIT)
    )
    made = record.make("reference", verdicts, seed=0, device="cpu", data="embedded")
    assert (len(words), made["score"], made["max_score"]) == (10, 4.0, 4.0)
    assert {each.exercise for each in words} == {""}
