"""accuracy: the fraction of images whose highest score belongs to the right digit."""

import torch

from checks.oracles.ten import fraction_right
from grader.checking.kit import expect, mistake, needs

# Chosen so that every mistake below gives another fraction.
LOGITS = torch.tensor([
    [5.0, 1.0, 0.0], [0.0, 1.0, 0.2], [0.1, 0.3, 0.2], [-0.6, -0.8, -2.0], [-3.0, -4.0, -2.0],
    [-0.1, -0.4, -0.2], [-1.0, 2.0, 0.3], [0.9, 2.5, 0.1], [-1.0, -2.0, 0.7], [-0.4, -0.6, 3.0],
])  # fmt: skip
TARGETS = torch.tensor([0, 1, 1, 0, 2, 1, 0, 1, 2, 0])


@mistake("Answers [n] and targets [n,1] broadcast to [n,n]: compare two tensors of the same shape.")
def broadcasts(logits, targets):
    return (logits.argmax(1) == targets[:, None]).float().mean()


@mistake("It looks as if you search along the axis of the images: argmax(1) searches among the scores of each image.")
def wrong_axis(logits, targets):
    return (logits.argmax(0)[:, None] == targets).float().mean()


@mistake("It looks as if argmax searches all scores at once: argmax(1) gives one answer for each image.")
def no_axis(logits, targets):
    return (logits.argmax() == targets).float().mean()


@mistake("It looks as if the lowest score wins: the answer is the digit with the highest, so take argmax.")
def argmin(logits, targets):
    return (logits.argmin(1) == targets).float().mean()


@mistake("It looks as if scores are compared with digits: argmax tells which digit the highest score belongs to.")
def compares_scores(logits, targets):
    return (logits.amax(1) == targets).float().mean()


@mistake(
    "It looks as if probabilities are rounded: an unsure image has none above 0.5 and then counts as a 0. Take argmax."
)
def rounds_probabilities(logits, targets):
    return (logits.softmax(1).round().argmax(1) == targets).float().mean()


@mistake("It looks as if you count the right answers: the accuracy is their fraction, so take the .mean().")
def counts(logits, targets):
    return (logits.argmax(1) == targets).sum()


@mistake("There is one answer for each image: take the .mean() of them, as floats.")
def no_mean(logits, targets):
    return (logits.argmax(1) == targets).float()


@mistake("That is the fraction of wrong answers: compare with ==.")
def fraction_wrong(logits, targets):
    return (logits.argmax(1) != targets).float().mean()


@mistake("It looks as if you give a percentage: the accuracy is a number from 0 to 1.")
def percent(logits, targets):
    return 100 * (logits.argmax(1) == targets).float().mean()


@mistake("True and False have no mean: make floats of them first, with .float().")
def mean_of_booleans(logits, targets):
    return (logits.argmax(1) == targets).mean()


@mistake("It looks as if you divide by the number of classes: divide by the number of images, or take the .mean().")
def divides_by_classes(logits, targets):
    return (logits.argmax(1) == targets).sum() / logits.shape[1]


@mistake("It looks as if you asked whether the right score is above 0: it has to be the highest of its row.")
def above_zero(logits, targets):
    return (logits[range(len(targets)), targets] > 0).float().mean()


@mistake("Your function computes the accuracy but gives None back: the return is missing.")
def returns_nothing(logits, targets):
    (logits.argmax(1) == targets).float().mean()


def check_single_number(student):
    """gives a single number"""
    expect(student.accuracy(LOGITS, TARGETS)).has_shape()


@needs(check_single_number)
def check_fraction(student):
    """is the fraction of right answers"""
    expect(student.accuracy(LOGITS, TARGETS)).equals(fraction_right(LOGITS, TARGETS)).leaves_inputs_alone()
