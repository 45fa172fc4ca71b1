"""quadratic: the parabola a·t² + b·t + c at every time."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("opposite_order", "It looks as if a, b and c are taken in the opposite order: the first of params belongs to t squared.",
        change("a, b, c", "c, b, a"))
mistake("squares_a_too", "It looks as if a * t is squared as a whole: only t is, so write a * t**2.",
        change("a * t**2", "(a * t) ** 2"))
mistake("doubles", "It looks as if t is doubled where it should be squared: write t**2.", change("**", "*"))
mistake("no_constant", "It looks as if c is missing: it is added at the end, without t.", change("c =", "_ =", "t + c", "t"))
mistake("b_alone", "It looks as if b is not multiplied by t: the sum is a * t**2 + b * t + c.", change("b * t", "b"))
mistake("c_times_t", "It looks as if c is multiplied by t as well: the last term is c alone.", change("b * t + c", "(b + c) * t"))
mistake("returns_nothing", "Your function computes the speeds but gives None back: the return is missing.", change("return ", ""))
mistake("makes_a_list", "That is a list: calculate with the whole tensor t at once, without a loop, and a tensor comes out.",
        change("a * t**2 + b * t + c", "[a * x ** 2 + b * x + c for x in t]"))


@mistake("It looks as if the arguments are mixed up: t comes first, params second.")
def swapped_arguments(params, t):
    a, b, c = params
    return a * t**2 + b * t + c


mistake("detached", "The result is cut off from params (.item(), .detach(), .data): backward() could not reach them.",
        change("= params", "= params.tolist()"))


def check_one_speed_for_each_time(student, rng):
    """gives one speed for each time"""
    t, params = torch.randn(5, generator=rng), torch.randn(3, generator=rng)
    expect(student.quadratic(t, params)).has_shape(5)


@needs(check_one_speed_for_each_time)
def check_parabola(student):
    """is a·t² + b·t + c"""
    t = torch.tensor([0.0, 1.0, 2.0, -1.5])
    expected = torch.tensor([2 * float(x) ** 2 - 3 * float(x) + 1 for x in t])
    expect(student.quadratic(t, torch.tensor([2.0, -3.0, 1.0]))).equals(expected).leaves_inputs_alone()


@needs(check_parabola)
def check_gradient(student):
    """lets backward() reach the parameters"""
    t, params = torch.tensor([0.5, -2.0, 3.0]), torch.tensor([2.0, -3.0, 1.0])
    expect(student.quadratic(t, params.clone().requires_grad_())).requires_grad()
    leaf = student.helpers.leaves([params])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    student.keep.quadratic(t, student.helpers.item(leaf, 0)).backward(torch.ones(3))
    expect(student.helpers.grads(leaf), "the gradient").equals([torch.tensor([0.25 + 4.0 + 9.0, 0.5 - 2.0 + 3.0, 3.0])])
