"""rows_between, of images that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def picked(image, start, stop):
    """The oracle: row by row, by way of plain lists."""
    return torch.tensor([row for i, row in enumerate(image.tolist()) if start <= i < stop])


def check_other_rows(student, rng):
    """picks any range of rows"""
    image = torch.rand(12, 5, generator=rng)
    expect(student.rows_between(image, 3, 10)).equals(picked(image, 3, 10))


@needs(check_other_rows)
def check_from_the_top(student, rng):
    """picks rows from the top"""
    image = torch.rand(9, 8, generator=rng)
    expect(student.rows_between(image, 0, 4)).equals(picked(image, 0, 4))


@needs(check_other_rows)
def check_to_the_bottom(student, rng):
    """picks rows down to the bottom"""
    image = torch.rand(9, 8, generator=rng)
    expect(student.rows_between(image, 6, 9)).equals(picked(image, 6, 9))


@needs(check_other_rows)
def check_single_row(student, rng):
    """keeps both axes for a single row"""
    image = torch.rand(5, 6, generator=rng)
    expect(student.rows_between(image, 2, 3)).equals(picked(image, 2, 3))


@needs(check_other_rows)
def check_real_digit(student, digits):
    """picks rows of a real digit"""
    image = digits.threes[0]
    expect(student.rows_between(image, 8, 20)).equals(picked(image, 8, 20)).leaves_inputs_alone()
