"""fit_quadratic, on measurements that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def scene(rng, n):
    """Random times, speeds and parameters to start from."""
    return torch.randn(n, generator=rng), torch.randn(n, generator=rng), torch.randn(3, generator=rng)


def descended(t, speed, params, lr, steps):
    """The oracle: the losses and the parameters in the end, by the chain rule and without autograd, in double precision."""
    x, losses = torch.stack([t**2, t, torch.ones_like(t)], 1).double(), []
    for _ in range(steps):
        wrong = x @ params.double() - speed.double()
        losses.append((wrong**2).mean().float())
        params = params - lr * 2 / len(t) * x.T @ wrong
    return losses, params.float()


def check_losses(student, rng):
    """gives the losses of other measurements"""
    t, speed, start = scene(rng, 8)
    params = student.helpers.leaves([start])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    answer = student.fit_quadratic(t, speed, student.helpers.item(params, 0), 0.03, 6)
    expect(answer, "the losses").equals(descended(t, speed, start, 0.03, 6)[0])


def check_parameters(student, rng):
    """leaves the fitted parameters in params"""
    t, speed, start = scene(rng, 8)
    params = student.helpers.leaves([start])
    student.fit_quadratic(t, speed, student.helpers.item(params, 0), 0.03, 5)
    expect(student.helpers.values(params), "the parameters afterwards").equals([descended(t, speed, start, 0.03, 5)[1]])


@needs(check_losses)
def check_ten_steps(student, rng):
    """takes ten steps where no number is given"""
    t, speed, start = scene(rng, 8)
    params = student.helpers.leaves([start])
    answer = student.fit_quadratic(t, speed, student.helpers.item(params, 0), 0.03)
    expect(answer, "the losses").equals(descended(t, speed, start, 0.03, 10)[0])


@needs(check_losses, check_parameters)
def check_goes_on(student, rng):
    """goes on where the last call has stopped"""
    t, speed, start = scene(rng, 5)
    params = student.helpers.leaves([start])
    leaf = student.helpers.item(params, 0)
    student.fit_quadratic(t, speed, leaf, 0.02, 3)
    answer = student.fit_quadratic(t, speed, leaf, 0.02, 4)
    expect(answer, "the losses").equals(descended(t, speed, start, 0.02, 7)[0][3:])


@needs(check_losses)
def check_roller_coaster(student, rng):
    """fits the roller coaster: ten losses that fall"""
    t = torch.arange(20.0)
    speed = 0.75 * (t - 9.5) ** 2 + 1 + 3 * torch.randn(20, generator=rng)
    start = torch.randn(3, generator=rng)
    params = student.helpers.leaves([start])
    answer = student.fit_quadratic(t, speed, student.helpers.item(params, 0), 1e-5, 10)
    expect(answer, "the losses").equals(descended(t, speed, start, 1e-5, 10)[0])
