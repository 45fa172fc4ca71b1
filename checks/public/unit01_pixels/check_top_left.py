"""top_left: the corner of 6 by 6 pixels."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("rows_alone", "Only the rows are cut: after a comma comes the slice for the columns. (image[:6][:6] cuts the rows twice.)",
        change("6, :6", "6"))
mistake("columns_alone", "Only the columns are cut: before the comma comes the slice for the rows, in place of the colon alone.",
        change(":6, :6", ":, :6"))
mistake("five_by_five", "It looks as if one row and one column are missing: a slice to 6 ends with number 5, and that makes six.",
        change("6, :6", "5, :5"))
mistake("seven_by_seven", "There is one row and one column too many: a slice to 6 ends with number 5, and that makes six.",
        change("6, :6", "7, :7"))
mistake("starts_at_one", "It looks as if you begin with row 1 and column 1: both axes start at 0.", change(":6, :6", "1:7, 1:7"))
mistake("single_pixel", "That is a single pixel: a slice has a colon, as in :6.", change(":6, :6", "6, 6"))
mistake("bottom_right", "That is the bottom right corner: a slice without a minus begins at the top and on the left.",
        change(":6, :6", "-6:, -6:"))
mistake("top_right", "That is the top right corner: a slice without a minus begins on the left.", change("6, :6", "6, -6:"))
mistake("bottom_left", "That is the bottom left corner: a slice without a minus begins at the top.", change(":6, :6", "-6:, :6"))
mistake("all_the_rest", "That is all but the corner: put the colon before the 6.", change(":6, :6", "6:, 6:"))
mistake("returns_nothing", "Your function cuts the corner out but gives None back: the return is missing.", change("return", ""))


IMAGE = torch.arange(28 * 28).reshape(28, 28)


def check_six_by_six(student):
    """gives 6 rows of 6 numbers"""
    expect(student.top_left(IMAGE)).has_shape(6, 6)


@needs(check_six_by_six)
def check_corner(student):
    """gives the corner at the top left"""
    expect(student.top_left(IMAGE)).equals(torch.tensor([[28 * i + j for j in range(6)] for i in range(6)])).leaves_inputs_alone()
