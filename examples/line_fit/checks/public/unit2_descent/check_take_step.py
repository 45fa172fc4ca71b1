"""take_step: the line minus the learning rate times the gradient."""

import torch
from unit2_descent import gradient

from checks.oracles.line import stepped
from grader.checking.kit import change, expect, mistake, needs

mistake("goes_uphill", "It looks as if the step goes uphill: the loss falls against the gradient, so subtract.", change("- ", "+ "))
mistake("ignores_lr", "It looks as if the learning rate is not used: multiply the gradient by lr.", change("lr *", ""))


@mistake("The numbers are right, but the old line is changed, too: line -= ... works in place, so write line - ... instead.")
def changes_the_line(distance, velocity, line, lr):
    line -= lr * gradient(distance, velocity, line)
    return line


mistake("gives_the_step", "That is the step alone: add it to the line, so that the new line comes back.", change("line ", ""))
mistake("gives_nothing", "The step may be right, but your function gives None back: return the new line.",
        change("return", "line ="))


def check_one_step(student):
    """moves the line one step downhill"""
    distance, velocity = torch.tensor([0.0, 1.0, 3.0]), torch.tensor([2.0, 2.0, 9.0])
    line = torch.tensor([2.0, 1.0])  # the gradient is -10/3 and -4/3
    expect(student.take_step(distance, velocity, line, 0.3)).equals(torch.tensor([3.0, 1.4]))


@needs(check_one_step)
def check_line_unchanged(student, nebulae):
    """makes a new line, and leaves the old one as it was"""
    line = torch.tensor([100.0, 100.0])
    answer = student.take_step(*nebulae, line, 0.1)
    expect(answer).equals(stepped(*nebulae, line, 0.1).float()).leaves_inputs_alone()
