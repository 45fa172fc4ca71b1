"""row: one row of an image."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("gives_a_column", "That is a column: the rows are the first axis, so a single index, image[i], picks a row.",
        change("image[i]", "image[:, i]"))
mistake("counts_from_one", "It looks as if you count from 1: the topmost row is row 0.", change("image[i]", "image[i - 1]"))
mistake("one_too_far", "It looks as if you give the row after it: the topmost row is row 0, so image[i] is right as it is.",
        change("image[i]", "image[i + 1]"))
mistake("keeps_the_axis", "A slice keeps the axis: pick the row with a single index, image[i].",
        change("image[i]", "image[i:i + 1]"))
mistake("many_rows", "It looks as if several rows come back: a single index without a colon, image[i], picks one.",
        change("image[i]", "image[:i]"))
mistake("single_pixel", "That is a single number: image[i] is the whole row.", change("image[i]", "image[i, i]"))
mistake("makes_a_list", "That is a plain list: leave the row a tensor.", change("image[i]", "image[i].tolist()"))
mistake("returns_nothing", "Your function picks the row but gives None back: the return is missing.", change("return", ""))


IMAGE = torch.arange(1, 31).reshape(5, 6)


def check_length(student):
    """gives as many numbers as there are columns"""
    expect(student.row(IMAGE, 2)).has_shape(6)


@needs(check_length)
def check_row(student):
    """gives the row that is asked for"""
    expect(student.row(IMAGE, 2)).equals(torch.arange(13, 19)).leaves_inputs_alone()
