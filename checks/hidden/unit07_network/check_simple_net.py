"""simple_net, on images and parameters that the learner has not seen."""

import torch

from checks.oracles.network import draw, gradients, scores
from grader.checking.kit import expect, needs


def check_other_sizes(student, rng):
    """works for any sizes that fit one another"""
    for n, inputs, hidden, outputs in ((16, 12, 5, 2), (7, 3, 8, 1)):
        x, params = torch.randn(n, inputs, generator=rng), draw(rng, inputs, hidden, outputs)
        expect(student.simple_net(x, *params)).has_shape(n, outputs).equals(scores(x, params))


def check_digits(student, rng, digits):
    """gives the scores of real digits"""
    x, params = digits.valid_3_7[0][:50], draw(rng, inputs=784, hidden=30)
    expect(student.simple_net(x, *params)).has_shape(50, 1).equals(scores(x, params))


@needs(check_digits)
def check_single_image(student, rng):
    """works for a batch of one image"""
    x, params = torch.rand(1, 784, generator=rng), draw(rng, inputs=784, hidden=30)
    expect(student.simple_net(x, *params)).has_shape(1, 1).equals(scores(x, params))


@needs(check_digits)
def check_gradients(student, rng):
    """lets all four parameters learn"""
    x, params = torch.randn(9, 6, generator=rng), draw(rng, inputs=6, hidden=4)
    leaves = student.helpers.leaves(params)
    # The list stays in the worker; item gives the tensor itself, not a copy.
    result = student.keep.simple_net(x, *(student.helpers.item(leaves, i) for i in range(4)))
    student.helpers.backward(student.helpers.total(result))
    # backward() goes from the sum of the scores, whose slope is 1 in each of them.
    expect(student.helpers.grads(leaves), "the gradients").equals(gradients(x, torch.ones(9, 1), params))


@needs(check_digits)
def check_inputs_unchanged(student, rng):
    """leaves images and parameters as they were"""
    x, params = torch.randn(5, 8, generator=rng), draw(rng, inputs=8, hidden=3)
    expect(student.simple_net(x, *params)).equals(scores(x, params)).leaves_inputs_alone()
