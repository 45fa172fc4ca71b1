"""product_shape: the shape of a matrix product, or None where there is none."""

import torch

from checks.oracles.shapes import lengths_of
from grader.checking.compare import alike
from grader.checking.kit import fail, kind, mistake, needs


@mistake("It looks as if every product is taken to be possible: columns of the left, rows of the right must be equal.")
def always_possible(left, right):
    return (left[0], right[1])


@mistake("Those are the lengths that must agree, and they vanish: the result has the other two.")
def inner_lengths(left, right):
    return (left[1], right[0]) if left[1] == right[0] else None


@mistake(
    "It looks as if rows and columns are exchanged: the result has the rows of the left matrix, and the columns of the right."
)
def exchanged(left, right):
    return (right[1], left[0]) if left[1] == right[0] else None


@mistake(
    "It looks as if the outer lengths are compared: a row of the left, left[1] long, meets a column of the right, right[0] long."
)
def compares_the_outer(left, right):
    return (left[0], right[1]) if left[0] == right[1] else None


@mistake(
    "It looks as if the columns of both are compared: a row of the left meets a column of the right, right[0] long."
)
def compares_columns(left, right):
    return (left[0], right[1]) if left[1] == right[1] else None


@mistake(
    "It looks as if the rows of both are compared: the columns of the left, left[1], must be the rows of the right."
)
def compares_rows(left, right):
    return (left[0], right[1]) if left[0] == right[0] else None


@mistake("It looks as if both matrices must have the same shape: that is so for *, number by number, and not for @.")
def number_by_number(left, right):
    return left if left == right else None


@mistake("A product that is impossible raises an error: compare the lengths first, and return None.")
def asks_torch(left, right):
    return tuple((torch.zeros(left) @ torch.zeros(right)).shape)


@mistake("That tells whether there is a product: give its shape where there is one, and None where there is none.")
def tells_whether(left, right):
    return left[1] == right[0]


@mistake("It looks as if False comes back where there is no product: return None.")
def gives_false(left, right):
    return left[1] == right[0] and (left[0], right[1])


@mistake("It looks as if an empty tuple comes back where there is no product: return None.")
def gives_an_empty_tuple(left, right):
    return (left[0], right[1]) if left[1] == right[0] else ()


@mistake('It looks as if the word "None" comes back where there is no product: leave out the quotation marks.')
def gives_a_word(left, right):
    return (left[0], right[1]) if left[1] == right[0] else "None"


@mistake("That is the product itself: only its shape is asked for.")
def gives_the_product(left, right):
    return torch.zeros(left) @ torch.zeros(right) if left[1] == right[0] else None


@mistake("It looks as if the two shapes are put together: the lengths that agree vanish, and the other two are left.")
def all_four(left, right):
    return (*left, *right) if left[1] == right[0] else None


@mistake("Your function works out the shape but gives None back: the return is missing.")
def returns_nothing(left, right):
    (left[0], right[1]) if left[1] == right[0] else None


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
        if answer.value is not None:
            raise fail(answer, f"Expected None for {left} and {right}; got {answer.value!r}.", "none")
