"""calc_grad: the loss of one batch, and backward."""

import torch
from unit04_loss import mnist_loss  # for the written-out mistakes alone

from checks.oracles.loss import linear_start, loss_gradients, mixed_batch
from grader.checking.kit import expect, fail, mistake, needs, read


@mistake("No gradient arrived: write loss.backward(), with its parentheses, on the very loss that mnist_loss gives, and on no number made anew.")
def backward_not_called(xb, yb, model):
    loss = mnist_loss(model(xb), yb)
    loss.backward


@mistake("It looks as if the gradients are cleared here: calc_grad only adds to them, clearing is the training loop's work.")
def clears_first(xb, yb, model):
    for p in model.parameters():
        p.grad = None
    mnist_loss(model(xb), yb).backward()


@mistake("It looks as if the gradients are cleared after backward(): then nothing is left for the step.")
def clears_after(xb, yb, model):
    mnist_loss(model(xb), yb).backward()
    for p in model.parameters():
        p.grad.zero_()


@mistake("The loss is cut off from the parameters: give it the predictions first and then the targets, and leave out .detach() and no_grad.")
def swapped_arguments(xb, yb, model):
    mnist_loss(yb, model(xb)).backward()


@mistake("It looks as if the loss gets the model itself: call the model with the batch, model(xb).")
def model_itself(xb, yb, model):
    mnist_loss(model, yb).backward()


@mistake("It looks as if calc_grad takes a step too: it should leave the parameters as they are.")
def steps_too(xb, yb, model):
    mnist_loss(model(xb), yb).backward()
    for p in model.parameters():
        p.data -= p.grad


@mistake("It looks as if the sigmoid is taken before the loss, which takes it again: give the loss the raw scores.")
def sigmoid_before(xb, yb, model):
    mnist_loss(model(xb).sigmoid(), yb).backward()


def check_gradients_are_there(student, rng):
    """leaves a gradient on every parameter"""
    model = student.helpers.linear(torch.randn(1, 4, generator=rng), torch.zeros(1))
    student.calc_grad(torch.rand(3, 4, generator=rng), torch.tensor([[1.0], [0.0], [1.0]]), model)
    shapes = student.helpers.gradient_shapes(student.helpers.parameters(model))
    if read(shapes) != [[1, 4], [1]]:
        raise fail(shapes, "Expected a gradient on every parameter afterwards; at least one has none.", "gradients")


@needs(check_gradients_are_there)
def check_gradients(student, rng):
    """gives the gradients of the loss"""
    weight, bias = linear_start(rng, 4)
    x, y = mixed_batch(rng, 3, 4)
    model = student.helpers.linear(weight, bias)
    student.calc_grad(x, y, model)
    expect(student.helpers.grads(student.helpers.parameters(model)), "the gradients").equals(loss_gradients(x, y, weight, bias))


@needs(check_gradients)
def check_two_calls_add_up(student, rng):
    """adds to the gradients that are there"""
    weight, bias = linear_start(rng, 4)
    x, y = mixed_batch(rng, 3, 4)
    model = student.helpers.linear(weight, bias)
    student.calc_grad(x, y, model)
    student.calc_grad(x, y, model)
    expected = [2 * each for each in loss_gradients(x, y, weight, bias)]
    expect(student.helpers.grads(student.helpers.parameters(model)), "the gradients after two calls").equals(expected)


@needs(check_gradients)
def check_parameters_stay(student, rng):
    """leaves the parameters as they were"""
    weight, bias = linear_start(rng, 4)
    model = student.helpers.linear(weight, bias)
    student.calc_grad(*mixed_batch(rng, 3, 4), model)
    expect(student.helpers.values(student.helpers.parameters(model)), "the parameters afterwards").equals([weight, bias])
