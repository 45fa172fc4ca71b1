"""train_simple_net: the network that it starts from, and every step from there."""

import torch

from checks.oracles.loss import mixed_batch
from checks.oracles.network import ordered, trained
from grader.checking.kit import expect, fail, needs


def check_one_step(student, rng):
    """takes a step of gradient descent"""
    x, y = mixed_batch(rng, 12, 784)
    found, expected = trained(student, rng, x, y, 0.5, 12, 1)
    expect(found, "the parameters after a step").equals(expected)


@needs(check_one_step)
def check_every_step(student, rng):
    """takes a step for every batch of every epoch"""
    x, y = mixed_batch(rng, 11, 784)
    found, expected = trained(student, rng, x, y, 0.1, 2, 7)
    expect(found, "the parameters after 42 steps").equals(expected)


@needs(check_one_step)
def check_anew(student, rng):
    """begins every training with a new network"""
    dl = student.helpers.batches(*mixed_batch(rng, 8, 784), 4)
    one, other = student.train_simple_net(dl, 0.0, 1), student.train_simple_net(dl, 0.0, 1)
    if torch.equal(ordered(student, one, rng)[0], ordered(student, other, rng)[0]):
        raise fail(other, "Expected another network to begin with; it is the same as before.", "start", evidence="the same")


@needs(check_one_step)
def check_batches_unchanged(student, rng):
    """leaves images and labels as they were"""
    x, y = mixed_batch(rng, 10, 784)
    dl = student.helpers.batches(x, y, 10)
    student.train_simple_net(dl, 0.1, 2)
    expect(student.helpers.collect(dl), "the images and labels afterwards").equals([(x, y)])
