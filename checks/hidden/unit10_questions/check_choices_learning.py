"""choices_learning: each question for itself, so that one wrong choice costs no other."""

import pytest

from grader.checking.choices import expect_letter, expect_right
from grader.checking.kit import fail


@pytest.mark.parametrize("number", [12, 15, 16, 17, 18, 19])
def check_right(student, truth, questions, number):
    """is right about question {number}"""
    name = f"q{number:02d}"
    expect_right(student.choices_learning(), questions[name], truth.choices_learning()[name])


def check_same_each_time(student, questions):
    """gives the same choices each time it is called"""
    first, *others = (student.choices_learning() for _ in range(5))
    for question in questions.values():
        letter = expect_letter(first, question)
        if any(expect_letter(other, question) != letter for other in others):
            raise fail(first, "Expected the same choices at every call; another call gave others.", "repetition")
