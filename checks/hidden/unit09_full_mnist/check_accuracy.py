"""accuracy, on scores and targets that the learner has not seen."""

import torch

from checks.oracles.ten import fraction_right
from grader.checking.kit import expect, needs


def mixed(rng, n, classes):
    """Random scores [n, classes] and targets int64 [n], of which about half are right; the highest score is in the first row."""
    logits = torch.randn(n, classes, generator=rng)
    logits[0] += 8
    right = torch.rand(n, generator=rng) < 0.5
    return logits, torch.where(right, logits.max(1).indices, torch.randint(classes, (n,), generator=rng))


def check_ten_classes(student, rng):
    """is right for ten classes"""
    logits, targets = mixed(rng, 37, 10)
    expect(student.accuracy(logits, targets)).has_shape().equals(fraction_right(logits, targets))


@needs(check_ten_classes)
def check_square(student, rng):
    """is right when there are as many images as classes"""
    logits, targets = mixed(rng, 10, 10)
    expect(student.accuracy(logits, targets)).equals(fraction_right(logits, targets))


@needs(check_ten_classes)
def check_scores_below_zero(student, rng):
    """is right when all scores are below 0, or close together"""
    logits, targets = mixed(rng, 30, 10)
    expect(student.accuracy(0.01 * logits - 20, targets)).equals(fraction_right(0.01 * logits - 20, targets))


@needs(check_ten_classes)
def check_all_and_none(student, rng):
    """is 1 for right answers only, and 0 for wrong ones"""
    logits, _ = mixed(rng, 12, 10)
    best = logits.max(1).indices
    expect(student.accuracy(logits, best)).equals(1.0)
    expect(student.accuracy(logits, (best + 1) % 10)).equals(0.0)


@needs(check_ten_classes)
def check_inputs_unchanged(student, rng):
    """leaves scores and targets as they were"""
    logits, targets = mixed(rng, 9, 10)
    expect(student.accuracy(logits, targets)).equals(fraction_right(logits, targets)).leaves_inputs_alone()
