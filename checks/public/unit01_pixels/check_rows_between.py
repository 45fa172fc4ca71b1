"""rows_between: a range of rows, the last one left out."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("takes_stop_too", "There is one row too many: the row stop is no longer in, and a slice leaves it out by itself.",
        change("start:stop", "start:stop + 1"))
mistake("one_row_less", "One row is missing: a slice leaves out stop by itself, so do not subtract 1.",
        change("start:stop", "start:stop - 1"))
mistake("leaves_out_start", "It looks as if the first row is left out: the row start is in.",
        change("start:stop", "start + 1:stop"))
mistake("counts_from_one", "It looks as if the rows begin one too early: the topmost row is row 0, so start is right as it is.",
        change("start:stop", "start - 1:stop - 1"))
mistake("gives_columns", "Those are columns: the rows are the first axis, so image[start:stop] is enough.",
        change("start:stop", ":, start:stop"))
mistake("cuts_both", "It looks as if both axes are cut: leave the columns whole.", change("start:stop", "start:stop, start:stop"))
mistake("counts_rows", "It looks as if stop is used as a number of rows: it is the first row that is no longer in.",
        change("start:stop", "start:start + stop"))
mistake("comma", "A comma picks a single pixel: a range is written with a colon, start:stop.", change("start:stop", "start, stop"))
mistake("makes_a_list", "That is a plain list: the slice image[start:stop] stays a tensor.",
        change("image[start:stop]", "[image[i] for i in range(start, stop)]"))
mistake("returns_nothing", "Your function picks the rows but gives None back: the return is missing.", change("return", ""))


IMAGE = torch.arange(1, 57).reshape(8, 7)


def check_number_of_rows(student):
    """gives stop - start whole rows"""
    expect(student.rows_between(IMAGE, 2, 5)).has_shape(3, 7)


@needs(check_number_of_rows)
def check_rows(student):
    """starts with the row start and ends before the row stop"""
    expect(student.rows_between(IMAGE, 2, 5)).equals(torch.arange(15, 36).reshape(3, 7)).leaves_inputs_alone()
