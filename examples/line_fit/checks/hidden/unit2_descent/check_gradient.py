"""gradient, with points and lines that the learner has not seen."""

import torch

from checks.oracles.line import best_line, points, slopes, some_line
from grader.checking.kit import expect, needs


def check_other_points(student, rng):
    """is right for other points"""
    distance, velocity, line = *points(rng, 14), some_line(rng)
    expect(student.gradient(distance, velocity, line)).equals(slopes(distance, velocity, line))


@needs(check_other_points)
def check_nebulae(student, nebulae, rng):
    """is right for the nebulae and another line"""
    line = 300 * some_line(rng)
    expect(student.gradient(*nebulae, line)).equals(slopes(*nebulae, line))


@needs(check_other_points)
def check_few_points(student, rng):
    """works for a single point, and for two"""
    line = some_line(rng)
    for n in (1, 2):
        distance, velocity = points(rng, n)
        expect(student.gradient(distance, velocity, line)).equals(slopes(distance, velocity, line))


@needs(check_other_points)
def check_flat_place(student, rng):
    """is 0 at the best line"""
    distance, velocity = (each.double() for each in points(rng, 20))
    flat = student.gradient(distance, velocity, best_line(distance, velocity))
    expect(flat).equals(torch.zeros(2), 1e-4)


@needs(check_other_points)
def check_inputs_unchanged(student, rng):
    """leaves points and line as they were"""
    distance, velocity, line = *points(rng, 8), some_line(rng)
    answer = student.gradient(distance, velocity, line)
    expect(answer).equals(slopes(distance, velocity, line)).leaves_inputs_alone()
