"""rank: how many axes a shape has."""

from math import prod

from grader.checking.kit import expect, mistake, needs


@mistake("That is how many numbers the tensor holds: the rank is how many axes it has, so count the shape's entries.")
def multiplies(shape):
    return prod(shape)


@mistake("That is the length of the first axis: the rank is how many axes there are.")
def first_axis(shape):
    return shape[0] if len(shape) else 0


@mistake("It looks as if you add the lengths of the axes up: count them with len.")
def adds_up(shape):
    return sum(shape)


@mistake("That is one too few: every entry of the shape is an axis, the first one too.")
def one_too_few(shape):
    return len(shape) - 1


@mistake("A shape may be a plain tuple, which has no ndim: count its entries with len.")
def asks_for_ndim(shape):
    return shape.ndim


@mistake("The argument is the shape already, and a plain tuple has none: count its entries with len.")
def asks_for_shape(shape):
    return len(shape.shape)


@mistake("It looks as if the answer is fixed: count the entries of the shape that is given.")
def always_three(shape):
    return 3


@mistake("Your function counts but gives None back: the return is missing.")
def returns_nothing(shape):
    len(shape)


def check_stack(student):
    """tells the rank of a stack of images"""
    expect(student.rank((5, 28, 28))).equals(3)


@needs(check_stack)
def check_image(student):
    """tells the rank of a single image"""
    expect(student.rank((28, 28))).equals(2)


@needs(check_stack)
def check_list(student):
    """takes a list too"""
    expect(student.rank([7, 1, 28, 28])).equals(4)
