"""make_simple_net: what the network computes, and where it starts."""

import torch

from checks.oracles.network import gradients, ordered, scores
from grader.checking.kit import expect, fail, needs, read


def check_random_start(student, rng):
    """starts from random weights"""
    net = student.make_simple_net()
    w1 = ordered(student, net, rng)[0]
    if (w1 - w1[:, :1]).abs().max() < 1e-6:
        raise fail(net, "Expected random weights; all hidden numbers have the same ones.", "start", evidence="alike")


@needs(check_random_start)
def check_anew(student, rng):
    """makes a new network in every call"""
    one, other = student.make_simple_net(), student.make_simple_net()
    if torch.equal(ordered(student, one, rng)[0], ordered(student, other, rng)[0]):
        raise fail(other, "Expected other random numbers in the second network; they are the same.", "start", evidence="the same")


@needs(check_random_start)
def check_learns(student, rng):
    """lets every parameter learn"""
    net, x = student.make_simple_net(), torch.randn(40, 784, generator=rng)
    params = ordered(student, net, rng)
    found = read(student.helpers.slopes(net, student.helpers.parameters(net), x))
    if any(each is None for each in found):
        raise fail(net, "Some parameters have no influence on the scores, or no gradient reaches them.", "gradients")
    sums = sorted(each.double().square().sum().item() for each in found)
    # helpers.slopes goes from the sum of the scores, whose slope is 1 in each of them.
    expected = sorted(each.double().square().sum().item() for each in gradients(x, torch.ones(40, 1), params))
    if any(abs(a - b) > 1e-3 * (1 + b) for a, b in zip(sums, expected, strict=True)):
        raise fail(net, "The gradients of the scores are not those of linear, ReLU, linear.", "gradients")


@needs(check_random_start)
def check_single_image(student, rng):
    """gives an image the same score alone and among others"""
    net, x = student.make_simple_net(), torch.rand(20, 784, generator=rng)
    expected = scores(x, ordered(student, net, rng))
    for number in (0, 7, 19):
        alone = slice(number, number + 1)
        expect(student.helpers.predictions(net, x[alone]), "the score").equals(expected[alone])
