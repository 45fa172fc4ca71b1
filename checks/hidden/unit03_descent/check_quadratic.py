"""quadratic, at times and with parameters that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def parabola(t, params):
    """The oracle: by Horner's rule, in double precision."""
    a, b, c = params.double()
    return (a * t + b) * t + c


def check_other_parameters(student, rng):
    """is right for other parameters"""
    t, params = torch.randn(11, generator=rng), torch.randn(3, generator=rng)
    expect(student.quadratic(t, params)).equals(parabola(t, params))


@needs(check_other_parameters)
def check_twenty_seconds(student, rng):
    """is right for a ride of twenty seconds"""
    t, params = torch.arange(20.0), torch.randn(3, generator=rng)
    expect(student.quadratic(t, params)).equals(parabola(t, params))


@needs(check_other_parameters)
def check_single_time(student, rng):
    """works for a single measurement"""
    t, params = torch.randn(1, generator=rng), torch.randn(3, generator=rng)
    expect(student.quadratic(t, params)).equals(parabola(t, params))


@needs(check_other_parameters)
def check_gradient(student, rng):
    """lets backward() reach the parameters"""
    t, upstream = torch.randn(6, generator=rng), torch.randn(6, generator=rng)
    params = torch.randn(3, generator=rng)
    expect(student.quadratic(t, params.clone().requires_grad_())).requires_grad()
    leaf = student.helpers.leaves([params])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    student.keep.quadratic(t, student.helpers.item(leaf, 0)).backward(upstream)
    expected = torch.stack([upstream @ t**2, upstream @ t, upstream.sum()])
    expect(student.helpers.grads(leaf), "the gradient").equals([expected])


@needs(check_other_parameters)
def check_inputs_unchanged(student, rng):
    """leaves times and parameters as they were"""
    t, params = torch.randn(8, generator=rng), torch.randn(3, generator=rng)
    expect(student.quadratic(t, params)).equals(parabola(t, params)).leaves_inputs_alone()
