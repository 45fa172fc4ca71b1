"""rows_between: a range of rows, the last one left out."""

import torch

from grader.checking.kit import expect, mistake, needs


@mistake("There is one row too many: the row stop is no longer in, and a slice leaves it out by itself.")
def takes_stop_too(image, start, stop):
    return image[start : stop + 1]


@mistake("One row is missing: a slice leaves out stop by itself, so do not subtract 1.")
def one_row_less(image, start, stop):
    return image[start : stop - 1]


@mistake("It looks as if the first row is left out: the row start is in.")
def leaves_out_start(image, start, stop):
    return image[start + 1 : stop]


@mistake("It looks as if the rows begin one too early: the topmost row is row 0, so start is right as it is.")
def counts_from_one(image, start, stop):
    return image[start - 1 : stop - 1]


@mistake("Those are columns: the rows are the first axis, so image[start:stop] is enough.")
def gives_columns(image, start, stop):
    return image[:, start:stop]


@mistake("It looks as if both axes are cut: leave the columns whole.")
def cuts_both(image, start, stop):
    return image[start:stop, start:stop]


@mistake("It looks as if stop is used as a number of rows: it is the first row that is no longer in.")
def counts_rows(image, start, stop):
    return image[start : start + stop]


@mistake("A comma picks a single pixel: a range is written with a colon, start:stop.")
def comma(image, start, stop):
    return image[start, stop]


@mistake("That is a plain list: the slice image[start:stop] stays a tensor.")
def makes_a_list(image, start, stop):
    return [image[i] for i in range(start, stop)]


@mistake("Your function picks the rows but gives None back: the return is missing.")
def returns_nothing(image, start, stop):
    image[start:stop]


IMAGE = torch.arange(1, 57).reshape(8, 7)


def check_number_of_rows(student):
    """gives stop - start whole rows"""
    expect(student.rows_between(IMAGE, 2, 5)).has_shape(3, 7)


@needs(check_number_of_rows)
def check_rows(student):
    """starts with the row start and ends before the row stop"""
    expect(student.rows_between(IMAGE, 2, 5)).equals(torch.arange(15, 36).reshape(3, 7)).leaves_inputs_alone()
