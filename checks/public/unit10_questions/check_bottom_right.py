"""bottom_right: the last two rows and columns of a matrix."""

import torch

from grader.checking.kit import expect, mistake, needs


@mistake("That is the top left corner: indices below 0 count from the end, so begin with -2.")
def top_left(x):
    return x[:2, :2]


@mistake("Those are whole rows: a slice for the columns comes after a comma, in the same brackets.")
def whole_rows(x):
    return x[-2:]


@mistake("Those are whole columns: the slice for the rows comes before the comma.")
def whole_columns(x):
    return x[:, -2:]


@mistake("It looks as if the places of the example are written down: count them from the end, -2: for both.")
def fixed_places(x):
    return x[1:3, 1:3]


@mistake("It looks as if you cut off the first row and column: that leaves two of three, but more of a larger matrix.")
def cuts_off_the_first(x):
    return x[1:, 1:]


@mistake("It looks as if the slices stop before the last: leave out the number after the colon, to go to the end.")
def stops_before_the_last(x):
    return x[-2:-1, -2:-1]


@mistake("It looks as if the slices stop before the last: leave out the number after the colon, to go to the end.")
def one_too_early(x):
    return x[-3:-1, -3:-1]


@mistake("That is a single number: a slice, with a colon, takes more than one row or column.")
def single_number(x):
    return x[-2, -2]


@mistake("That is the last number alone: two rows begin at -2.")
def last_number(x):
    return x[-1:, -1:]


@mistake("Those are two numbers on the diagonal, as lists of indices go together in pairs: write slices, -2: for each.")
def index_lists(x):
    return x[[-2, -1], [-2, -1]]


@mistake("That is the bottom left: the columns are counted from the end too.")
def bottom_left(x):
    return x[-2:, :2]


@mistake("That is the top right: the rows are counted from the end too.")
def top_right(x):
    return x[:2, -2:]


@mistake("The slices stop where they should begin: [-2:] holds the last two, [:-2] all the rest.")
def leaves_out_the_last(x):
    return x[:-2, :-2]


@mistake("Nothing is left: a slice runs to the right, so begin at -2 and leave out the number after the colon.")
def runs_backwards(x):
    return x[-1:-3, -1:-3]


@mistake("It looks as if x is doubled as in unit 1: here it comes doubled already, so only cut it.")
def doubles(x):
    return x[-2:, -2:] * 2


@mistake("It looks as if the numbers of the example are written down: take them out of x, whatever it holds.")
def writes_down_the_example(x):
    return torch.tensor([[10, 12], [16, 18]])


@mistake("That is a plain list: slices of the tensor itself, x[..., ...], give a tensor.")
def makes_a_list(x):
    return [row[-2:] for row in x[-2:]]


@mistake("Your function cuts out the corner but gives None back: the return is missing.")
def returns_nothing(x):
    x[-2:, -2:]


MATRIX = torch.arange(1, 31).reshape(5, 6)


def check_two_by_two(student):
    """gives a tensor of two rows and two columns"""
    expect(student.bottom_right(MATRIX)).has_shape(2, 2)


@needs(check_two_by_two)
def check_corner(student):
    """cuts out the bottom right"""
    expect(student.bottom_right(MATRIX)).equals(torch.tensor([[23, 24], [29, 30]])).leaves_inputs_alone()
