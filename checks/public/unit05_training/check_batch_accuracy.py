"""batch_accuracy: the fraction of right answers in a batch."""

import torch

from grader.checking.kit import change, expect, mistake, needs

# Of these answers 9 are right, and 7 of them are threes; every mistake, and calling all of them threes, gives another number.
SCORES = [1.0, 0.2, -0.7, 0.25, 2.5, -2.0, 0.4, 1.5, 0.35, 0.3, -0.4, 0.45, 0.1]
LABELS = [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0]
PREDS, YB, RIGHT = torch.tensor(SCORES)[:, None], torch.tensor(LABELS)[:, None], 9 / 13

mistake("raw_scores", "Predictions are raw scores: 0.3 is a probability of 0.57. Take the sigmoid first, or compare the scores with 0.",
        change("preds.sigmoid()", "preds"))
mistake("broadcasts", "Predictions [n, 1] and labels [n] broadcast to [n, n]: give both the same shape before you compare them.",
        change("== yb", "== yb.flatten()"))
mistake("compares_probabilities", "Probabilities are hardly ever exactly 0 or 1: first ask which are above 0.5, then compare with the labels.",
        change("preds.sigmoid() > 0.5", "preds.sigmoid()"))
mistake("counts", "It looks as if you counted the right answers: take their mean.", change("mean", "sum"))
mistake("argmax", "There is a single score for each image, so argmax says 0 every time: ask whether the score is above 0.",
        change("preds.sigmoid() > 0.5", "preds.argmax(1, keepdim=True)"))
mistake("counts_threes_alone", "It looks as if only the threes that were found count: a seven that was taken for a seven is a right answer too.",
        change("== yb", "& (yb == 1)"))
mistake("percentage", "It looks as if the result is a percentage: give a number from 0 to 1.", change("return", "return 100 *"))
mistake("no_mean", "There is still one answer for each image: take the .float().mean() of them.",
        change("((preds.sigmoid() > 0.5) == yb).float().mean()", "(preds.sigmoid() > 0.5) == yb"))
mistake("fraction_wrong", "It looks as if right and wrong are swapped: that is the fraction of wrong answers.", change("==", "!="))
mistake("ignores_labels", "It looks as if the labels are not looked at: compare the answers with yb.",
        change("(preds.sigmoid() > 0.5) == yb", "preds.sigmoid() > 0.5"))
mistake("sigmoid_twice", "It looks as if every score counts as a three: a second sigmoid does that, or a softmax. Take the sigmoid once.",
        change("preds.", "preds.sigmoid()."))


@mistake("The scores themselves were changed, by sigmoid_() or another method that ends in _: take the one without.")
def sigmoid_in_place(preds, yb):
    with torch.no_grad():
        return ((preds.sigmoid_() > 0.5) == yb).float().mean()


mistake("through_numpy", "NumPy takes no tensor that remembers its gradient: stay in torch, or take .detach() first.",
        change("((preds.sigmoid() > 0.5) == yb).float()", "((preds.sigmoid().numpy() > 0.5) == yb.numpy())"))
mistake("returns_nothing", "Your function computes the accuracy but gives None back: the return is missing.", change("return", ""))


def check_single_number(student):
    """gives a single number"""
    expect(student.batch_accuracy(PREDS, YB)).has_shape()


@needs(check_single_number)
def check_fraction(student):
    """is the fraction of right answers"""
    expect(student.batch_accuracy(PREDS, YB)).equals(RIGHT)


@needs(check_fraction)
def check_inputs_unchanged(student):
    """leaves scores and labels as they were"""
    expect(student.batch_accuracy(PREDS, YB)).leaves_inputs_alone()


@needs(check_fraction)
def check_predictions_of_a_model(student):
    """takes predictions as a model gives them, with their gradient"""
    leaf = student.helpers.leaves([PREDS])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    expect(student.batch_accuracy(student.helpers.double(student.helpers.item(leaf, 0)), YB)).equals(RIGHT)
