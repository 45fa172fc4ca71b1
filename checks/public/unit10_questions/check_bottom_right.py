"""bottom_right: the last two rows and columns of a matrix."""

import torch

from grader.checking.kit import change, expect, gives, mistake, needs

mistake("top_left", "That is the top left corner: indices below 0 count from the end, so begin with -2.",
        change("-2:, -2:", ":2, :2"))
mistake("whole_rows", "Those are whole rows: a slice for the columns comes after a comma, in the same brackets.",
        change("-2:, -2:", "-2:"))
mistake("whole_columns", "Those are whole columns: the slice for the rows comes before the comma.", change("-2:, -2:", ":, -2:"))
mistake("fixed_places", "It looks as if the places of the example are written down: count them from the end, -2: for both.",
        change("-2:, -2:", "1:3, 1:3"))
mistake("cuts_off_the_first", "It looks as if you cut off the first row and column: that leaves two of three, but more of a larger matrix.",
        change("-2:, -2:", "1:, 1:"))
mistake("stops_before_the_last", "It looks as if the slices stop before the last: leave out the number after the colon, to go to the end.",
        change("-2:, -2:", "-2:-1, -2:-1"))
mistake("one_too_early", "It looks as if the slices stop before the last: leave out the number after the colon, to go to the end.",
        change("-2:, -2:", "-3:-1, -3:-1"))
mistake("single_number", "That is a single number: a slice, with a colon, takes more than one row or column.",
        change("-2:, -2:", "-2, -2"))
mistake("last_number", "That is the last number alone: two rows begin at -2.", change("-2:, -2:", "-1:, -1:"))
mistake("index_lists", "Those are two numbers on the diagonal, as lists of indices go together in pairs: write slices, -2: for each.",
        change("-2:, -2:", "[-2, -1], [-2, -1]"))
mistake("bottom_left", "That is the bottom left: the columns are counted from the end too.", change("-2:, -2:", "-2:, :2"))
mistake("top_right", "That is the top right: the rows are counted from the end too.", change("-2:, -2:", ":2, -2:"))
mistake("leaves_out_the_last", "The slices stop where they should begin: [-2:] holds the last two, [:-2] all the rest.",
        change("-2:, -2:", ":-2, :-2"))
mistake("runs_backwards", "Nothing is left: a slice runs to the right, so begin at -2 and leave out the number after the colon.",
        change("-2:, -2:", "-1:-3, -1:-3"))
mistake("doubles", "It looks as if x is doubled as in unit 1: here it comes doubled already, so only cut it.",
        change("x[-2:, -2:]", "x[-2:, -2:] * 2"))
mistake("writes_down_the_example",
        "It looks as if the numbers of the example are written down: take them out of x, whatever it holds.",
        gives("torch.tensor([[10, 12], [16, 18]])"))
mistake("makes_a_list", "That is a plain list: slices of the tensor itself, x[..., ...], give a tensor.",
        change("x[-2:, -2:]", "[row[-2:] for row in x[-2:]]"))
mistake("returns_nothing", "Your function cuts out the corner but gives None back: the return is missing.", change("return", ""))


MATRIX = torch.arange(1, 31).reshape(5, 6)


def check_two_by_two(student):
    """gives a tensor of two rows and two columns"""
    expect(student.bottom_right(MATRIX)).has_shape(2, 2)


@needs(check_two_by_two)
def check_corner(student):
    """cuts out the bottom right"""
    expect(student.bottom_right(MATRIX)).equals(torch.tensor([[23, 24], [29, 30]])).leaves_inputs_alone()
