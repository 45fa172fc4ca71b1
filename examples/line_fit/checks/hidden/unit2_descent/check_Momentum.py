"""Momentum, with gradients that the learner has not seen."""

import torch

from checks.oracles.line import pushed, rolled
from grader.checking.kit import expect, fail, needs, read


def check_other_gradients(student, rng):
    """is right for other gradients, step after step"""
    gradients, start = torch.randn(6, 2, generator=rng), torch.randn(2, generator=rng)
    ball = student.Momentum(student.helpers.in_turn(gradients), start, 0.03, 0.8)
    for line in pushed(gradients, start, 0.03, 0.8):
        expect(ball.step()).equals(line)


@needs(check_other_gradients)
def check_other_shapes(student, rng):
    """works for other shapes than that of a line"""
    for shape in ((5,), (3, 4), (1,)):
        gradients, start = torch.randn(3, *shape, generator=rng), torch.randn(shape, generator=rng)
        ball = student.Momentum(student.helpers.in_turn(gradients), start, 0.2, 0.6)
        for line in pushed(gradients, start, 0.2, 0.6):
            expect(ball.step()).equals(line)


@needs(check_other_gradients)
def check_plain_descent(student, rng):
    """is plain gradient descent with a momentum of 0"""
    gradients, start = torch.randn(4, 2, generator=rng), torch.randn(2, generator=rng)
    ball = student.Momentum(student.helpers.in_turn(gradients), start, 0.5, 0.0)
    for line in start.double() - 0.5 * gradients.double().cumsum(0):
        expect(ball.step()).equals(line.float())


@needs(check_other_gradients)
def check_valley(student, rng):
    """rolls through a valley for thirty steps"""
    steepness, lowest = 0.5 + 2 * torch.rand(3, generator=rng), torch.randn(3, generator=rng)
    start = 3 * torch.randn(3, generator=rng)
    valley = student.helpers.valley(steepness, lowest)
    ball = student.Momentum(valley, start, 0.15, 0.7)
    for _ in range(30):
        answer = ball.step()
    expect(answer).equals(rolled(steepness, lowest, start, 0.15, 0.7, 30), 1e-3)
    asked = read(student.helpers.asked(valley))
    if asked != 30:
        raise fail(
            answer, "Expected the gradient to be asked once in each step; it was asked more or less often.", "asked"
        )


@needs(check_other_gradients)
def check_by_turns(student, rng):
    """keeps three objects apart that step by turns"""
    gradients, starts = torch.randn(3, 4, 2, generator=rng), torch.randn(3, 2, generator=rng)
    ways = ((0.1, 0.9), (0.4, 0.3), (0.2, 0.0))
    balls = [
        student.Momentum(student.helpers.in_turn(each), start, lr, momentum)
        for each, start, (lr, momentum) in zip(gradients, starts, ways, strict=True)
    ]
    lines = [
        pushed(each, start, lr, momentum) for each, start, (lr, momentum) in zip(gradients, starts, ways, strict=True)
    ]
    for number in range(4):
        for ball, expected in zip(balls, lines, strict=True):
            expect(ball.step()).equals(expected[number])


@needs(check_other_gradients)
def check_line_unchanged(student, rng):
    """leaves the line that it was given as it was, for two steps"""
    gradients, start = torch.randn(2, 2, generator=rng), torch.randn(2, generator=rng)
    line = student.helpers.hold(start)
    ball = student.Momentum(student.helpers.in_turn(gradients), line, 0.2, 0.5)
    for _ in range(2):
        answer = ball.step()
    if not torch.equal(read(student.helpers.values([line]))[0], start):
        raise fail(answer, "Expected the line that was given as it was; step() changed it.", "inputs")
