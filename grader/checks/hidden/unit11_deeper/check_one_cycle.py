"""one_cycle, for other trainings; the oracle is the scheduler of torch."""

import math

from grader.checks.kit import expect, fail, mistake, needs
from grader.checks.oracles_deeper import rates


@mistake("It looks as if a quarter is rounded to whole steps: the top may lie between two steps, so take 0.25 * steps.")
def rounds_the_top(step, steps, lr_max):
    top = steps // 4
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake("For a training of a single step nothing may be divided by 0: with the top at 0.25 * steps it is not.")
def divides_by_zero(step, steps, lr_max):
    if steps == 1:
        return step / (steps - 1)
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


def agrees(student, steps, lr_max, some):
    """The rates of some steps are those of torch's scheduler; CheckFailed where one is not."""
    expected = rates(steps, lr_max)
    for step in some:
        answer = student.one_cycle(step, steps, lr_max)
        expect(answer).has_shape()
        if not abs(float(answer.value) - expected[step]) <= 1e-5 * lr_max:
            raise fail(answer, "The rate of this step is not right.", "values")


def check_long(student):
    """follows one cycle over hundreds of steps"""
    agrees(student, 388, 0.1, [0, 1, 40, 96, 97, 98, 200, 300, 386, 387])


@needs(check_long)
def check_between(student):
    """puts the top between two steps where a quarter is no whole number"""
    agrees(student, 10, 1.0, range(10))
    agrees(student, 7, 2.5, range(7))


@needs(check_long)
def check_few(student):
    """knows trainings of one, two and three steps"""
    for steps in (3, 2, 1):
        agrees(student, steps, 0.3, range(steps))


@needs(check_long)
def check_scale(student):
    """grows with the largest rate"""
    for lr_max in (1e-3, 30.0):
        agrees(student, 60, lr_max, [0, 7, 15, 16, 44, 59])


@needs(check_long)
def check_end(student):
    """comes to 0 after the last step"""
    agrees(student, 40, 1.0, [40])
