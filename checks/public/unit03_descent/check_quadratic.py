"""quadratic: the parabola a·t² + b·t + c at every time."""

import torch

from grader.checking.kit import expect, mistake, needs


@mistake("It looks as if a, b and c are taken in the opposite order: the first of params belongs to t squared.")
def opposite_order(t, params):
    c, b, a = params
    return a * t**2 + b * t + c


@mistake("It looks as if a * t is squared as a whole: only t is, so write a * t**2.")
def squares_a_too(t, params):
    a, b, c = params
    return (a * t) ** 2 + b * t + c


@mistake("It looks as if t is doubled where it should be squared: write t**2.")
def doubles(t, params):
    a, b, c = params
    return a * t * 2 + b * t + c


@mistake("It looks as if c is missing: it is added at the end, without t.")
def no_constant(t, params):
    a, b, _ = params
    return a * t**2 + b * t


@mistake("It looks as if b is not multiplied by t: the sum is a * t**2 + b * t + c.")
def b_alone(t, params):
    a, b, c = params
    return a * t**2 + b + c


@mistake("It looks as if c is multiplied by t as well: the last term is c alone.")
def c_times_t(t, params):
    a, b, c = params
    return a * t**2 + (b + c) * t


@mistake("Your function computes the speeds but gives None back: the return is missing.")
def returns_nothing(t, params):
    a, b, c = params
    a * t**2 + b * t + c


@mistake("That is a list: calculate with the whole tensor t at once, without a loop, and a tensor comes out.")
def makes_a_list(t, params):
    a, b, c = params
    return [a * x**2 + b * x + c for x in t]


@mistake("It looks as if the arguments are mixed up: t comes first, params second.")
def swapped_arguments(params, t):
    a, b, c = params
    return a * t**2 + b * t + c


@mistake("The result is cut off from params (.item(), .detach(), .data): backward() could not reach them.")
def detached(t, params):
    a, b, c = params.tolist()
    return a * t**2 + b * t + c


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
    student.keep.quadratic(t, student.helpers.item(leaf, 0)).backward(torch.ones(3))
    expect(student.helpers.grads(leaf), "the gradient").equals([torch.tensor([0.25 + 4.0 + 9.0, 0.5 - 2.0 + 3.0, 3.0])])
