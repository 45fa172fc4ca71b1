"""new_weights: one step of gradient descent, as a new tensor."""

from dataclasses import replace

import torch

from grader.checking.kit import expect, mistake, needs

WEIGHTS = torch.tensor([[3.0, -1.0, 0.5], [2.0, 0.0, -4.0]])
GRADIENT = torch.tensor([[6.0, -2.0, 1.5], [-0.5, 3.0, -1.0]])


@mistake("It looks as if you go uphill: the gradient points up, so subtract it.")
def uphill(weights, gradient, lr):
    return weights + lr * gradient


@mistake("It looks as if the learning rate is left out: the step is lr times the gradient.")
def no_learning_rate(weights, gradient, lr):
    return weights - gradient


@mistake("The numbers are right, but -= changed the weights you were given: write weights - lr * gradient.")
def in_place(weights, gradient, lr):
    weights -= lr * gradient
    return weights


@mistake("That is the step alone: subtract it from the weights.")
def step_alone(weights, gradient, lr):
    return lr * gradient


@mistake("That is the step alone, with a minus sign: add it to the weights.")
def negative_step(weights, gradient, lr):
    return -lr * gradient


@mistake("It looks as if the gradient is divided by the learning rate: multiply them.")
def divides(weights, gradient, lr):
    return weights - gradient / lr


@mistake("It looks as if the difference is multiplied by lr: only the gradient is, so leave out the parentheses.")
def multiplies_the_difference(weights, gradient, lr):
    return (weights - gradient) * lr


@mistake("It looks as if lr is subtracted before it meets the gradient: leave out the parentheses around weights - lr.")
def multiplies_by_the_gradient(weights, gradient, lr):
    return (weights - lr) * gradient


@mistake("It looks as if weights and gradient are exchanged: the step is taken from the weights.")
def exchanged(weights, gradient, lr):
    return gradient - lr * weights


@mistake("It looks as if the step is turned round: the weights minus lr * gradient, and not the reverse.")
def reversed_difference(weights, gradient, lr):
    return lr * gradient - weights


@mistake("It looks as if only the sign of the gradient counts: a steep slope asks for a longer step.")
def sign_alone(weights, gradient, lr):
    return weights - lr * gradient.sign()


@mistake("It looks as if the step is multiplied by the weights: it is lr times the gradient, whatever they are.")
def shrinks(weights, gradient, lr):
    return weights - lr * gradient * weights


@mistake("The weights come back as they were: - makes a new tensor, which has to be returned.")
def gives_the_old(weights, gradient, lr):
    weights - lr * gradient
    return weights


@mistake("Your function works out the weights but gives None back: the return is missing.")
def returns_nothing(weights, gradient, lr):
    weights - lr * gradient


def check_step(student):
    """takes one step against the gradient"""
    expected = [[w - 0.1 * g for w, g in zip(*rows, strict=True)] for rows in zip(WEIGHTS, GRADIENT, strict=True)]
    expect(student.new_weights(WEIGHTS, GRADIENT, 0.1)).equals(torch.tensor(expected))


@needs(check_step)
def check_inputs_unchanged(student):
    """leaves weights and gradient as they were"""
    held = [student.helpers.hold(each) for each in (WEIGHTS, GRADIENT)]
    answer = student.new_weights(*held, 0.5)
    after = student.helpers.values(held).value
    pairs = zip(("weights", "gradient"), (WEIGHTS, GRADIENT), after, strict=True)
    changed = tuple(name for name, was, became in pairs if not torch.equal(was, became))
    expect(replace(answer, mutated=changed)).leaves_inputs_alone()
