"""one_cycle, for other trainings; the oracle is the scheduler of torch."""

from checks.oracles.deeper import rates
from grader.checking.kit import expect, fail, needs, read


def agrees(student, steps, lr_max, some):
    """The rates of some steps are those of torch's scheduler; CheckFailed where one is not."""
    expected = rates(steps, lr_max)
    for step in some:
        answer = student.one_cycle(step, steps, lr_max)
        expect(answer).has_shape()
        if not abs(float(read(answer)) - expected[step]) <= 1e-5 * lr_max:
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
