"""batch_accuracy: the fraction of right answers in a batch."""

import torch

from grader.checks.kit import expect, mistake, needs

# Of these answers 5 are right; every mistake, and calling all of them threes, gives another number.
PREDS = torch.tensor([[0.3], [-2.0], [1.0], [-0.4], [2.5], [-0.7], [0.2]])
YB = torch.tensor([[1.0], [0.0], [1.0], [1.0], [1.0], [1.0], [1.0]])


@mistake("Predictions are raw scores: 0.3 is a probability of 0.57. Take the sigmoid first, or compare the scores with 0.")
def raw_scores(preds, yb):
    return ((preds > 0.5) == yb).float().mean()


@mistake("Predictions [n, 1] and labels [n] broadcast to [n, n]: give both the same shape before you compare them.")
def broadcasts(preds, yb):
    return ((preds.sigmoid() > 0.5) == yb.flatten()).float().mean()


@mistake("Probabilities are hardly ever exactly 0 or 1: first ask which are above 0.5, then compare with the labels.")
def compares_probabilities(preds, yb):
    return (preds.sigmoid() == yb).float().mean()


@mistake("It looks as if you counted the right answers: take their mean.")
def counts(preds, yb):
    return ((preds.sigmoid() > 0.5) == yb).float().sum()


@mistake("There is still one answer for each image: take the .float().mean() of them.")
def no_mean(preds, yb):
    return (preds.sigmoid() > 0.5) == yb


@mistake("It looks as if right and wrong are swapped: that is the fraction of wrong answers.")
def fraction_wrong(preds, yb):
    return ((preds.sigmoid() > 0.5) != yb).float().mean()


@mistake("It looks as if the labels are not looked at: compare the answers with yb.")
def ignores_labels(preds, yb):
    return (preds.sigmoid() > 0.5).float().mean()


@mistake("It looks as if every score counts as a three: a second sigmoid does that, or a softmax. Take the sigmoid once.")
def sigmoid_twice(preds, yb):
    return ((preds.sigmoid().sigmoid() > 0.5) == yb).float().mean()


@mistake("Your function computes the accuracy but gives None back: the return is missing.")
def returns_nothing(preds, yb):
    ((preds.sigmoid() > 0.5) == yb).float().mean()


def check_single_number(student):
    """gives a single number"""
    expect(student.batch_accuracy(PREDS, YB)).has_shape()


@needs(check_single_number)
def check_fraction(student):
    """is the fraction of right answers"""
    expect(student.batch_accuracy(PREDS, YB)).equals(5 / 7)
