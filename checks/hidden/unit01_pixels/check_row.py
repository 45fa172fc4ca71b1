"""row, of images that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def picked(image, i):
    """The oracle: number by number, by way of plain lists."""
    return torch.tensor(image.tolist()[i])


def check_other_row(student, rng):
    """picks any row"""
    image = torch.rand(9, 7, generator=rng)
    expect(student.row(image, 3)).equals(picked(image, 3))


@needs(check_other_row)
def check_first_row(student, rng):
    """picks the topmost row"""
    image = torch.rand(6, 4, generator=rng)
    expect(student.row(image, 0)).equals(picked(image, 0))


@needs(check_other_row)
def check_last_row(student, rng):
    """picks the last row"""
    image = torch.rand(5, 11, generator=rng)
    expect(student.row(image, 4)).equals(picked(image, 4))


@needs(check_other_row)
def check_real_digit(student, digits):
    """picks a row of a real digit"""
    image = digits.sevens[0]
    expect(student.row(image, 9)).equals(picked(image, 9)).leaves_inputs_alone()
