"""batch_accuracy: the fraction of right answers in a batch."""

import torch

from grader.checking.kit import expect, mistake, needs

# Of these answers 9 are right, and 7 of them are threes; every mistake, and calling all of them threes, gives another number.
SCORES = [1.0, 0.2, -0.7, 0.25, 2.5, -2.0, 0.4, 1.5, 0.35, 0.3, -0.4, 0.45, 0.1]
LABELS = [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0]
PREDS, YB, RIGHT = torch.tensor(SCORES)[:, None], torch.tensor(LABELS)[:, None], 9 / 13


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


@mistake("There is a single score for each image, so argmax says 0 every time: ask whether the score is above 0.")
def argmax(preds, yb):
    return (preds.argmax(1, keepdim=True) == yb).float().mean()


@mistake("It looks as if only the threes that were found count: a seven that was taken for a seven is a right answer too.")
def counts_threes_alone(preds, yb):
    return ((preds.sigmoid() > 0.5) & (yb == 1)).float().mean()


@mistake("It looks as if the result is a percentage: give a number from 0 to 1.")
def percentage(preds, yb):
    return 100 * ((preds.sigmoid() > 0.5) == yb).float().mean()


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


@mistake("The scores themselves were changed, by sigmoid_() or another method that ends in _: take the one without.")
def sigmoid_in_place(preds, yb):
    with torch.no_grad():
        return ((preds.sigmoid_() > 0.5) == yb).float().mean()


@mistake("NumPy takes no tensor that remembers its gradient: stay in torch, or take .detach() first.")
def through_numpy(preds, yb):
    return ((preds.sigmoid().numpy() > 0.5) == yb.numpy()).mean()


@mistake("Your function computes the accuracy but gives None back: the return is missing.")
def returns_nothing(preds, yb):
    ((preds.sigmoid() > 0.5) == yb).float().mean()


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
    expect(student.batch_accuracy(student.helpers.double(student.helpers.item(leaf, 0)), YB)).equals(RIGHT)
