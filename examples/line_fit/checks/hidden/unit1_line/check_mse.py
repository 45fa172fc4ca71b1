"""mse, with points and lines that the learner has not seen."""

import torch

from checks.oracles.line import loss, points, slopes, some_line
from grader.checking.kit import expect, needs


def check_other_points(student, rng):
    """is right for other points"""
    distance, velocity, line = *points(rng, 13), some_line(rng)
    expect(student.mse(distance, velocity, line)).has_shape().equals(torch.tensor(loss(distance, velocity, line)))


@needs(check_other_points)
def check_nebulae(student, nebulae, rng):
    """is right for the nebulae and another line"""
    line = 200 * some_line(rng)
    expect(student.mse(*nebulae, line)).equals(torch.tensor(loss(*nebulae, line)))


@needs(check_other_points)
def check_few_points(student, rng):
    """works for a single point, and for two"""
    line = some_line(rng)
    for n in (1, 2):
        distance, velocity = points(rng, n)
        expect(student.mse(distance, velocity, line)).equals(torch.tensor(loss(distance, velocity, line)))


@needs(check_other_points)
def check_gradient(student, rng):
    """lets backward() reach the line"""
    distance, velocity, line = *points(rng, 10), some_line(rng)
    lines = student.helpers.leaves([line])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    student.helpers.backward(student.keep.mse(distance, velocity, student.helpers.item(lines, 0)))
    expect(student.helpers.grads(lines), "the gradient").equals([slopes(distance, velocity, line)])


@needs(check_other_points)
def check_inputs_unchanged(student, rng):
    """leaves points and line as they were"""
    distance, velocity, line = *points(rng, 9), some_line(rng)
    answer = student.mse(distance, velocity, line)
    expect(answer).equals(torch.tensor(loss(distance, velocity, line))).leaves_inputs_alone()
