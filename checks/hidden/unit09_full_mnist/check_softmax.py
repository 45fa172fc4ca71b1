"""softmax, on scores that the learner has not seen."""

import torch

from checks.oracles.ten import probabilities
from grader.checking.kit import expect, needs


def check_ten_classes(student, rng):
    """is right for ten classes"""
    logits = 3 * torch.randn(13, 10, generator=rng)
    expect(student.softmax(logits)).equals(probabilities(logits))


@needs(check_ten_classes)
def check_square(student, rng):
    """works row by row, also when there are as many rows as classes"""
    logits = 2 * torch.randn(6, 6, generator=rng)
    expect(student.softmax(logits)).equals(probabilities(logits))


@needs(check_ten_classes)
def check_single_row(student, rng):
    """works for a single row"""
    logits = torch.randn(1, 4, generator=rng)
    expect(student.softmax(logits)).equals(probabilities(logits))


@needs(check_ten_classes)
def check_large_scores(student, rng):
    """stays sound for scores of 1000 and -1000"""
    logits = 1000 * torch.randn(5, 10, generator=rng).sign() + torch.randn(5, 10, generator=rng)
    expect(student.softmax(logits)).is_finite().equals(probabilities(logits))


@needs(check_ten_classes)
def check_rows_far_apart(student, rng):
    """looks at each row by itself, however far apart they are"""
    logits = torch.randn(5, 10, generator=rng) + torch.tensor([[-1000.0], [-10.0], [0.0], [10.0], [1000.0]])
    expect(student.softmax(logits)).is_finite().equals(probabilities(logits), 1e-3)


@needs(check_ten_classes)
def check_inputs_unchanged(student, rng):
    """leaves the scores as they were"""
    logits = torch.randn(7, 10, generator=rng)
    expect(student.softmax(logits)).equals(probabilities(logits)).leaves_inputs_alone()
