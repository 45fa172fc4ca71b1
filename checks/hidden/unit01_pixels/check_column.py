"""column, of images that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def picked(image, j):
    """The oracle: number by number, by way of plain lists."""
    return torch.tensor([row[j] for row in image.tolist()])


def check_other_column(student, rng):
    """picks any column"""
    image = torch.rand(7, 9, generator=rng)
    expect(student.column(image, 3)).equals(picked(image, 3))


@needs(check_other_column)
def check_first_column(student, rng):
    """picks the leftmost column"""
    image = torch.rand(6, 4, generator=rng)
    expect(student.column(image, 0)).equals(picked(image, 0))


@needs(check_other_column)
def check_last_column(student, rng):
    """picks the last column"""
    image = torch.rand(5, 11, generator=rng)
    expect(student.column(image, 10)).equals(picked(image, 10))


@needs(check_other_column)
def check_real_digit(student, digits):
    """picks a column of a real digit"""
    image = digits.sevens[0]
    expect(student.column(image, 14)).equals(picked(image, 14)).leaves_inputs_alone()
