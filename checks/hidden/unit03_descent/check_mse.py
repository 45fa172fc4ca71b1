"""mse, on predictions that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def error(preds, targets):
    """The oracle: the scalar product of the difference with itself, in double precision."""
    difference = preds.double().flatten() - targets.double().flatten()
    return (difference @ difference / len(difference)).float()


def pair(rng, *shape):
    """Random predictions and targets."""
    return torch.randn(shape, generator=rng), torch.randn(shape, generator=rng)


def check_other_numbers(student, rng):
    """is right for other predictions"""
    preds, targets = pair(rng, 13)
    expect(student.mse(preds, targets)).equals(error(preds, targets))


@needs(check_other_numbers)
def check_large_numbers(student, rng):
    """is right for large errors"""
    preds, targets = pair(rng, 20)
    expect(student.mse(100 * preds, targets)).equals(error(100 * preds, targets))


@needs(check_other_numbers)
def check_column(student, rng):
    """works for a column of predictions"""
    preds, targets = pair(rng, 6, 1)
    expect(student.mse(preds, targets)).equals(error(preds, targets))


@needs(check_other_numbers)
def check_gradient(student, rng):
    """lets backward() reach the predictions"""
    preds, targets = pair(rng, 7)
    expect(student.mse(preds.clone().requires_grad_(), targets)).requires_grad()
    leaf = student.helpers.leaves([preds])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    student.helpers.backward(student.keep.mse(student.helpers.item(leaf, 0), targets))
    expect(student.helpers.grads(leaf), "the gradient").equals([2 * (preds - targets) / 7])


@needs(check_other_numbers)
def check_inputs_unchanged(student, rng):
    """leaves predictions and targets as they were"""
    preds, targets = pair(rng, 9)
    expect(student.mse(preds, targets)).equals(error(preds, targets)).leaves_inputs_alone()
