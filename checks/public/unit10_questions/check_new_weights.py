"""new_weights: one step of gradient descent, as a new tensor."""

import torch

from grader.checking.kit import change, derived, expect, mistake, needs, read

WEIGHTS = torch.tensor([[3.0, -1.0, 0.5], [2.0, 0.0, -4.0]])
GRADIENT = torch.tensor([[6.0, -2.0, 1.5], [-0.5, 3.0, -1.0]])

mistake("uphill", "It looks as if you go uphill: the gradient points up, so subtract it.", change("- ", "+ "))
mistake("no_learning_rate", "It looks as if the learning rate is left out: the step is lr times the gradient.", change("lr *", ""))


@mistake("The numbers are right, but -= changed the weights you were given: write weights - lr * gradient.")
def in_place(weights, gradient, lr):
    weights -= lr * gradient
    return weights


mistake("step_alone", "That is the step alone: subtract it from the weights.", change("weights -", ""))
mistake("negative_step", "That is the step alone, with a minus sign: add it to the weights.", change("weights ", ""))
mistake("divides", "It looks as if the gradient is divided by the learning rate: multiply them.",
        change("lr * gradient", "gradient / lr"))
mistake("multiplies_the_difference", "It looks as if the difference is multiplied by lr: only the gradient is, so leave out the parentheses.",
        change("weights - lr * gradient", "(weights - gradient) * lr"))
mistake("multiplies_by_the_gradient", "It looks as if lr is subtracted before it meets the gradient: leave out the parentheses around weights - lr.",
        change("weights - lr", "(weights - lr)"))
mistake("exchanged", "It looks as if weights and gradient are exchanged: the step is taken from the weights.",
        change("weights - lr * gradient", "gradient - lr * weights"))
mistake("reversed_difference", "It looks as if the step is turned round: the weights minus lr * gradient, and not the reverse.",
        change("weights - lr * gradient", "lr * gradient - weights"))
mistake("sign_alone", "It looks as if only the sign of the gradient counts: a steep slope asks for a longer step.",
        change("lr * gradient", "lr * gradient.sign()"))
mistake("shrinks", "It looks as if the step is multiplied by the weights: it is lr times the gradient, whatever they are.",
        change("lr * gradient", "lr * gradient * weights"))


@mistake("The weights come back as they were: - makes a new tensor, which has to be returned.")
def gives_the_old(weights, gradient, lr):
    weights - lr * gradient
    return weights


mistake("returns_nothing", "Your function works out the weights but gives None back: the return is missing.", change("return", ""))


def check_step(student):
    """takes one step against the gradient"""
    expected = [[w - 0.1 * g for w, g in zip(*rows, strict=True)] for rows in zip(WEIGHTS, GRADIENT, strict=True)]
    expect(student.new_weights(WEIGHTS, GRADIENT, 0.1)).equals(torch.tensor(expected))


@needs(check_step)
def check_inputs_unchanged(student):
    """leaves weights and gradient as they were"""
    held = [student.helpers.hold(each) for each in (WEIGHTS, GRADIENT)]
    answer = student.new_weights(*held, 0.5)
    after = read(student.helpers.values(held))
    pairs = zip(("weights", "gradient"), (WEIGHTS, GRADIENT), after, strict=True)
    changed = tuple(name for name, was, became in pairs if not torch.equal(was, became))
    expect(derived(answer, mutated=changed)).leaves_inputs_alone()
