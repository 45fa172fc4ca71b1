"""column: one column of an image."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("gives_a_row", "That is a row: write image[:, j], a colon for all rows first. (image[:][j] is a row too.)",
        change(":, j", "j"))
mistake("counts_from_one", "It looks as if you count from 1: the leftmost column is column 0.", change(":, j", ":, j - 1"))
mistake("one_too_far", "It looks as if you give the column after it: the leftmost column is column 0, so image[:, j] is right as it is.",
        change(":, j", ":, j + 1"))
mistake("keeps_the_axis", "A slice keeps the axis: pick the column with a single index, image[:, j].", change(":, j", ":, j:j + 1"))
mistake("many_columns", "It looks as if several columns come back: a single index after the comma, image[:, j], picks one.",
        change(":, j", ":, :j"))
mistake("single_pixel", "That is a single number: image[:, j] is the whole column.", change(":, j", "j, j"))
mistake("makes_a_list", "That is a plain list: image[:, j] picks the whole column at once, and it stays a tensor.",
        change("image[:, j]", "[row[j] for row in image]"))
mistake("returns_nothing", "Your function picks the column but gives None back: the return is missing.", change("return", ""))


IMAGE = torch.arange(1, 31).reshape(5, 6)


def check_length(student):
    """gives as many numbers as there are rows"""
    expect(student.column(IMAGE, 2)).has_shape(5)


@needs(check_length)
def check_column(student):
    """gives the column that is asked for"""
    expect(student.column(IMAGE, 2)).equals(torch.arange(3, 31, 6)).leaves_inputs_alone()
