"""bottom_right, of matrices that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def corner(x):
    """The oracle: number by number, by way of plain lists."""
    rows = x.tolist()
    return torch.tensor([row[len(row) - 2 :] for row in rows[len(rows) - 2 :]])


def check_tall_and_wide(student, rng):
    """cuts the corner out of tall and wide matrices"""
    for rows, columns in ((9, 3), (3, 9)):
        x = torch.rand(rows, columns, generator=rng)
        expect(student.bottom_right(x)).equals(corner(x))


@needs(check_tall_and_wide)
def check_three_by_three(student):
    """is right for the numbers from 1 to 9, doubled"""
    expect(student.bottom_right(torch.arange(2, 20, 2).view(3, 3))).equals(torch.tensor([[10, 12], [16, 18]]))


@needs(check_tall_and_wide)
def check_two_by_two(student, rng):
    """gives all of a matrix that has two rows and two columns"""
    x = torch.rand(2, 2, generator=rng)
    expect(student.bottom_right(x)).equals(x)


@needs(check_tall_and_wide)
def check_input_unchanged(student, rng):
    """leaves the matrix as it was"""
    x = torch.randn(6, 7, generator=rng)
    expect(student.bottom_right(x)).equals(corner(x)).leaves_inputs_alone()
