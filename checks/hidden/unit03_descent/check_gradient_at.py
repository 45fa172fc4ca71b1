"""gradient_at, of functions that the learner has not seen. Their derivatives are worked out here by the rules of calculus."""

import torch

from grader.checking.kit import expect, fail, needs, read


def polynomial(rng):
    """The coefficients of a cubic, and its derivative."""
    c = torch.randn(4, generator=rng).tolist()
    return c, lambda x: c[1] + 2 * c[2] * x + 3 * c[3] * x**2


def check_cubic(student, rng):
    """finds the slopes of another function"""
    coefficients, slope = polynomial(rng)
    x = torch.randn(7, generator=rng)
    expect(student.gradient_at(student.helpers.polynomial(coefficients), x)).equals(slope(x))


@needs(check_cubic)
def check_waves(student, rng):
    """finds slopes that differ from number to number"""
    frequencies, x = torch.rand(5, generator=rng), torch.randn(5, generator=rng)
    expect(student.gradient_at(student.helpers.wave(frequencies), x)).equals(frequencies * (frequencies * x).cos())


@needs(check_cubic)
def check_numbers_that_belong_together(student, rng):
    """finds slopes that depend on all the numbers"""
    matrix, x = torch.randn(4, 4, generator=rng), torch.randn(4, generator=rng)
    expect(student.gradient_at(student.helpers.form(matrix), x)).equals((matrix + matrix.T) @ x)


@needs(check_cubic)
def check_single_number(student, rng):
    """works for a single number"""
    coefficients, slope = polynomial(rng)
    x = torch.randn((), generator=rng)
    expect(student.gradient_at(student.helpers.polynomial(coefficients), x)).equals(slope(x))


@needs(check_cubic)
def check_table(student, rng):
    """works for a table of numbers"""
    coefficients, slope = polynomial(rng)
    x = torch.randn(2, 3, 4, generator=rng)
    expect(student.gradient_at(student.helpers.polynomial(coefficients), x)).equals(slope(x))


@needs(check_cubic)
def check_asked_twice(student, rng):
    """gives the same slopes when it is asked again"""
    coefficients, slope = polynomial(rng)
    x = torch.randn(3, generator=rng)
    f, held = student.helpers.polynomial(coefficients), student.helpers.hold(x)
    student.gradient_at(f, held)
    expect(student.gradient_at(f, held)).equals(slope(x))


@needs(check_asked_twice)
def check_x_unchanged(student, rng):
    """leaves x as it was"""
    coefficients, _ = polynomial(rng)
    held = student.helpers.hold(torch.randn(3, generator=rng))
    answer = student.gradient_at(student.helpers.polynomial(coefficients), held)
    expect(answer).leaves_inputs_alone()
    if read(held.requires_grad()) is not False:
        raise fail(answer, "Expected x as it was; it requires a gradient now.", "inputs", advice="Mark a copy of x.")
