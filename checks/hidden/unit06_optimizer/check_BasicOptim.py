"""BasicOptim, on parameters that the learner has not seen."""

import torch

from grader.checking.kit import expect, fail, needs, read

SHAPES = [(4, 3), (3,), (1, 2, 2), (), (2, 1), (5,), (1,)]


def draw(rng):
    """Random tensors of every shape."""
    return [torch.randn(shape, generator=rng) for shape in SHAPES]


def moved(values, grads, lr):
    """The oracle: one step in double precision."""
    return [torch.add(v.double(), g.double(), alpha=-lr).float() for v, g in zip(values, grads, strict=True)]


def check_any_shape(student, rng):
    """moves parameters of any shape"""
    values, grads = draw(rng), draw(rng)
    params = student.helpers.leaves(values)
    student.helpers.set_grads(params, grads)
    student.BasicOptim(student.helpers.first(params, len(SHAPES)), 0.7).step()
    expect(student.helpers.values(params), "the parameters after step()").equals(moved(values, grads, 0.7))


@needs(check_any_shape)
def check_gradients_stay(student, rng):
    """leaves the gradients as they were when it steps"""
    values, grads = draw(rng), draw(rng)
    params = student.helpers.leaves(values)
    student.helpers.set_grads(params, grads)
    answer = student.BasicOptim(student.helpers.first(params, len(SHAPES)), 0.4).step()
    if any(read(student.helpers.cleared(params))):
        raise fail(answer, "Expected the gradients as they were after step(); they are cleared.", "cleared")
    expect(student.helpers.grads(params), "the gradients after step()").equals(grads)


@needs(check_any_shape)
def check_four_steps(student, rng):
    """makes the same steps as torch.optim.SGD, and none from an old gradient"""
    start, matrix, lr = torch.randn(5, generator=rng), torch.randn(5, 5, generator=rng) / 5, 0.3
    params, form = student.helpers.leaves([start]), student.helpers.form(matrix)
    opt = student.BasicOptim(student.helpers.walk(params), lr)
    expected = start
    for _ in range(4):
        # The list stays in the worker; item gives the tensor itself, not a copy.
        student.helpers.backward_through(form, student.helpers.item(params, 0))
        opt.step()
        opt.zero_grad()
        expected = expected - lr * (matrix + matrix.T) @ expected  # the slope of x @ matrix @ x
    expect(student.helpers.values(params), "the parameters after four steps").equals([expected])


@needs(check_any_shape, check_gradients_stay)
def check_two_by_turns(student, rng):
    """steps and clears as told, with two optimizers by turns"""
    values, grads = draw(rng), draw(rng)
    params = [student.helpers.leaves(values), student.helpers.leaves(values)]
    rates = (0.2, 0.9)
    opts = [student.BasicOptim(student.helpers.walk(each), lr) for each, lr in zip(params, rates, strict=True)]
    for each, opt in zip(params, opts, strict=True):
        student.helpers.set_grads(each, grads)
        opt.step()
    opts[0].zero_grad()
    opts[1].step()
    expect(student.helpers.values(params[0]), "the parameters of the first").equals(moved(values, grads, rates[0]))
    twice = moved(moved(values, grads, rates[1]), grads, rates[1])
    expect(student.helpers.values(params[1]), "the parameters of the second").equals(twice)


@needs(check_any_shape)
def check_clears_any_shape(student, rng):
    """clears the gradients of a generator's parameters after a step"""
    values, grads = draw(rng), draw(rng)
    params = student.helpers.leaves(values)
    student.helpers.set_grads(params, grads)
    opt = student.BasicOptim(student.helpers.walk(params), 0.1)
    opt.step()
    answer = opt.zero_grad()
    expect(student.helpers.values(params), "the parameters afterwards").equals(moved(values, grads, 0.1))
    if not all(read(student.helpers.cleared(params))):
        sentence = "Expected every gradient to be None or zero afterwards; an old one is still there."
        raise fail(answer, sentence, "gradients")
