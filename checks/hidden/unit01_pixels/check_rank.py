"""rank, of shapes that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def check_many_axes(student, rng):
    """tells the rank of shapes with many axes"""
    for axes in (5, 4, 6):
        expect(student.rank(tuple(torch.randint(1, 4, (axes,), generator=rng).tolist()))).equals(axes)


@needs(check_many_axes)
def check_row_of_numbers(student):
    """tells the rank of a row of numbers"""
    expect(student.rank((784,))).equals(1)


@needs(check_many_axes)
def check_single_number(student):
    """tells the rank of a single number"""
    expect(student.rank(())).equals(0)


@needs(check_many_axes)
def check_shape_of_a_tensor(student):
    """takes the shape of a tensor"""
    size = student.helpers.hold(torch.zeros(3, 2, 2)).shape()
    expect(student.rank(size)).equals(3)


@needs(check_many_axes)
def check_list(student):
    """takes a list"""
    expect(student.rank([2, 1, 3, 28, 28])).equals(5)
