"""row: one row of an image."""

import torch

from grader.checking.kit import expect, mistake, needs


@mistake("That is a column: the rows are the first axis, so a single index, image[i], picks a row.")
def gives_a_column(image, i):
    return image[:, i]


@mistake("It looks as if you count from 1: the topmost row is row 0.")
def counts_from_one(image, i):
    return image[i - 1]


@mistake("It looks as if you give the row after it: the topmost row is row 0, so image[i] is right as it is.")
def one_too_far(image, i):
    return image[i + 1]


@mistake("A slice keeps the axis: pick the row with a single index, image[i].")
def keeps_the_axis(image, i):
    return image[i : i + 1]


@mistake("It looks as if several rows come back: a single index without a colon, image[i], picks one.")
def many_rows(image, i):
    return image[:i]


@mistake("That is a single number: image[i] is the whole row.")
def single_pixel(image, i):
    return image[i, i]


@mistake("That is a plain list: leave the row a tensor.")
def makes_a_list(image, i):
    return image[i].tolist()


@mistake("Your function picks the row but gives None back: the return is missing.")
def returns_nothing(image, i):
    image[i]


IMAGE = torch.arange(1, 31).reshape(5, 6)


def check_length(student):
    """gives as many numbers as there are columns"""
    expect(student.row(IMAGE, 2)).has_shape(6)


@needs(check_length)
def check_row(student):
    """gives the row that is asked for"""
    expect(student.row(IMAGE, 2)).equals(torch.arange(13, 19)).leaves_inputs_alone()
