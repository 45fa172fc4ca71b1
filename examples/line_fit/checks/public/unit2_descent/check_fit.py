"""fit: step after step, until the loss is below the goal."""

import torch
from unit1_line import mse
from unit2_descent import take_step

from checks.oracles.line import loss, walk
from grader.checking.kit import expect, fail, mistake, needs, read

DISTANCE, VELOCITY = torch.tensor([0.0, 1.0, 2.0]), torch.tensor([1.0, 3.0, 2.0])


@mistake("It looks as if all steps are taken, whatever the loss is: stop as soon as it is below the goal.")
def never_looks(distance, velocity, lr, goal, most=1000):
    line = torch.zeros(2)
    for _ in range(most):
        line = take_step(distance, velocity, line, lr)
    return line, most


@mistake("It looks as if you step first and look afterwards: where the loss is below the goal already, no step is wanted.")
def steps_first(distance, velocity, lr, goal, most=1000):
    line, steps = torch.zeros(2), 0
    while steps < most:
        line = take_step(distance, velocity, line, lr)
        steps += 1
        if mse(distance, velocity, line) < goal:
            break
    return line, steps


@mistake("The line is right, but the number of steps is one too large: begin to count at 0.")
def counts_from_one(distance, velocity, lr, goal, most=1000):
    line, steps = torch.zeros(2), 1
    while steps <= most and mse(distance, velocity, line) >= goal:
        line = take_step(distance, velocity, line, lr)
        steps += 1
    return line, steps


@mistake("The number of steps may grow beyond `most`: stop there, too, also where the goal is not reached.")
def knows_no_end(distance, velocity, lr, goal, most=1000):
    line, steps = torch.zeros(2), 0
    while steps < 1000 and mse(distance, velocity, line) >= goal:
        line = take_step(distance, velocity, line, lr)
        steps += 1
    return line, steps


@mistake("Only the line comes back: return the number of steps, too, line, steps.")
def gives_the_line_alone(distance, velocity, lr, goal, most=1000):
    line, steps = torch.zeros(2), 0
    while steps < most and mse(distance, velocity, line) >= goal:
        line = take_step(distance, velocity, line, lr)
        steps += 1
    return line


def check_line_and_steps(student):
    """gives the first line that is good enough, and the number of steps"""
    expect(student.fit(DISTANCE, VELOCITY, 0.2, 0.7)).equals(walk(DISTANCE, VELOCITY, 0.2, 0.7), 1e-3)


@needs(check_line_and_steps)
def check_at_most(student):
    """takes no more than `most` steps"""
    expect(student.fit(DISTANCE, VELOCITY, 0.1, 0.0, 7)).equals(walk(DISTANCE, VELOCITY, 0.1, 0.0, 7), 1e-3)


@needs(check_line_and_steps)
def check_no_step(student):
    """takes no step where none is needed"""
    expect(student.fit(DISTANCE, VELOCITY, 0.1, 100.0)).equals((torch.zeros(2), 0))


@needs(check_line_and_steps, check_at_most)
def check_nebulae(student, nebulae, thresholds):
    """finds a good line through the nebulae"""
    goal = thresholds["loss"]
    answer = student.fit(*nebulae, 0.3, goal)
    expect(answer).equals(walk(*nebulae, 0.3, goal), 1e-3).leaves_inputs_alone()
    reached = loss(*nebulae, read(answer)[0])
    if reached >= goal:
        raise fail(answer, f"Expected a line with a loss below {goal:,.0f}; that of yours is {reached:,.0f}.", "loss")
