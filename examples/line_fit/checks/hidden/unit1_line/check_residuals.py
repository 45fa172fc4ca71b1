"""residuals, with points and lines that the learner has not seen."""

import torch

from checks.oracles.line import left, points, some_line
from grader.checking.kit import expect, needs


def check_other_points(student, rng):
    """is right for other points"""
    distance, velocity, line = *points(rng, 12), some_line(rng)
    expect(student.residuals(distance, velocity, line)).equals(left(distance, velocity, line))


@needs(check_other_points)
def check_nebulae(student, nebulae, rng):
    """is right for the nebulae and another line"""
    line = 200 * some_line(rng)
    expect(student.residuals(*nebulae, line)).equals(left(*nebulae, line))


@needs(check_other_points)
def check_few_points(student, rng):
    """works for a single point, and for two"""
    line = some_line(rng)
    for n in (1, 2):
        distance, velocity = points(rng, n)
        expect(student.residuals(distance, velocity, line)).equals(left(distance, velocity, line))


@needs(check_other_points)
def check_far_away(student, rng):
    """is right for points that lie far from 0"""
    distance, velocity, line = 100 + torch.rand(8, generator=rng), -50 * torch.rand(8, generator=rng), some_line(rng)
    expect(student.residuals(distance, velocity, line)).equals(left(distance, velocity, line))


@needs(check_other_points)
def check_inputs_unchanged(student, rng):
    """leaves points and line as they were"""
    distance, velocity, line = *points(rng, 7), some_line(rng)
    answer = student.residuals(distance, velocity, line)
    expect(answer).equals(left(distance, velocity, line)).leaves_inputs_alone()
