"""top_left: the corner of 6 by 6 pixels."""

import torch

from grader.checking.kit import expect, mistake, needs


@mistake("Only the rows are cut: after a comma comes the slice for the columns. (image[:6][:6] cuts the rows twice.)")
def rows_alone(image):
    return image[:6]


@mistake("Only the columns are cut: before the comma comes the slice for the rows, in place of the colon alone.")
def columns_alone(image):
    return image[:, :6]


@mistake("It looks as if one row and one column are missing: a slice to 6 ends with number 5, and that makes six.")
def five_by_five(image):
    return image[:5, :5]


@mistake("There is one row and one column too many: a slice to 6 ends with number 5, and that makes six.")
def seven_by_seven(image):
    return image[:7, :7]


@mistake("It looks as if you begin with row 1 and column 1: both axes start at 0.")
def starts_at_one(image):
    return image[1:7, 1:7]


@mistake("That is a single pixel: a slice has a colon, as in :6.")
def single_pixel(image):
    return image[6, 6]


@mistake("That is the bottom right corner: a slice without a minus begins at the top and on the left.")
def bottom_right(image):
    return image[-6:, -6:]


@mistake("That is the top right corner: a slice without a minus begins on the left.")
def top_right(image):
    return image[:6, -6:]


@mistake("That is the bottom left corner: a slice without a minus begins at the top.")
def bottom_left(image):
    return image[-6:, :6]


@mistake("That is all but the corner: put the colon before the 6.")
def all_the_rest(image):
    return image[6:, 6:]


@mistake("Your function cuts the corner out but gives None back: the return is missing.")
def returns_nothing(image):
    image[:6, :6]


IMAGE = torch.arange(28 * 28).reshape(28, 28)


def check_six_by_six(student):
    """gives 6 rows of 6 numbers"""
    expect(student.top_left(IMAGE)).has_shape(6, 6)


@needs(check_six_by_six)
def check_corner(student):
    """gives the corner at the top left"""
    expect(student.top_left(IMAGE)).equals(torch.tensor([[28 * i + j for j in range(6)] for i in range(6)])).leaves_inputs_alone()
