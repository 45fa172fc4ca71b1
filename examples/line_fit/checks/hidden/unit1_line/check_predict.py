"""predict, with lines and distances that the learner has not seen."""

import torch

from checks.oracles.line import expected, points, some_line
from grader.checking.kit import expect, needs


def check_other_line(student, rng):
    """is right for another line"""
    distance, line = torch.randn(11, generator=rng), some_line(rng)
    expect(student.predict(distance, line)).equals(expected(distance, line))


@needs(check_other_line)
def check_nebulae(student, nebulae, rng):
    """is right for the nebulae and another line"""
    distance, _ = nebulae
    line = 300 * some_line(rng)
    expect(student.predict(distance, line)).equals(expected(distance, line))


@needs(check_other_line)
def check_single_distance(student, rng):
    """works for a single distance"""
    distance, line = torch.randn(1, generator=rng), some_line(rng)
    expect(student.predict(distance, line)).equals(expected(distance, line))


@needs(check_other_line)
def check_two_distances(student, rng):
    """works for two distances, as many as a line has numbers"""
    distance, line = torch.randn(2, generator=rng), some_line(rng)
    expect(student.predict(distance, line)).equals(expected(distance, line))


@needs(check_other_line)
def check_inputs_unchanged(student, rng):
    """leaves distances and line as they were"""
    distance, _ = points(rng, 9)
    line = some_line(rng)
    expect(student.predict(distance, line)).equals(expected(distance, line)).leaves_inputs_alone()
