"""gradient_at: the slope of any function at any point."""

import torch

from grader.checking.kit import change, expect, fail, gives, mistake, needs, read


@mistake("There is no gradient yet: call backward(), with its parentheses, and return the .grad of your copy.")
def returns_nothing(f, x):
    xt = x.clone().requires_grad_()
    f(xt).backward()


@mistake("Torch was not told to keep a record: call requires_grad_() on your copy before you put it through f.")
def marks_nothing(f, x):
    xt = x.clone()
    f(xt).backward()
    return xt.grad


mistake("marks_x_itself", "It looks as if x itself is marked, and its gradients add up from call to call: work on a copy, x.clone().",
        change("= x.detach().clone()", ""))


@mistake("It looks as if x itself is marked: leave it as it is, and mark a copy, x.clone().")
def marks_and_clears_x(f, x):
    x.requires_grad_()
    f(x).backward()
    slope, x.grad = x.grad, None
    return slope


mistake("returns_the_value", "That is the value of f, not its slope: call backward() on it, and return the .grad of your copy.",
        gives("f(x)"))


@mistake("It looks as if you return your copy of x: the slope is in its .grad.")
def returns_the_copy(f, x):
    xt = x.clone().requires_grad_()
    f(xt).backward()
    return xt


@mistake("Where x holds several numbers, each has a slope of its own: return .grad as it is, without .item().")
def single_number(f, x):
    xt = x.clone().requires_grad_()
    f(xt).backward()
    return xt.grad.item()


@mistake("It looks as if you add the slopes up: each number of x has one of its own, so return .grad as it is.")
def adds_up(f, x):
    xt = x.clone().requires_grad_()
    f(xt).backward()
    return xt.grad.sum()


def check_one_slope_for_each_number(student, rng):
    """gives one slope for each number in x"""
    f = student.helpers.polynomial([0.0, 0.0, 1.0])
    expect(student.gradient_at(f, torch.randn(3, generator=rng))).has_shape(3)


@needs(check_one_slope_for_each_number)
def check_squares(student):
    """finds the slopes of a sum of squares"""
    f = student.helpers.polynomial([0.0, 0.0, 1.0])
    x = torch.tensor([3.0, 4.0, 10.0])
    expect(student.gradient_at(f, x)).equals(2 * x)


@needs(check_squares)
def check_asked_twice(student):
    """gives the same slopes when it is asked again"""
    f, x = student.helpers.polynomial([0.0, 1.0, 1.0]), torch.tensor([0.5, -4.0])
    held = student.helpers.hold(x)
    student.gradient_at(f, held)
    expect(student.gradient_at(f, held)).equals(1 + 2 * x)


@needs(check_asked_twice)
def check_x_unchanged(student):
    """leaves x as it was"""
    held = student.helpers.hold(torch.tensor([0.5, -4.0]))
    answer = student.gradient_at(student.helpers.polynomial([0.0, 1.0, 1.0]), held)
    expect(answer).leaves_inputs_alone()
    if read(held.requires_grad()) is not False:
        raise fail(answer, "Expected x as it was; it requires a gradient now.", "inputs", advice="Mark a copy of x.")
