"""OneCycleSGD, with other parameters, gradients and numbers of steps."""

import torch

from checks.oracles.deeper import ways
from grader.checking.kit import expect, fail, needs, read


def starts(rng):
    """Parameters of seven shapes."""
    shapes = ((3,), (2, 4), (1, 2, 3, 3), (1,), (5, 1), (2,), (3, 2))
    return [torch.randn(shape, generator=rng) for shape in shapes]


def random_grads(rng, steps):
    """A gradient for each parameter at each step."""
    return [starts(rng) for _ in range(steps)]


def expected(params, grads, lr, steps):
    """Where all parameters stand after the gradients, of a cycle of so many steps."""
    still = [[torch.zeros_like(p) for p in params]] * (steps - len(grads))
    return [ways(p, [each[i] for each in [*grads, *still]], lr)[len(grads) - 1] for i, p in enumerate(params)]


def descended(student, opt, params, grads):
    """The parameters after a step for each of the gradients."""
    for each in grads:
        student.helpers.set_grads(params, each)
        opt.step()
        cleared = opt.zero_grad()
    if not all(read(student.helpers.cleared(params))):
        raise fail(cleared, "Expected no gradients after zero_grad(); some are still there.", "gradients left")
    return student.helpers.values(params)


def check_several(student, rng):
    """moves parameters of every shape"""
    start, grads = starts(rng), random_grads(rng, 11)
    params = student.helpers.leaves(start)
    opt = student.OneCycleSGD(params, 0.3, 11)
    expect(descended(student, opt, params, grads), "the parameters afterwards").equals(expected(start, grads, 0.3, 11))


@needs(check_several)
def check_generator(student, rng):
    """takes parameters that can be walked through only once, as model.parameters() gives them"""
    start, grads = starts(rng), random_grads(rng, 4)
    params = student.helpers.leaves(start)
    opt = student.OneCycleSGD(student.helpers.walk(params), 0.05, 4)
    expect(descended(student, opt, params, grads), "the parameters afterwards").equals(expected(start, grads, 0.05, 4))


@needs(check_several)
def check_unfinished(student, rng):
    """knows how long the cycle is, also where it is not finished"""
    start, grads = starts(rng), random_grads(rng, 6)
    params = student.helpers.leaves(start)
    opt = student.OneCycleSGD(params, 0.2, 50)
    right = expected(start, grads, 0.2, 50)
    expect(descended(student, opt, params, grads), "the parameters after 6 of 50 steps").equals(right)


@needs(check_several)
def check_two_by_turns(student, rng):
    """keeps the cycles of two optimizers apart, when they step by turns"""
    made = []
    for steps in (5, 9):
        start, grads = starts(rng), random_grads(rng, 5)
        params = student.helpers.leaves(start)
        made.append((student.OneCycleSGD(params, 0.4, steps), params, start, grads, steps))
    for number in range(5):
        for opt, params, _, grads, _ in made:
            descended(student, opt, params, grads[number : number + 1])
    for _, params, start, grads, steps in made:
        expect(student.helpers.values(params), "the parameters afterwards").equals(expected(start, grads, 0.4, steps))
