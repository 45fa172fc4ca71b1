"""accuracy: the fraction of images whose highest score belongs to the right digit."""

import torch

from checks.oracles.ten import fraction_right
from grader.checking.kit import change, expect, mistake, needs

# Chosen so that every mistake below gives another fraction.
LOGITS = torch.tensor([
    [5.0, 1.0, 0.0], [0.0, 1.0, 0.2], [0.1, 0.3, 0.2], [-0.6, -0.8, -2.0], [-3.0, -4.0, -2.0],
    [-0.1, -0.4, -0.2], [-1.0, 2.0, 0.3], [0.9, 2.5, 0.1], [-1.0, -2.0, 0.7], [-0.4, -0.6, 3.0],
])  # fmt: skip
TARGETS = torch.tensor([0, 1, 1, 0, 2, 1, 0, 1, 2, 0])

mistake("broadcasts", "Answers [n] and targets [n,1] broadcast to [n,n]: compare two tensors of the same shape.",
        change("logits.argmax(1) == targets", "logits.argmax(1) == targets[:, None]"))
mistake("wrong_axis", "It looks as if you search along the axis of the images: argmax(1) searches among the scores of each image.",
        change("(1) ==", "(0)[:, None] =="))
mistake("no_axis", "It looks as if argmax searches all scores at once: argmax(1) gives one answer for each image.",
        change("logits.argmax(1)", "logits.argmax()"))
mistake("argmin", "It looks as if the lowest score wins: the answer is the digit with the highest, so take argmax.",
        change("argmax", "argmin"))
mistake("compares_scores", "It looks as if scores are compared with digits: argmax tells which digit the highest score belongs to.",
        change("argmax", "amax"))
mistake("rounds_probabilities", "It looks as if probabilities are rounded: an unsure image has none above 0.5 and then counts as a 0. Take argmax.",
        change(".argmax", ".softmax(1).round().argmax"))
mistake("counts", "It looks as if you count the right answers: the accuracy is their fraction, so take the .mean().",
        change("float().mean()", "sum()"))
mistake("no_mean", "There is one answer for each image: take the .mean() of them, as floats.", change(".mean()", ""))
mistake("fraction_wrong", "That is the fraction of wrong answers: compare with ==.", change("==", "!="))
mistake("percent", "It looks as if you give a percentage: the accuracy is a number from 0 to 1.",
        change("return", "return 100 *"))
mistake("mean_of_booleans", "True and False have no mean: make floats of them first, with .float().", change("float().", ""))
mistake("divides_by_classes", "It looks as if you divide by the number of classes: divide by the number of images, or take the .mean().",
        change("float().mean()", "sum() / logits.shape[1]"))
mistake("above_zero", "It looks as if you asked whether the right score is above 0: it has to be the highest of its row.",
        change(".argmax(1) == targets", "[range(len(targets)), targets] > 0"))
mistake("returns_nothing", "Your function computes the accuracy but gives None back: the return is missing.", change("return", ""))


def check_single_number(student):
    """gives a single number"""
    expect(student.accuracy(LOGITS, TARGETS)).has_shape()


@needs(check_single_number)
def check_fraction(student):
    """is the fraction of right answers"""
    expect(student.accuracy(LOGITS, TARGETS)).equals(fraction_right(LOGITS, TARGETS)).leaves_inputs_alone()
