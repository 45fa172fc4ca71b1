"""cross_entropy, on scores and targets that the learner has not seen."""

import torch

from checks.oracles.ten import probabilities, surprise
from grader.checking.kit import expect, needs


def mixed(rng, n, classes, width=2.0):
    """Random scores [n, classes] and targets int64 [n]."""
    return width * torch.randn(n, classes, generator=rng), torch.randint(classes, (n,), generator=rng)


def check_ten_classes(student, rng):
    """is right for ten classes"""
    logits, targets = mixed(rng, 21, 10)
    expect(student.cross_entropy(logits, targets)).equals(surprise(logits, targets))


@needs(check_ten_classes)
def check_one_row(student, rng):
    """takes a batch of one"""
    logits, targets = mixed(rng, 1, 10)
    expect(student.cross_entropy(logits, targets)).has_shape().equals(surprise(logits, targets))


@needs(check_ten_classes)
def check_rows_far_apart(student, rng):
    """is right for rows whose scores are far apart"""
    logits, targets = mixed(rng, 6, 10)
    logits = logits + torch.tensor([0.0, 700.0, -700.0, 90.0, -300.0, 2000.0])[:, None]
    expect(student.cross_entropy(logits, targets)).is_finite().equals(surprise(logits, targets))


@needs(check_ten_classes)
def check_square(student, rng):
    """is right when there are as many rows as classes"""
    logits, targets = mixed(rng, 8, 8)
    expect(student.cross_entropy(logits, targets)).equals(surprise(logits, targets))


@needs(check_ten_classes)
def check_gradient(student, rng):
    """has the right gradient"""
    logits, targets = mixed(rng, 9, 10)
    leaf = student.helpers.leaves([logits])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    student.helpers.backward(student.keep.cross_entropy(student.helpers.item(leaf, 0), targets))
    right = torch.arange(10) == targets[:, None]
    expect(student.helpers.grads(leaf), "the gradient").equals([(probabilities(logits) - right.double()).float() / 9])


@needs(check_ten_classes)
def check_large_scores(student, rng):
    """stays sound for scores of 1000 and -1000"""
    logits, targets = mixed(rng, 12, 10)
    logits = logits + 1000 * logits.sign()
    expect(student.cross_entropy(logits, targets)).is_finite().equals(surprise(logits, targets))


@needs(check_large_scores)
def check_gradient_of_large_scores(student, rng):
    """has a sound gradient there too"""
    logits, targets = mixed(rng, 5, 10)
    logits = logits + 1000 * logits.sign()
    leaf = student.helpers.leaves([logits])
    student.helpers.backward(student.keep.cross_entropy(student.helpers.item(leaf, 0), targets))
    right = torch.arange(10) == targets[:, None]
    expect(student.helpers.grads(leaf), "the gradient").equals([(probabilities(logits) - right.double()).float() / 5])


@needs(check_ten_classes)
def check_inputs_unchanged(student, rng):
    """leaves scores and targets as they were"""
    logits, targets = mixed(rng, 7, 10)
    expect(student.cross_entropy(logits, targets)).equals(surprise(logits, targets)).leaves_inputs_alone()
