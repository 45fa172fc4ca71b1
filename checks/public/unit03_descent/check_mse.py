"""mse: the mean of the squared differences."""

import torch

from grader.checking.kit import expect, mistake, needs


@mistake("That is the root mean squared error of unit 2: here the mean of the squares is asked for, without the root.")
def takes_the_root(preds, targets):
    return ((preds - targets) ** 2).mean().sqrt()


@mistake("There is still one square for each prediction: take the .mean() of them all.")
def no_mean(preds, targets):
    return (preds - targets) ** 2


@mistake("That is the mean absolute difference: square the differences with ** 2 instead of taking .abs().")
def absolute(preds, targets):
    return (preds - targets).abs().mean()


@mistake("It looks as if you summed the squares: take the mean.")
def sums(preds, targets):
    return ((preds - targets) ** 2).sum()


@mistake("It looks as if you squared after the mean: by then the signs have cancelled out. Square before it.")
def square_too_late(preds, targets):
    return (preds - targets).mean() ** 2


@mistake("It looks as if the differences are not squared, so that they cancel out: add ** 2.")
def no_square(preds, targets):
    return (preds - targets).mean()


@mistake("It looks as if only the targets are squared: ** is done before -, so put preds - targets in parentheses.")
def squares_targets_alone(preds, targets):
    return (preds - targets**2).mean()


@mistake("It looks as if the result is halved: the mean squared error is the mean of the squares, nothing more.")
def halves(preds, targets):
    return ((preds - targets) ** 2).mean() / 2


@mistake("Your function computes the loss but gives None back: the return is missing.")
def returns_nothing(preds, targets):
    ((preds - targets) ** 2).mean()


@mistake("The result is a plain number, cut off from the predictions: without .item(), backward() can start from it.")
def plain_number(preds, targets):
    return ((preds - targets) ** 2).mean().item()


@mistake("The result is cut off from the predictions (.detach(), .data, no_grad): backward() could not start from it.")
def detached(preds, targets):
    return ((preds.detach() - targets) ** 2).mean()


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
    student.helpers.backward(student.keep.mse(student.helpers.item(leaf, 0), targets))
    expect(student.helpers.grads(leaf), "the gradient").equals([2 * (preds - targets) / 3])
