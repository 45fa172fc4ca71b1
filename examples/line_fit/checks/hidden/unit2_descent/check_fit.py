"""fit, with points, goals and learning rates that the learner has not seen."""

import pytest
import torch

from checks.oracles.line import between, points, walk
from grader.checking.kit import expect, needs


@pytest.mark.parametrize("steps", [1, 3, 20])
def check_goals(student, rng, steps):
    """stops after as many steps as the goal asks for: {steps}"""
    distance, velocity = points(rng, 15)
    goal = between(distance, velocity, 0.05, steps)
    expect(student.fit(distance, velocity, 0.05, goal)).equals(walk(distance, velocity, 0.05, goal), 1e-3)


def check_at_most(student, rng):
    """takes no more than `most` steps, where the goal cannot be reached"""
    distance, velocity = points(rng, 12)
    for most in (0, 1, 11):
        expect(student.fit(distance, velocity, 0.04, 0.0, most)).equals(walk(distance, velocity, 0.04, 0.0, most), 1e-3)


def check_no_step(student, rng):
    """takes no step where a line of zeros is good enough"""
    distance, velocity = points(rng, 9)
    expect(student.fit(distance, velocity, 0.1, 1e6)).equals((torch.zeros(2), 0))


@needs(check_no_step)
def check_as_large_as_the_goal(student, rng):
    """takes a step where the loss is as large as the goal, and not below it"""
    distance, velocity = torch.rand(4, generator=rng), torch.randint(1, 9, (4,), generator=rng).float()
    goal = float((velocity**2).mean())  # that of a line of zeros: whole numbers and quarters, so there is no rounding
    expect(student.fit(distance, velocity, 0.1, goal)).equals(walk(distance, velocity, 0.1, goal - 0.001), 1e-3)


@needs(check_at_most)
def check_too_large_a_rate(student, nebulae):
    """ends where the learning rate is too large"""
    expect(student.fit(*nebulae, 0.6, 50_000.0, 5)).equals(walk(*nebulae, 0.6, 50_000.0, 5), 1e-3)


@needs(check_at_most)
def check_many_steps(student, rng):
    """takes a thousand steps where no number is given"""
    distance, velocity = points(rng, 6)
    expect(student.fit(distance, velocity, 0.01, 0.0)).equals(walk(distance, velocity, 0.01, 0.0, 1000), 5e-4)


@needs(check_no_step)
def check_nebulae(student, nebulae, thresholds):
    """finds good lines through the nebulae, with two learning rates"""
    for lr in (0.1, 0.4):
        answer = student.fit(*nebulae, lr, thresholds["loss"])
        expect(answer).equals(walk(*nebulae, lr, thresholds["loss"]), 1e-3).leaves_inputs_alone()
