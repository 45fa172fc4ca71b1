"""shape_facts: rank and number of elements, told from a shape."""

import math

import torch

from grader.checking.compare import as_tensor
from grader.checking.kit import expect, fail, gives, kind, mistake, needs, read

mistake("exchanged", "It looks as if the two are exchanged: the rank comes first.", gives("math.prod(shape), len(shape)"))
mistake("adds", "It looks as if the lengths are added: a tensor [2, 3] has two rows of three, 2 * 3 elements.",
        gives("len(shape), sum(shape)"))


@mistake("It looks as if the product begins with 0, and stays 0: begin with 1.")
def begins_with_zero(shape):
    elements = 0
    for length in shape:
        elements *= length
    return len(shape), elements


mistake("first_length", "That is the length of the first axis: the rank is how many axes there are, len(shape).",
        gives("shape[0], math.prod(shape)"))
mistake("leaves_out_the_first", "It looks as if the first axis is left out: every length is multiplied, the first one too.",
        gives("len(shape), math.prod(shape[1:])"))
mistake("first_two", "It looks as if only the first two lengths are multiplied: a shape can have any number of them.",
        gives("len(shape), shape[0] * shape[1]"))
mistake("one_too_few", "It looks as if one is taken off the rank: it is the number of axes, and len counts them all.",
        gives("len(shape) - 1, math.prod(shape)"))


@mistake("It looks as if the return stands inside the loop, so that it ends too soon: move it to the left.")
def returns_inside_the_loop(shape):
    elements = 1
    for length in shape:
        elements *= length
        return len(shape), elements


mistake("gives_the_shape", "The second one is the shape once more: multiply its lengths, and one number is left.",
        gives("len(shape), shape"))
mistake("not_called", "Those are methods and no numbers yet: call them, with () after the name.",
        gives("torch.zeros(shape).dim, torch.zeros(shape).numel"))
mistake("elements_alone", "Only the number of elements comes back: return the rank too, before a comma.", gives("math.prod(shape)"))
mistake("rank_alone", "Only the rank comes back: return the number of elements too, after a comma.", gives("len(shape)"))
mistake("counts_the_shape", "It looks as if you count the elements of the shape itself: a tensor with that shape has many more.",
        gives("torch.tensor(shape).ndim, torch.tensor(shape).numel()"))
mistake("no_element", "A single number has the shape () and is one element: a product of no lengths is 1.",
        gives("len(shape), math.prod(shape) if shape else 0"))


@mistake("A single number has the shape (), in which there is no first length: begin the product with 1.")
def begins_with_the_first(shape):
    elements = shape[0]
    for length in shape[1:]:
        elements *= length
    return len(shape), elements


@mistake("Your function works it out but gives None back: the return is missing.")
def returns_nothing(shape):
    len(shape), math.prod(shape)


INSTEAD = {  # what to do where this came back in place of a number
    "Size": "That is a whole shape, as .shape and .size() give it: len counts its axes, and numel() the elements of the tensor.",
    "builtin_function_or_method": "That is a method and no number yet: call it, with () after the name.",
}


def check_stack_of_images(student):
    """tells rank and elements of a stack of images"""
    answer = student.shape_facts((6, 4, 5))
    if not isinstance(read(answer), (tuple, list)) or len(read(answer)) != 2:
        raise fail(answer, f"Expected two numbers; got {kind(read(answer))}.", "shape")
    for each in read(answer):
        if as_tensor(each) is None:
            advice = INSTEAD.get(kind(each).removeprefix("a "), "")
            raise fail(answer, f"Expected two numbers; got {kind(each)} among them.", "type", advice=advice)
    expect(answer).equals((3, 120))


@needs(check_stack_of_images)
def check_single_number(student):
    """tells rank and elements of a single number"""
    expect(student.shape_facts(())).equals((0, 1))


@needs(check_stack_of_images)
def check_lists_and_sizes(student):
    """takes a list, and the shape of a tensor"""
    expect(student.shape_facts([4, 5])).equals((2, 20))
    size = student.helpers.hold(torch.zeros(2, 3, 1, 4)).shape()
    expect(student.shape_facts(size)).equals((4, 24))
