"""choices_learning: each question for itself, so that one wrong choice costs no other."""

import pytest

from grader.checks.choices import expect_choices, expect_right
from grader.checks.compare import alike
from grader.checks.kit import fail, needs


def check_same_each_time(student):
    """gives the same choices each time it is called"""
    first = expect_choices(student.choices_learning())
    for _ in range(4):
        again = student.choices_learning()
        if not alike(expect_choices(again), first):
            raise fail(again, "Expected the same choices at every call; another call gave others.", "repetition")


@needs(check_same_each_time)
@pytest.mark.parametrize("number", [12, 15, 16, 17, 18, 19])
def check_right(student, truth, questions, number):
    """is right about question {number}"""
    name = f"q{number:02d}"
    expect_right(student.choices_learning(), questions[name], truth.choices_learning()[name])
