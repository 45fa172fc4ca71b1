"""linear1, on batches that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def scores(xb, weights, bias):
    """The oracle: pixel by pixel, in double precision."""
    return (xb.double() * weights.double().flatten()).sum(1, keepdim=True) + bias.double()


def batch(rng, n, size):
    return torch.rand(n, size, generator=rng), torch.randn(size, 1, generator=rng), torch.randn(1, generator=rng)


def check_random_batch(student, rng):
    """scores a batch of images"""
    xb, weights, bias = batch(rng, 7, 784)
    expect(student.linear1(xb, weights, bias)).equals(scores(xb, weights, bias), tolerance=1e-3)


@needs(check_random_batch)
def check_single_image(student, rng):
    """scores a batch of one"""
    xb, weights, bias = batch(rng, 1, 30)
    expect(student.linear1(xb, weights, bias)).equals(scores(xb, weights, bias))


@needs(check_random_batch)
def check_gradient(student, rng):
    """lets gradients reach weights and bias"""
    xb, weights, bias = batch(rng, 5, 6)
    params = student.helpers.leaves([weights, bias])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    result = student.keep.linear1(xb, student.helpers.item(params, 0), student.helpers.item(params, 1))
    student.helpers.backward(student.helpers.total(result))
    expect(student.helpers.grads(params), "the gradients").equals([xb.sum(0).unsqueeze(1), torch.tensor([5.0])])


@needs(check_random_batch)
def check_inputs_unchanged(student, rng):
    """leaves images, weights and bias as they were"""
    xb, weights, bias = batch(rng, 4, 9)
    expect(student.linear1(xb, weights, bias)).equals(scores(xb, weights, bias)).leaves_inputs_alone()
