"""shape_facts, of shapes that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def facts(shape):
    """The oracle: what torch says about a tensor of that shape."""
    tensor = torch.empty(shape)
    return tensor.ndim, tensor.numel()


def check_many_axes(student, rng):
    """tells rank and elements where there are many axes"""
    for axes in (4, 6, 5):
        shape = tuple(torch.randint(2, 6, (axes,), generator=rng).tolist())
        expect(student.shape_facts(shape)).equals(facts(shape))


@needs(check_many_axes)
def check_one_or_two_axes(student, rng):
    """tells rank and elements of a row of numbers and of a matrix"""
    rows, columns = torch.randint(2, 100, (2,), generator=rng).tolist()
    expect(student.shape_facts((columns,))).equals(facts((columns,)))
    expect(student.shape_facts((rows, columns))).equals(facts((rows, columns)))


@needs(check_many_axes)
def check_length_of_one(student):
    """counts axes of length 1"""
    expect(student.shape_facts((1, 28, 1, 28))).equals((4, 784))


@needs(check_many_axes)
def check_shape_of_a_tensor(student):
    """takes the shape of a tensor, and a list"""
    size = student.helpers.hold(torch.zeros(3, 2, 2)).shape()
    expect(student.shape_facts(size)).equals((3, 12))
    expect(student.shape_facts([7, 28, 28])).equals((3, 7 * 784))
