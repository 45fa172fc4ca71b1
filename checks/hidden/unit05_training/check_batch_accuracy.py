"""batch_accuracy, on batches that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def fraction(preds, yb):
    """The oracle: counted one by one."""
    return sum((score > 0) == (label == 1) for score, label in zip(preds.flatten(), yb.flatten(), strict=True)).item() / len(yb)


def batch(rng, n):
    return 2 * torch.randn(n, 1, generator=rng), (torch.arange(n) % 3 == 0).float().unsqueeze(1)


def check_mixed_labels(student, rng):
    """counts right on mixed labels"""
    preds, yb = batch(rng, 17)
    expect(student.batch_accuracy(preds, yb)).equals(fraction(preds, yb))


@needs(check_mixed_labels)
def check_small_scores(student):
    """takes a score above 0 for a three"""
    preds = torch.tensor([[0.1], [0.4], [-0.1], [-0.4], [0.2], [0.3], [0.45]])
    yb = torch.tensor([[1.0], [1.0], [0.0], [0.0], [1.0], [0.0], [1.0]])
    expect(student.batch_accuracy(preds, yb)).equals(6 / 7)


@needs(check_mixed_labels)
def check_whole_number_labels(student, rng):
    """takes whole numbers as labels"""
    preds, yb = batch(rng, 9)
    expect(student.batch_accuracy(preds, yb.long())).equals(fraction(preds, yb))


@needs(check_mixed_labels)
def check_all_and_none(student):
    """is 1 when all are right and 0 when none is"""
    preds, yb = torch.tensor([[4.0], [-4.0], [2.0]]), torch.tensor([[1.0], [0.0], [1.0]])
    expect(student.batch_accuracy(preds, yb)).equals(1.0)
    expect(student.batch_accuracy(preds, 1 - yb)).equals(0.0)


@needs(check_mixed_labels)
def check_inputs_unchanged(student, rng):
    """leaves scores and labels as they were"""
    preds, yb = batch(rng, 6)
    expect(student.batch_accuracy(preds, yb)).equals(fraction(preds, yb)).leaves_inputs_alone()
