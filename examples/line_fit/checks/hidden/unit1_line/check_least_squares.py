"""least_squares, with points that the learner has not seen."""

import torch

from checks.oracles.line import best_line, points, some_line
from grader.checking.kit import expect, needs


def check_other_points(student, rng):
    """finds the best line of other points"""
    distance, velocity = points(rng, 15)
    expect(student.least_squares(distance, velocity)).equals(best_line(distance, velocity).float(), 1e-3)


@needs(check_other_points)
def check_two_points(student, rng):
    """finds the line through two points"""
    line = some_line(rng)
    distance = torch.stack([torch.rand((), generator=rng), 2 + torch.rand((), generator=rng)])
    velocity = line[0] * distance + line[1]
    expect(student.least_squares(distance, velocity)).equals(line, 1e-3)


@needs(check_other_points)
def check_far_away(student, rng):
    """finds the line of points that lie far from 0"""
    distance, velocity = points(rng, 30)
    moved, lifted = distance + 5, velocity + 20
    expect(student.least_squares(moved, lifted)).equals(best_line(moved, lifted).float(), 1e-3)


@needs(check_other_points)
def check_precise_numbers(student, rng):
    """keeps the precision of its inputs"""
    distance, velocity = (each.double() for each in points(rng, 20))
    expect(student.least_squares(distance, velocity)).equals(best_line(distance, velocity).float(), 1e-5)


@needs(check_other_points)
def check_half_of_the_nebulae(student, nebulae):
    """finds the line of twelve nebulae"""
    distance, velocity = (each[:12] for each in nebulae)
    expect(student.least_squares(distance, velocity)).equals(best_line(distance, velocity).float(), 1e-3)


@needs(check_other_points)
def check_inputs_unchanged(student, rng):
    """leaves the points as they were"""
    distance, velocity = points(rng, 10)
    answer = student.least_squares(distance, velocity)
    expect(answer).equals(best_line(distance, velocity).float(), 1e-3).leaves_inputs_alone()
