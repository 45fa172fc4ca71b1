"""double_3x3: the numbers from 1 to 9 in three rows, doubled."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("not_doubled", "The nine numbers are there, but not doubled: multiply the tensor by 2.", change("* 2", ""))
mistake("begins_with_zero", "It looks as if the numbers begin with 0: torch.arange(9) counts from 0, torch.arange(1, 10) from 1 to 9.",
        change("1, 10", "9"))
mistake("stops_at_eight", "There are eight numbers: torch.arange leaves out its second one, so write torch.arange(1, 10).",
        change("10", "9"))
mistake("single_row", "The numbers are right, but in a single row: reshape(3, 3) makes three rows of them.",
        change(".reshape(3, 3)", ""))
mistake("down_the_columns", "It looks as if the numbers run down the columns: reshape fills row after row, with no .T after it.",
        change("* 2", ".T * 2"))
mistake("squares", "It looks as if the numbers are squared: * 2 doubles, ** 2 squares.", change("*", "**"))
mistake("repeats", "It looks as if a list was doubled, which repeats it: make a tensor of it first, then multiply by 2.",
        change("arange(1, 10).reshape(3, 3) * 2", "tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]] * 2)"))
mistake("makes_a_list", "That is a plain list: a tensor is asked for, so hand it to torch.tensor.",
        change("torch.arange(1, 10).reshape(3, 3) * 2", "[[2, 4, 6], [8, 10, 12], [14, 16, 18]]"))
mistake("returns_nothing", "Your function makes the tensor but gives None back: the return is missing.", change("return", ""))


def check_three_by_three(student):
    """gives a tensor of three rows of three"""
    expect(student.double_3x3()).is_tensor().has_shape(3, 3)


@needs(check_three_by_three)
def check_numbers(student):
    """holds the numbers from 1 to 9, doubled"""
    expect(student.double_3x3()).equals(torch.tensor([[2, 4, 6], [8, 10, 12], [14, 16, 18]]))
