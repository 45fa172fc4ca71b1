"""Momentum: an object that keeps its line and a part of its last push."""

import torch

from checks.oracles.line import pushed, rolled
from grader.checking.kit import expect, fail, mistake, needs, read

GRADIENTS = torch.tensor([[1.0, -2.0], [0.5, 1.0], [-1.0, 4.0]])
START, STEEPNESS, LOWEST = torch.tensor([3.0, -1.0]), torch.tensor([0.5, 4.0]), torch.tensor([1.0, 2.0])


class right:
    """The parts that a mistake need not write anew."""

    def __init__(self, gradient, line, lr, momentum=0.9):
        self.gradient, self.line, self.lr, self.momentum = gradient, line, lr, momentum
        self.push = torch.zeros_like(line)

    def move(self):
        self.line = self.line - self.lr * self.push
        return self.line


@mistake("It looks as if the last push is forgotten: the new one is the momentum times the old one, self.push, plus the gradient.")
class forgets_the_push(right):
    def step(self):
        self.push = self.gradient(self.line)
        return self.move()


@mistake("It looks as if the gradient is multiplied by 1 - momentum: here all of it is added to the push.")
class averages(right):
    def step(self):
        self.push = self.momentum * self.push + (1 - self.momentum) * self.gradient(self.line)
        return self.move()


@mistake("The push is 0 before the first step, and so it must be there: set self.push = torch.zeros_like(line) in __init__.")
class no_push_at_first:
    def __init__(self, gradient, line, lr, momentum=0.9):
        type(self).__name__ = "Momentum"  # so that Python's message is the learner's
        self.gradient, self.line, self.lr, self.momentum = gradient, line, lr, momentum

    def step(self):
        self.push = self.momentum * self.push + self.gradient(self.line)
        self.line = self.line - self.lr * self.push
        return self.line


@mistake("The line that was given is changed, too: -= works in place, so write self.line = self.line - ... instead.")
class changes_the_line(right):
    def step(self):
        self.push = self.momentum * self.push + self.gradient(self.line)
        self.line -= self.lr * self.push
        return self.line


@mistake("It looks as if two objects share their push: make it in __init__, as self.push, not in the class.")
class shares_the_push:
    push: torch.Tensor

    def __init__(self, gradient, line, lr, momentum=0.9):
        self.gradient, self.line, self.lr, self.momentum = gradient, line, lr, momentum
        type(self).push = torch.zeros_like(line)

    def step(self):
        type(self).push = self.momentum * self.push + self.gradient(self.line)
        self.line = self.line - self.lr * self.push
        return self.line


def check_three_steps(student):
    """keeps a part of the push from step to step"""
    ball = student.Momentum(student.helpers.in_turn(GRADIENTS), START, 0.1, 0.5)
    for line in pushed(GRADIENTS, START, 0.1, 0.5):
        expect(ball.step()).equals(line)


@needs(check_three_steps)
def check_line_unchanged(student):
    """leaves the line that it was given as it was"""
    line = student.helpers.hold(START)
    answer = student.Momentum(student.helpers.in_turn(GRADIENTS), line, 0.1, 0.5).step()
    if not torch.equal(read(student.helpers.values([line]))[0], START):
        sentence = "Expected the line that was given as it was; step() changed it."
        raise fail(answer, sentence, "inputs", advice="Make a new line in each step.")


@needs(check_three_steps)
def check_asks_where_it_is(student):
    """asks once in each step, for the gradient at the present line"""
    valley = student.helpers.valley(STEEPNESS, LOWEST)
    ball = student.Momentum(valley, START, 0.2, 0.4)
    for steps in (1, 2, 3):
        answer = ball.step()
        expect(answer).equals(rolled(STEEPNESS, LOWEST, START, 0.2, 0.4, steps))
    asked = read(student.helpers.asked(valley))
    if asked != 3:
        raise fail(
            answer, f"Expected the gradient to be asked once in each of 3 steps; it was asked {asked} times.", "asked"
        )


@needs(check_three_steps)
def check_two_objects(student):
    """keeps two objects apart"""
    one, other = (student.Momentum(student.helpers.in_turn(GRADIENTS), START, lr, 0.5) for lr in (0.1, 0.3))
    for line, far in zip(pushed(GRADIENTS, START, 0.1, 0.5), pushed(GRADIENTS, START, 0.3, 0.5), strict=True):
        expect(one.step()).equals(line)
        expect(other.step()).equals(far)


@needs(check_three_steps)
def check_default(student):
    """has a momentum of 0.9 where none is given"""
    ball = student.Momentum(student.helpers.in_turn(GRADIENTS), START, 0.1)
    for line in pushed(GRADIENTS, START, 0.1, 0.9):
        expect(ball.step()).equals(line)
