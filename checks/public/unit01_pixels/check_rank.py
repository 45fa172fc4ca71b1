"""rank: how many axes a shape has."""

from math import prod

from grader.checking.kit import change, expect, mistake, needs


@mistake("That is how many numbers the tensor holds: the rank is how many axes it has, so count the shape's entries.")
def multiplies(shape):
    return prod(shape)


mistake("first_axis", "That is the length of the first axis: the rank is how many axes there are.",
        change("len(shape)", "shape[0] if len(shape) else 0"))
mistake("adds_up", "It looks as if you add the lengths of the axes up: count them with len.", change("len", "sum"))
mistake("one_too_few", "That is one too few: every entry of the shape is an axis, the first one too.",
        change("len(shape)", "len(shape) - 1"))
mistake("asks_for_ndim", "A shape may be a plain tuple, which has no ndim: count its entries with len.",
        change("len(shape)", "shape.ndim"))
mistake("asks_for_shape", "The argument is the shape already, and a plain tuple has none: count its entries with len.",
        change("(shape)", "(shape.shape)"))
mistake("always_three", "It looks as if the answer is fixed: count the entries of the shape that is given.",
        change("len(shape)", "3"))
mistake("returns_nothing", "Your function counts but gives None back: the return is missing.", change("return", ""))


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
