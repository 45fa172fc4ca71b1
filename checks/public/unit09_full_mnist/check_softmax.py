"""softmax: rows of scores become rows of probabilities."""

import torch

from checks.oracles.ten import probabilities
from grader.checking.kit import change, expect, gives, mistake, needs

LOGITS = torch.tensor([[1.0, 2.0, 3.0], [0.5, -1.0, 0.0], [-2.0, -2.0, 4.0], [3.0, 1.0, 1.5]])

mistake("overflows", "e to the power of 1000 is too large for any float: subtract the largest score of each row first.",
        change("logits - logits.amax(1, keepdim=True)", "logits"))
mistake("wrong_axis", "It looks as if the sum goes over the images, down the columns: each row sums to 1, so use axis 1.",
        change("powers.sum(1, keepdim=True)", "powers.sum(0, keepdim=True)"))
mistake("wrong_axis_throughout",
        "It looks as if the sum goes over the images, down the columns: each row sums to 1, so use axis 1.",
        gives("logits.softmax(0)"))
mistake("sums_everything", "It looks as if you divide by the sum of all rows together: each row has a sum of its own, sum(1, keepdim=True).",
        change("sum(1, keepdim=True)", "sum()"))
mistake("no_keepdim", "Sums or largest scores [n] do not broadcast with the rows [n,k]: keep the axis with keepdim=True.",
        change("sum(1, keepdim=True)", "sum(1)"))
mistake("subtracts_both", "max(1) gives values and places together: take .values of it, or amax(1, keepdim=True).",
        change("amax", "max"))
mistake("one_maximum", "It looks as if one largest score is subtracted from all rows: a row far below it becomes 0 / 0. Take each row's own.",
        change("amax(1, keepdim=True)", "max()"))
mistake("no_exp", "It looks as if the scores are divided by their sum as they are: take e to the power of each first.",
        gives("logits / logits.sum(1, keepdim=True)"))
mistake("sigmoid", "That is the sigmoid, which looks at each score alone: divide by the sum of the row.", gives("logits.sigmoid()"))
# The pairs are applied in order: first the new return, then the old one goes.
mistake("no_division", "Those are the powers of e, as fractions of the largest: divide them by the sum of their row.",
        change("powers =", "return", "return powers / powers.sum(1, keepdim=True)", ""))
mistake("takes_the_log", "That is the logarithm of the softmax: here the probabilities themselves are asked for.",
        gives("logits.log_softmax(1)"))
mistake("twice", "It looks as if the softmax is taken twice: once is enough.", gives("logits.softmax(1).softmax(1)"))
mistake("returns_nothing", "Your function computes probabilities but gives None back: the return is missing.",
        change("return ", ""))


@mistake("It looks as if you work in place, so that the scores change outside too: logits - …, not logits -= ….")
def in_place(logits):
    logits -= logits.amax(1, keepdim=True)
    return logits.exp() / logits.exp().sum(1, keepdim=True)


def check_shape(student):
    """gives as many numbers as it is given"""
    expect(student.softmax(LOGITS)).has_shape(4, 3).is_floating()


@needs(check_shape)
def check_probabilities(student):
    """turns each row into probabilities"""
    expect(student.softmax(LOGITS)).equals(probabilities(LOGITS)).leaves_inputs_alone()
