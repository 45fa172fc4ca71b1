"""train_epoch_with: a gradient and a step of the optimizer for every batch."""

import torch
from unit05_training import calc_grad  # for the written-out mistakes alone

from checks.oracles.loss import descend, loss_gradients
from grader.checking.kit import expect, fail, mistake, needs, read

X = torch.tensor([[0.0, 1.0, 0.5], [1.0, 0.0, 0.5], [0.5, 0.5, 1.0], [1.0, 1.0, 0.0]])
Y = torch.tensor([[1.0], [0.0], [0.0], [1.0]])
WEIGHT, BIAS, LR = torch.tensor([[0.5, -1.0, 0.25]]), torch.tensor([0.1]), 0.5


@mistake("backward() adds to .grad: call opt.zero_grad(), with its parentheses, after each step.")
def never_clears(model, dl, opt):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        opt.step()


@mistake("It looks as if no step is taken: call opt.step(), with its parentheses, for every batch.")
def never_steps(model, dl, opt):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        opt.step
        opt.zero_grad()


@mistake("The optimizer found no gradients to step with: calc_grad comes first, then opt.step(), and opt.zero_grad() last.")
def clears_first(model, dl, opt):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        opt.zero_grad()
        opt.step()


@mistake("It looks as if a step is made once an epoch: make one after every batch, inside the loop.")
def steps_once(model, dl, opt):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
    opt.step()
    opt.zero_grad()


@mistake("It looks as if the epoch ends after the first batch: is there a return inside the loop?")
def first_batch_only(model, dl, opt):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        opt.step()
        opt.zero_grad()
        return


@mistake("It looks as if you reach into the optimizer: rely on step() and zero_grad() alone, they are all that it promises.")
def reaches_inside(model, dl, opt):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in opt.params:
            p.data -= opt.lr * p.grad
        opt.zero_grad()


@mistake("optimizer is no name here: the function is given its optimizer as opt, so call opt.step() and opt.zero_grad().")
def takes_the_notebooks(model, dl, opt):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        optimizer.step()  # type: ignore[name-defined]  # noqa: F821  (that is the mistake)
        optimizer.zero_grad()  # type: ignore[name-defined]  # noqa: F821  (that is the mistake)


@mistake("mnist_loss is not imported in this unit: call calc_grad, or import it from unit04_loss.")
def loss_without_import(model, dl, opt):
    for xb, yb in dl:
        loss = mnist_loss(model(xb), yb)  # type: ignore[name-defined]  # noqa: F821  (that is the mistake)
        loss.backward()
        opt.step()
        opt.zero_grad()


@mistake("It looks as if another optimizer takes the steps: use opt, the one that the function is given.")
def makes_its_own(model, dl, opt):
    own = torch.optim.SGD(model.parameters(), lr=1.0)
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        own.step()
        own.zero_grad()


@mistake("It looks as if you walk the images one by one: take whole batches from dl.")
def walks_images(model, dl, opt):
    for xb, yb in dl:
        for x, y in zip(xb, yb, strict=True):
            calc_grad(x[None], y[None], model)
            opt.step()
            opt.zero_grad()


@mistake("It looks as if every batch is used twice: one calc_grad and one opt.step() for each is enough.")
def steps_twice(model, dl, opt):
    for xb, yb in dl:
        for _ in range(2):
            calc_grad(xb, yb, model)
            opt.step()
            opt.zero_grad()


@mistake("It looks as if the gradients are computed twice, and so add up: calc_grad already calls backward().")
def computes_twice(model, dl, opt):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        calc_grad(xb, yb, model)
        opt.step()
        opt.zero_grad()


@mistake("The gradients of the last batch are left behind: call opt.zero_grad() at the end of the loop, after the step.")
def clears_before(model, dl, opt):
    for xb, yb in dl:
        opt.zero_grad()
        calc_grad(xb, yb, model)
        opt.step()


def train(student, size):
    """One epoch by the learner in batches of `size`: the parameters afterwards, if there was a step of the optimizer for every batch."""
    model = student.helpers.linear(WEIGHT, BIAS)
    params = student.helpers.parameters(model)
    opt = student.helpers.descent(params, LR)
    answer = student.train_epoch_with(model, student.helpers.batches(X, Y, size), opt)
    after, taken, wanted = student.helpers.values(params), read(student.helpers.steps(opt)), -(-len(X) // size)
    changed = any(not torch.equal(a, b) for a, b in zip(read(after), (WEIGHT, BIAS), strict=True))
    if taken != wanted:
        said = (
            "1 step of the optimizer for 1 batch"
            if wanted == 1
            else f"{wanted} steps of the optimizer for {wanted} batches"
        )
        advice = "The parameters changed all the same: leave that to opt.step()." if changed and not taken else ""
        raise fail(answer, f"Expected {said}; got {taken}.", "steps", advice=advice)
    return after


def check_one_batch(student):
    """makes one step of the optimizer for one batch"""
    expect(train(student, 4), "the parameters afterwards").equals(descend(X, Y, WEIGHT, BIAS, LR, 4))


@needs(check_one_batch)
def check_two_batches(student):
    """makes a step for every batch, each with gradients of its own"""
    expect(train(student, 2), "the parameters afterwards").equals(descend(X, Y, WEIGHT, BIAS, LR, 2))


@needs(check_two_batches)
def check_short_last_batch(student):
    """makes a step for a short last batch too"""
    expect(train(student, 3), "the parameters afterwards").equals(descend(X, Y, WEIGHT, BIAS, LR, 3))


@needs(check_two_batches)
def check_any_optimizer(student):
    """takes any optimizer that has step() and zero_grad()"""
    model = student.helpers.linear(WEIGHT, BIAS)
    params = student.helpers.parameters(model)
    student.train_epoch_with(model, student.helpers.batches(X, Y, 4), student.helpers.signs(params, LR))
    moved = [LR * each.sign() for each in loss_gradients(X, Y, WEIGHT, BIAS)]
    expected = [WEIGHT - moved[0], BIAS - moved[1]]
    expect(student.helpers.values(params), "the parameters afterwards").equals(expected)


@needs(check_two_batches)
def check_cleared(student):
    """leaves no gradient behind"""
    model = student.helpers.linear(WEIGHT, BIAS)
    params = student.helpers.parameters(model)
    epoch = student.train_epoch_with(model, student.helpers.batches(X, Y, 2), student.helpers.descent(params, LR))
    if not all(read(student.helpers.cleared(params))):
        raise fail(epoch, "Expected every gradient to be None or zero when the epoch ends; the last ones are still there.", "gradients")
