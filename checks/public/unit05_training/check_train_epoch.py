"""train_epoch: a gradient and a step for every batch."""

import torch
from unit05_training import calc_grad  # for the written-out mistakes alone

from checks.oracles.loss import descend
from grader.checking.kit import expect, fail, mistake, needs, read

X = torch.tensor([[0.0, 1.0, 0.5], [1.0, 0.0, 0.5], [0.5, 0.5, 1.0], [1.0, 1.0, 0.0]])
Y = torch.tensor([[1.0], [0.0], [0.0], [1.0]])
WEIGHT, BIAS, LR = torch.tensor([[0.5, -1.0, 0.25]]), torch.tensor([0.1]), 0.5


@mistake("You erased the weights: after the step clear the gradient, p.grad.zero_(), not the parameter itself.")
def erases_weights(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad * lr
            p.data.zero_()


@mistake("backward() adds to .grad: clear it after each step, or the old gradients are used again.")
def never_clears(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad * lr


@mistake("The parameters did not change: write p.data -= lr * p.grad, for p = p - ... only makes a new tensor, and clear .grad after the step.")
def makes_new_tensors(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in params:
            p = p - lr * p.grad
        for p in params:
            p.grad = None


@mistake("It looks as if the step goes uphill: the loss falls against the gradient, so subtract.")
def goes_uphill(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in params:
            p.data += p.grad * lr
            p.grad.zero_()


@mistake("It looks as if the learning rate is not used: multiply the gradient by lr.")
def ignores_lr(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad
            p.grad.zero_()


@mistake("It looks as if a step is made once an epoch: make one after every batch.")
def steps_once(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
    for p in params:
        p.data -= p.grad * lr
        p.grad.zero_()


@mistake("It looks as if you walk the images one by one: take whole batches from dl.")
def walks_images(model, dl, lr, params):
    for xb, yb in dl:
        for x, y in zip(xb, yb, strict=True):
            calc_grad(x[None], y[None], model)
            for p in params:
                p.data -= p.grad * lr
                p.grad.zero_()


@mistake("It looks as if the epoch ends after the first batch: is there a return inside the loop?")
def first_batch_only(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad * lr
            p.grad.zero_()
        return


@mistake("The gradients of the last batch are left behind: clear them at the end of the loop, after the step.")
def clears_before(model, dl, lr, params):
    for xb, yb in dl:
        for p in params:
            p.grad = None
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad * lr


@mistake("It looks as if all of the model's own parameters are changed: change those in params alone.")
def takes_the_models_own(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in model.parameters() if hasattr(model, "parameters") else params:
            p.data -= p.grad * lr
            p.grad.zero_()


def train(student, x, y, weight, bias, lr, size):
    """One epoch by the learner; the parameters stay in the worker."""
    model = student.helpers.linear(weight, bias)
    params = student.helpers.parameters(model)
    student.train_epoch(model, student.helpers.batches(x, y, size), lr, params)
    return params


def check_one_batch(student):
    """makes one step for one batch"""
    params = train(student, X, Y, WEIGHT, BIAS, LR, 4)
    expect(student.helpers.values(params), "the parameters afterwards").equals(descend(X, Y, WEIGHT, BIAS, LR, 4))


@needs(check_one_batch)
def check_two_batches(student):
    """makes a step for every batch"""
    params = train(student, X, Y, WEIGHT, BIAS, LR, 2)
    expect(student.helpers.values(params), "the parameters afterwards").equals(descend(X, Y, WEIGHT, BIAS, LR, 2))


@needs(check_two_batches)
def check_short_last_batch(student):
    """makes a step for a short last batch too"""
    params = train(student, X, Y, WEIGHT, BIAS, LR, 3)
    expect(student.helpers.values(params), "the parameters afterwards").equals(descend(X, Y, WEIGHT, BIAS, LR, 3))


@needs(check_one_batch)
def check_only_the_given_parameters(student):
    """changes only the parameters that it is given"""
    model = student.helpers.linear(WEIGHT, BIAS)
    params = student.helpers.parameters(model)
    # All 4 rows are one batch, so there is one step.
    student.train_epoch(model, student.helpers.batches(X, Y, 4), LR, student.helpers.first(params, 1))
    expected = [descend(X, Y, WEIGHT, BIAS, LR, 4)[0], BIAS]
    expect(student.helpers.values(params), "the parameters afterwards").equals(expected)


@needs(check_two_batches)
def check_cleared(student):
    """leaves no gradient behind"""
    model = student.helpers.linear(WEIGHT, BIAS)
    params = student.helpers.parameters(model)
    epoch = student.train_epoch(model, student.helpers.batches(X, Y, 2), LR, params)
    if not all(read(student.helpers.cleared(params))):
        raise fail(epoch, "Expected every gradient to be None or zero when the epoch ends; the last ones are still there.", "gradients")
