"""cross_entropy: minus the logarithm of the right class's probability, on average."""

import torch

from checks.oracles.ten import probabilities, surprise
from grader.checking.kit import expect, gives, mistake, needs

LOGITS = torch.tensor([[2.0, 1.0, 0.0], [0.0, 0.5, -1.0], [1.0, -1.0, 3.0], [0.3, 0.1, 0.2]])
LARGE = torch.tensor([[-1000.0, 0.0, 1000.0], [-1000.0, -1001.0, -1000.0], [1.0, -1.0, 3.0], [1000.0, -1000.0, 999.0]])
TARGETS = torch.tensor([0, 2, 1, 2])

mistake("no_minus", "It looks as if the minus is missing: the logarithm of a probability is below 0, and a loss has to fall.",
        gives("logits.log_softmax(1)[range(len(targets)), targets].mean()"))
mistake("no_mean", "There is one number for each image: backward() needs a single one, so take the .mean().",
        gives("-logits.log_softmax(1)[range(len(targets)), targets]"))
mistake("softmax_twice", "It looks as if the softmax is taken twice: give the loss the raw scores, as the softmax belongs to it.",
        gives("-logits.softmax(1).log_softmax(1)[range(len(targets)), targets].mean()"))
mistake("unstable",
        "For large scores a probability is rounded to 0, or e^s to infinity: subtract the largest, then use s - log(sum of e^s).",
        gives("-logits.softmax(1)[range(len(targets)), targets].log().mean()"))
mistake("adds_a_little",
        "A small number that is added before the logarithm, or a clamp, hides large losses: use s - log(sum of e^s).",
        gives("-(logits.softmax(1)[range(len(targets)), targets] + 1e-9).log().mean()"))

TWO_CLASSES = (
    "It looks as if the targets are compared with 1, as with two classes: pick the score of each row's own target."
)


@mistake(TWO_CLASSES)
def compares_targets_with_1(logits, targets):
    p = logits.sigmoid()
    return torch.where(targets[:, None] == 1, 1 - p, p).mean()


@mistake(TWO_CLASSES)
def compares_targets_with_1_after_softmax(logits, targets):
    p = logits.softmax(1)
    return torch.where(targets[:, None] == 1, 1 - p, p).mean()


@mistake(TWO_CLASSES)
def compares_targets_with_1_before_the_log(logits, targets):
    p = logits.softmax(1)
    return -torch.where(targets[:, None] == 1, p, 1 - p).log().mean()


mistake("picks_columns",
        "It looks as if you pick every target's column from every row: range(n) and targets together pick one number a row.",
        gives("-logits.log_softmax(1)[:, targets].mean()"))
mistake("averages_all_classes", "It looks as if the mean goes over all classes: only the right one of each row counts.",
        gives("-(logits.log_softmax(1) * torch.nn.functional.one_hot(targets, logits.shape[1])).mean()"))
mistake("sums", "It looks as if you sum over the batch: take the mean, so that the loss does not grow with the batch.",
        gives("-logits.log_softmax(1)[range(len(targets)), targets].sum()"))
mistake("no_log", "That is 1 minus the probability: take minus its logarithm, which pushes hard where the model is sure and wrong.",
        gives("(1 - logits.softmax(1)[range(len(targets)), targets]).mean()"))
mistake("no_softmax", "It looks as if the raw scores are averaged without a softmax: subtract the log of the sum of e^s from them.",
        gives("-logits[range(len(targets)), targets].mean()"))
mistake("wrong_axis", "It looks as if the softmax goes over the images, down the columns: each row is one image, so use axis 1.",
        gives("-logits.log_softmax(0)[range(len(targets)), targets].mean()"))
mistake("log_of_the_mean", "It looks as if you take the logarithm of the mean: take the mean of the logarithms.",
        gives("-logits.softmax(1)[range(len(targets)), targets].mean().log()"))
mistake("one_sum_for_all",
        "It looks as if the logarithm of one sum over all rows is subtracted: each row needs the sum of its own scores.",
        gives("-(logits - logits.exp().sum().log())[range(len(targets)), targets].mean()"))


@mistake("It looks as if the logarithm of one sum over all rows is subtracted: each row needs the sum of its own scores.")
def one_sum_after_the_shift(logits, targets):
    s = logits - logits.amax(1, keepdim=True)
    return -(s - s.exp().sum().log())[range(len(targets)), targets].mean()


@mistake("It looks as if one largest score is subtracted from all rows: a row far below it becomes 0. Take each row's own.")
def one_shift_for_all(logits, targets):
    s = logits - logits.max()
    return -(s - s.exp().sum(1, keepdim=True).log())[range(len(targets)), targets].mean()


@mistake("A batch of one loses its axis by squeeze(): name the axis, squeeze(1), or leave squeeze out.")
def squeezes(logits, targets):
    s = logits.log_softmax(1).squeeze()
    return -s[range(len(targets)), targets].mean()


mistake("other_base", "That is the logarithm to the base of 10 or 2: .log() is the natural one.",
        gives("-logits.softmax(1)[range(len(targets)), targets].log10().mean()"))
mistake("ignores_targets",
        "It looks as if you take the best score of each row, whatever the target is: pick the one of the target.",
        gives("-logits.log_softmax(1).amax(1).mean()"))


@mistake("Your function computes the loss but gives None back: the return is missing.")
def returns_nothing(logits, targets):
    -logits.log_softmax(1)[range(len(targets)), targets].mean()


mistake("detached", "The result is cut off from the scores (.item(), .detach(), no_grad): backward() could not reach the weights.",
        gives("-logits.detach().log_softmax(1)[range(len(targets)), targets].mean()"))


@mistake("It looks as if you work in place, so that the scores change outside too: logits - …, not logits -= ….")
def in_place(logits, targets):
    with torch.no_grad():
        logits -= logits.amax(1, keepdim=True)
    return -logits.log_softmax(1)[range(len(targets)), targets].mean()


def check_single_number(student):
    """gives a single number"""
    expect(student.cross_entropy(LOGITS, TARGETS)).has_shape()


@needs(check_single_number)
def check_mean_surprise(student):
    """is the mean of minus the logarithm of the right probability"""
    expect(student.cross_entropy(LOGITS, TARGETS)).equals(surprise(LOGITS, TARGETS)).leaves_inputs_alone()


@needs(check_mean_surprise)
def check_large_scores(student):
    """stays sound for scores of 1000 and -1000, also for rows that are far apart"""
    expect(student.cross_entropy(LARGE, TARGETS)).is_finite().equals(surprise(LARGE, TARGETS))


@needs(check_mean_surprise)
def check_gradient(student):
    """sends backward() to the scores, each with the right gradient"""
    for logits in (LOGITS, LARGE):
        leaf = student.helpers.leaves([logits])
        # The list stays in the worker; item gives the tensor itself, not a copy.
        student.helpers.backward(student.keep.cross_entropy(student.helpers.item(leaf, 0), TARGETS))
        right = torch.arange(3) == TARGETS[:, None]
        slopes = (probabilities(logits) - right.double()).float() / len(TARGETS)
        expect(student.helpers.grads(leaf), "the gradient").equals([slopes])
