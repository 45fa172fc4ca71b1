"""product_shape: the shape of a matrix product, or None where there is none."""

import torch

from checks.oracles.shapes import lengths_of
from grader.checking.compare import alike
from grader.checking.kit import change, fail, gives, kind, mistake, needs, read

mistake("always_possible", "It looks as if every product is taken to be possible: columns of the left, rows of the right must be equal.",
        change("if left[1] == right[0] else None", ""))
mistake("inner_lengths", "Those are the lengths that must agree, and they vanish: the result has the other two.",
        change("[0], right[1]", "[1], right[0]"))
mistake("exchanged", "It looks as if rows and columns are exchanged: the result has the rows of the left matrix, and the columns of the right.",
        change("left[0], right[1]", "right[1], left[0]"))
mistake("compares_the_outer", "It looks as if the outer lengths are compared: a row of the left, left[1] long, meets a column of the right, right[0] long.",
        change("left[1] == right[0]", "left[0] == right[1]"))
mistake("compares_columns", "It looks as if the columns of both are compared: a row of the left meets a column of the right, right[0] long.",
        change("right[0]", "right[1]"))
mistake("compares_rows", "It looks as if the rows of both are compared: the columns of the left, left[1], must be the rows of the right.",
        change("left[1]", "left[0]"))
mistake("number_by_number", "It looks as if both matrices must have the same shape: that is so for *, number by number, and not for @.",
        change("(left[0], right[1]) if left[1] == right[0]", "left if left == right"))
mistake("asks_torch", "A product that is impossible raises an error: compare the lengths first, and return None.",
        gives("tuple((torch.zeros(left) @ torch.zeros(right)).shape)"))
mistake("tells_whether", "That tells whether there is a product: give its shape where there is one, and None where there is none.",
        change("(left[0], right[1]) if", "", "else None", ""))
mistake("gives_false", "It looks as if False comes back where there is no product: return None.",
        change("(left[0], right[1]) if left[1] == right[0] else None", "left[1] == right[0] and (left[0], right[1])"))
mistake("gives_an_empty_tuple", "It looks as if an empty tuple comes back where there is no product: return None.",
        change("else None", "else ()"))
mistake("gives_a_word", 'It looks as if the word "None" comes back where there is no product: leave out the quotation marks.',
        change("else None", "else 'None'"))
mistake("gives_the_product", "That is the product itself: only its shape is asked for.",
        gives("torch.zeros(left) @ torch.zeros(right) if left[1] == right[0] else None"))
mistake("all_four", "It looks as if the two shapes are put together: the lengths that agree vanish, and the other two are left.",
        change("left[0], right[1]", "*left, *right"))
mistake("returns_nothing", "Your function works out the shape but gives None back: the return is missing.", change("return", ""))


# Products that exist. In some of them other lengths agree too, so that it shows which ones were compared.
POSSIBLE = [((5, 3), (3, 4)), ((4, 3), (3, 4)), ((5, 3), (3, 3)), ((3, 3), (3, 4)), ((3, 3), (3, 3))]
IMPOSSIBLE = [((3, 4), (5, 3)), ((5, 4), (3, 4))]


def check_possible(student):
    """tells the shape of a product"""
    answers = [student.product_shape(left, right) for left, right in POSSIBLE]
    found = [lengths_of(student, each) for each in answers]
    for (left, right), answer, shape in zip(POSSIBLE, answers, found, strict=True):
        wanted = (torch.zeros(left) @ torch.zeros(right)).shape
        if not isinstance(shape, (tuple, list)) or not alike(shape, tuple(wanted)):
            said = shape if isinstance(shape, (tuple, list)) else kind(shape)
            raise fail(answer, f"Expected {tuple(wanted)} for {left} and {right}; got {said}.", "values")


@needs(check_possible)
def check_impossible(student):
    """gives None where there is no product"""
    for left, right in IMPOSSIBLE:
        answer = student.product_shape(left, right)
        if read(answer) is not None:
            raise fail(answer, f"Expected None for {left} and {right}; got {read(answer)!r}.", "none")
