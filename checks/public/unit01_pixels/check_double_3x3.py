"""double_3x3: the numbers from 1 to 9 in three rows, doubled."""

import torch

from grader.checking.kit import expect, mistake, needs


@mistake("The nine numbers are there, but not doubled: multiply the tensor by 2.")
def not_doubled():
    return torch.arange(1, 10).reshape(3, 3)


@mistake("It looks as if the numbers begin with 0: torch.arange(9) counts from 0, torch.arange(1, 10) from 1 to 9.")
def begins_with_zero():
    return torch.arange(9).reshape(3, 3) * 2


@mistake("There are eight numbers: torch.arange leaves out its second one, so write torch.arange(1, 10).")
def stops_at_eight():
    return torch.arange(1, 9).reshape(3, 3) * 2


@mistake("The numbers are right, but in a single row: reshape(3, 3) makes three rows of them.")
def single_row():
    return torch.arange(1, 10) * 2


@mistake("It looks as if the numbers run down the columns: reshape fills row after row, with no .T after it.")
def down_the_columns():
    return torch.arange(1, 10).reshape(3, 3).T * 2


@mistake("It looks as if the numbers are squared: * 2 doubles, ** 2 squares.")
def squares():
    return torch.arange(1, 10).reshape(3, 3) ** 2


@mistake("It looks as if a list was doubled, which repeats it: make a tensor of it first, then multiply by 2.")
def repeats():
    return torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]] * 2)


@mistake("That is a plain list: a tensor is asked for, so hand it to torch.tensor.")
def makes_a_list():
    return [[2, 4, 6], [8, 10, 12], [14, 16, 18]]


@mistake("Your function makes the tensor but gives None back: the return is missing.")
def returns_nothing():
    torch.arange(1, 10).reshape(3, 3) * 2


def check_three_by_three(student):
    """gives a tensor of three rows of three"""
    expect(student.double_3x3()).is_tensor().has_shape(3, 3)


@needs(check_three_by_three)
def check_numbers(student):
    """holds the numbers from 1 to 9, doubled"""
    expect(student.double_3x3()).equals(torch.tensor([[2, 4, 6], [8, 10, 12], [14, 16, 18]]))
