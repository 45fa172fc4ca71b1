"""mse: the mean of the squared differences."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("takes_the_root", "That is the root mean squared error of unit 2: here the mean of the squares is asked for, without the root.",
        change("mean()", "mean().sqrt()"))
mistake("no_mean", "There is still one square for each prediction: take the .mean() of them all.",
        change("((preds - targets) ** 2).mean()", "(preds - targets) ** 2"))
mistake("absolute", "That is the mean absolute difference: square the differences with ** 2 instead of taking .abs().",
        change("((preds - targets) ** 2)", "(preds - targets).abs()"))
mistake("sums", "It looks as if you summed the squares: take the mean.", change("mean", "sum"))
mistake("square_too_late", "It looks as if you squared after the mean: by then the signs have cancelled out. Square before it.",
        change("((preds - targets) ** 2).mean()", "(preds - targets).mean() ** 2"))
mistake("no_square", "It looks as if the differences are not squared, so that they cancel out: add ** 2.",
        change("(preds - targets) ** 2", "preds - targets"))
mistake("squares_targets_alone", "It looks as if only the targets are squared: ** is done before -, so put preds - targets in parentheses.",
        change("(preds - targets) ** 2", "preds - targets ** 2"))
mistake("halves", "It looks as if the result is halved: the mean squared error is the mean of the squares, nothing more.",
        change("mean()", "mean() / 2"))
mistake("returns_nothing", "Your function computes the loss but gives None back: the return is missing.", change("return", ""))
mistake("plain_number", "The result is a plain number, cut off from the predictions: without .item(), backward() can start from it.",
        change("mean()", "mean().item()"))
mistake("detached", "The result is cut off from the predictions (.detach(), .data, no_grad): backward() could not start from it.",
        change("preds ", "preds.detach() "))


def check_single_number(student, rng):
    """gives a single number"""
    expect(student.mse(torch.randn(5, generator=rng), torch.randn(5, generator=rng))).has_shape()


@needs(check_single_number)
def check_mean_of_squares(student):
    """is the mean of the squared differences"""
    preds, targets = torch.tensor([1.0, 0.0, 3.0]), torch.tensor([1.0, 2.0, 0.0])
    expect(student.mse(preds, targets)).equals(torch.tensor((0 + 4 + 9) / 3)).leaves_inputs_alone()
    expect(student.mse(preds[:, None], targets[:, None])).equals(torch.tensor((0 + 4 + 9) / 3))


@needs(check_mean_of_squares)
def check_gradient(student):
    """lets backward() reach the predictions"""
    preds, targets = torch.tensor([1.0, 0.0, 3.0]), torch.tensor([1.0, 2.0, 0.0])
    expect(student.mse(preds.clone().requires_grad_(), targets)).requires_grad()
    leaf = student.helpers.leaves([preds])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    student.helpers.backward(student.keep.mse(student.helpers.item(leaf, 0), targets))
    expect(student.helpers.grads(leaf), "the gradient").equals([2 * (preds - targets) / 3])
