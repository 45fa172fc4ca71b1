"""mnist_distance, on inputs that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def distance(a, b):
    """The oracle: in double precision, by way of numpy's definition of the mean."""
    return (a.double() - b.double()).abs().flatten(-2).sum(-1) / a.shape[-1] / a.shape[-2]


def check_other_sizes(student, rng):
    """works for stacks and images of any size"""
    a, b = torch.rand(7, 12, 9, generator=rng), torch.rand(12, 9, generator=rng)
    expect(student.mnist_distance(a, b)).equals(distance(a, b))


def check_single_pair(student, digits):
    """gives a single number for a single image"""
    a = digits.sevens[0]
    expect(student.mnist_distance(a, digits.mean7)).has_shape().equals(distance(a, digits.mean7))


@needs(check_other_sizes)
def check_pairs(student, rng):
    """compares two stacks image by image"""
    a, b = torch.randn(6, 28, 28, generator=rng), torch.randn(6, 28, 28, generator=rng)
    expect(student.mnist_distance(a, b)).equals(distance(a, b))


@needs(check_other_sizes)
def check_inputs_unchanged(student, digits, rng):
    """leaves the images as they were"""
    a, b = digits.threes + 0.1 * torch.rand(28, 28, generator=rng), digits.mean7
    expect(student.mnist_distance(a, b)).equals(distance(a, b)).leaves_inputs_alone()


@needs(check_other_sizes)
def check_device(student, digits, device):
    """gives its result where the images live"""
    expect(student.mnist_distance(digits.sevens, digits.mean3)).has_shape(len(digits.sevens)).lives_on(device)
