"""column: one column of an image."""

import torch

from grader.checking.kit import expect, mistake, needs


@mistake("That is a row: write image[:, j], a colon for all rows first. (image[:][j] is a row too.)")
def gives_a_row(image, j):
    return image[j]


@mistake("It looks as if you count from 1: the leftmost column is column 0.")
def counts_from_one(image, j):
    return image[:, j - 1]


@mistake(
    "It looks as if you give the column after it: the leftmost column is column 0, so image[:, j] is right as it is."
)
def one_too_far(image, j):
    return image[:, j + 1]


@mistake("A slice keeps the axis: pick the column with a single index, image[:, j].")
def keeps_the_axis(image, j):
    return image[:, j : j + 1]


@mistake("It looks as if several columns come back: a single index after the comma, image[:, j], picks one.")
def many_columns(image, j):
    return image[:, :j]


@mistake("That is a single number: image[:, j] is the whole column.")
def single_pixel(image, j):
    return image[j, j]


@mistake("That is a plain list: image[:, j] picks the whole column at once, and it stays a tensor.")
def makes_a_list(image, j):
    return [row[j] for row in image]


@mistake("Your function picks the column but gives None back: the return is missing.")
def returns_nothing(image, j):
    image[:, j]


IMAGE = torch.arange(1, 31).reshape(5, 6)


def check_length(student):
    """gives as many numbers as there are rows"""
    expect(student.column(IMAGE, 2)).has_shape(5)


@needs(check_length)
def check_column(student):
    """gives the column that is asked for"""
    expect(student.column(IMAGE, 2)).equals(torch.arange(3, 31, 6)).leaves_inputs_alone()
