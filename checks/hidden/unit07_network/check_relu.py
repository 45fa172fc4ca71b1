"""relu, on numbers that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs

SHAPES = [(6, 5), (7,), (2, 1, 4), (1, 1)]


def bent(x):
    """The oracle: number by number."""
    return torch.tensor([each if each > 0 else 0.0 for each in x.flatten().tolist()]).reshape(x.shape)


def check_any_shape(student, rng):
    """works for tensors of any shape"""
    for shape in SHAPES:
        x = 2 * torch.randn(shape, generator=rng)
        expect(student.relu(x)).equals(bent(x))


@needs(check_any_shape)
def check_any_size(student, rng):
    """works for large numbers and for tiny ones"""
    x = torch.randn(40, generator=rng)
    expect(student.relu(10_000 * x)).equals(bent(10_000 * x))
    expect(student.relu(0.01 * x)).equals(bent(0.01 * x), 1e-6)


@needs(check_any_shape)
def check_single_number(student):
    """works for a tensor of rank 0"""
    expect(student.relu(torch.tensor(-1.5))).equals(0.0)
    expect(student.relu(torch.tensor(2.5))).equals(2.5)


@needs(check_any_shape)
def check_input_unchanged(student, rng):
    """leaves its input as it was"""
    x = torch.randn(6, 3, generator=rng)
    expect(student.relu(x)).equals(bent(x)).leaves_inputs_alone()


@needs(check_any_shape)
def check_gradient(student, rng):
    """lets the gradient pass where the number is positive"""
    x = torch.randn(20, generator=rng)
    leaf = student.helpers.leaves([x])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    result = student.keep.relu(student.helpers.double(student.helpers.item(leaf, 0)))
    student.helpers.backward(student.helpers.total(result))
    expect(student.helpers.grads(leaf), "the gradient").equals([torch.where(x > 0, 2.0, 0.0)])
