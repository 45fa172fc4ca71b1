"""apply_step, on measurements that the learner has not seen."""

import torch

from grader.checking.compare import alike
from grader.checking.kit import expect, fail, needs, read


def scene(rng, n):
    """Random times, speeds and parameters to start from."""
    return torch.randn(n, generator=rng), torch.randn(n, generator=rng), torch.randn(3, generator=rng)


def descended(t, speed, params, lr):
    """The oracle: the loss and the parameters after one step, by the chain rule and without autograd, in double precision."""
    x = torch.stack([t**2, t, torch.ones_like(t)], 1).double()
    wrong = x @ params.double() - speed.double()
    return (wrong**2).mean().float(), (params - lr * 2 / len(t) * x.T @ wrong).float()


def check_loss(student, rng):
    """gives the loss of other measurements"""
    t, speed, start = scene(rng, 9)
    params = student.helpers.leaves([start])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    answer = student.apply_step(t, speed, student.helpers.item(params, 0), 0.1)
    expect(answer).equals(descended(t, speed, start, 0.1)[0])


def check_moves_the_parameters(student, rng):
    """takes one step downhill"""
    t, speed, start = scene(rng, 9)
    params = student.helpers.leaves([start])
    student.apply_step(t, speed, student.helpers.item(params, 0), 0.07)
    expect(student.helpers.values(params), "the parameters afterwards").equals([descended(t, speed, start, 0.07)[1]])


@needs(check_moves_the_parameters)
def check_two_steps(student, rng):
    """takes one step after the other"""
    t, speed, start = scene(rng, 6)
    params = student.helpers.leaves([start])
    for _ in range(2):
        student.apply_step(t, speed, student.helpers.item(params, 0), 0.05)
    expected = descended(t, speed, descended(t, speed, start, 0.05)[1], 0.05)[1]
    expect(student.helpers.values(params), "the parameters after two steps").equals([expected])


def check_clears_the_gradient(student, rng):
    """clears the gradient again"""
    t, speed, start = scene(rng, 5)
    params = student.helpers.leaves([start])
    answer = student.apply_step(t, speed, student.helpers.item(params, 0), 0.1)
    if not alike(read(student.helpers.cleared(params)), [True]):
        sentence = "Expected the gradient to be None or zero afterwards; it is still there."
        advice = "The gradient stays behind: clear it after the step, or let sgd_step([params], lr) do both."
        raise fail(answer, sentence, "gradients", advice=advice)


@needs(check_loss)
def check_measurements_unchanged(student, rng):
    """leaves the measurements as they were"""
    t, speed, start = scene(rng, 7)
    params = student.helpers.leaves([start])
    answer = student.apply_step(t, speed, student.helpers.item(params, 0), 0.1)
    expect(answer).leaves_inputs_alone(but=("params",))
