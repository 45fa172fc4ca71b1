"""sgd_step: every parameter moves against its gradient, and the gradients are cleared."""

import torch

from grader.checking.compare import alike
from grader.checking.kit import change, expect, fail, mistake, needs, read

VALUES = [torch.tensor([1.0, -2.0]), torch.tensor([[0.5], [0.25], [3.0]]), torch.tensor([4.0])]
GRADS = [torch.tensor([0.5, -1.0]), torch.tensor([[2.0], [-4.0], [1.0]]), torch.tensor([3.0])]
LR = 0.1
CLEAR = "The old gradients are still there: after the step write p.grad = None or p.grad.zero_(), with parentheses."

mistake("erases_weights", "You erased the parameter itself: after the step clear its gradient, p.grad.zero_(), not p.",
        change("grad = None", "data.zero_()"))
mistake("never_clears", "The old gradients are still there: after the step write p.grad = None or p.grad.zero_(), with parentheses.",
        change("p.grad = None", ""))
mistake("makes_new_tensors", "The parameters did not change: p = p - ... only makes a new tensor, so write p.data -= lr * p.grad.",
        change(".data -=", "= p -"))
mistake("clears_new_tensors", "After p = p - ... the name p stands for a new tensor, which has no gradient: write p.data -= lr * p.grad.",
        change(".data -=", "= p -", "= None", ".zero_()"))
mistake("records_the_step", "Torch would record this step: change p.data, or put the change under with torch.no_grad().",
        change("p.data", "p"))
mistake("goes_uphill", "It looks as if the step goes uphill: the loss falls against the gradient, so subtract.", change("-=", "+="))
mistake("ignores_lr", "It looks as if the learning rate is not used: multiply the gradient by lr.", change("lr * p.grad", "p.grad"))


@mistake("The gradients are gone, and nothing has moved: first p.data -= lr * p.grad, and only then clear the gradient.")
def zeroes_first(params, lr):
    for p in params:
        p.grad.zero_()
        p.data -= lr * p.grad


@mistake("It looks as if the gradients are taken away before the step: use them first, clear them after it.")
def clears_first(params, lr):
    for p in params:
        p.grad = None
        p.data -= lr * p.grad


@mistake("It looks as if only the first parameter moves: is there a return inside the loop?")
def first_only(params, lr):
    for p in params:
        p.data -= lr * p.grad
        p.grad = None
        return


@mistake("It looks as if only the last gradient is cleared: clear it inside the loop, for every parameter.")
def clears_the_last(params, lr):
    for p in params:
        p.data -= lr * p.grad
    p.grad = None


@mistake("A generator can be walked through once only: clear each gradient in the same loop that takes the step.")
def walks_twice(params, lr):
    for p in params:
        p.data -= lr * p.grad
    for p in params:
        p.grad = None


@mistake("The parameters may come in a generator, which has no length and no index: walk through it, for p in params.")
def counts_through(params, lr):
    for i in range(len(params)):
        params[i].data -= lr * params[i].grad
        params[i].grad = None


@mistake("params is a list of tensors and has no gradient of its own: walk through it, for p in params.")
def forgets_the_loop(params, lr):
    params.data -= lr * params.grad
    params.grad = None


def step(student):
    """One step by the learner: its answer, the parameters' values afterwards, and whether their gradients are cleared."""
    params = student.helpers.leaves(VALUES)
    tensors = student.helpers.first(params, len(VALUES))  # in a list of our own, which the learner cannot fill anew
    student.helpers.set_grads(params, GRADS)
    answer = student.sgd_step(params, LR)
    return answer, student.helpers.values(tensors), student.helpers.cleared(tensors)


def check_moves_against_the_gradient(student):
    """moves every parameter by the learning rate times its gradient, downhill"""
    _, values, cleared = step(student)
    if alike(read(values), VALUES):
        read(cleared)  # read makes it evidence: nothing moved, so only the gradients tell the mistakes apart
    expected = [value - LR * grad for value, grad in zip(VALUES, GRADS, strict=True)]
    expect(values, "the parameters afterwards").equals(expected)


def check_clears_the_gradients(student):
    """clears the gradients after it has used them"""
    answer, _, cleared = step(student)
    if not alike(read(cleared), [True] * len(VALUES)):
        sentence = "Expected every gradient to be None or zero afterwards; an old one is still there."
        raise fail(answer, sentence, "gradients", advice=CLEAR)


@needs(check_moves_against_the_gradient)
def check_generator(student):
    """takes the parameters from a generator too, which can be walked through once"""
    params = student.helpers.leaves(VALUES)
    student.helpers.set_grads(params, GRADS)
    answer = student.sgd_step(student.helpers.walk(params), LR)
    cleared = student.helpers.cleared(params)
    expected = [value - LR * grad for value, grad in zip(VALUES, GRADS, strict=True)]
    expect(student.helpers.values(params), "the parameters afterwards").equals(expected)
    if not alike(read(cleared), [True] * len(VALUES)):
        sentence = "Expected every gradient of a generator's parameters to be cleared; an old one is still there."
        raise fail(answer, sentence, "generator", advice=CLEAR)
