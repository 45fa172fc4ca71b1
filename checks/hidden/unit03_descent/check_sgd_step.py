"""sgd_step, on parameters that the learner has not seen."""

import torch

from grader.checking.kit import expect, fail, needs, read

SHAPES = [(4, 3), (3,), (1, 2, 2), (), (2,), (5, 1), (3, 3)]


def draw(rng):
    """Random tensors of every shape."""
    return [torch.randn(shape, generator=rng) for shape in SHAPES]


def moved(values, grads, lr):
    """The oracle: one step, number by number, in double precision."""
    return [torch.add(v.double(), g.double(), alpha=-lr).float() for v, g in zip(values, grads, strict=True)]


def check_any_shape(student, rng):
    """moves parameters of any shape"""
    values, grads = draw(rng), draw(rng)
    params = student.helpers.leaves(values)
    tensors = student.helpers.first(params, len(SHAPES))
    student.helpers.set_grads(params, grads)
    student.sgd_step(params, 0.7)
    expect(student.helpers.values(tensors), "the parameters afterwards").equals(moved(values, grads, 0.7))


@needs(check_any_shape)
def check_large_steps(student, rng):
    """takes steps as long as the learning rate says"""
    values, grads = draw(rng), draw(rng)
    for lr in (3.0, 0.001):
        params = student.helpers.leaves(values)
        student.helpers.set_grads(params, grads)
        student.sgd_step(params, lr)
        expect(student.helpers.values(params), "the parameters afterwards").equals(moved(values, grads, lr))


@needs(check_any_shape)
def check_two_steps(student, rng):
    """leaves nothing behind for the next backward()"""
    start, lr = torch.randn(5, generator=rng), 0.05
    params = student.helpers.leaves([start])
    f = student.helpers.polynomial([0.0, 1.0, 2.0])  # its slope is 1 + 4x
    for _ in range(2):
        # The list stays in the worker; item gives the tensor itself, not a copy.
        student.helpers.backward_through(f, student.helpers.item(params, 0))
        student.sgd_step(params, lr)
    once = start - lr * (1 + 4 * start)
    expect(student.helpers.values(params), "the parameters after two steps").equals([once - lr * (1 + 4 * once)])


@needs(check_any_shape)
def check_generator(student, rng):
    """takes the parameters from a generator too, as model.parameters() gives them"""
    values, grads = draw(rng), draw(rng)
    params = student.helpers.leaves(values)
    student.helpers.set_grads(params, grads)
    answer = student.sgd_step(student.helpers.walk(params), 0.2)
    cleared = student.helpers.cleared(params)
    expect(student.helpers.values(params), "the parameters afterwards").equals(moved(values, grads, 0.2))
    if not all(read(cleared)):
        sentence = "Expected every gradient of a generator's parameters to be cleared; an old one is still there."
        raise fail(answer, sentence, "generator")
