"""calc_grad, on batches that the learner has not seen."""

from checks.oracles.loss import linear_start, loss_gradients, mixed_batch
from grader.checking.kit import expect, needs


def scene(rng, n=8, size=12):
    """Images x [n, size], mixed labels y [n, 1], and the weight and bias to start from."""
    return *mixed_batch(rng, n, size), *linear_start(rng, size)


def check_one_call(student, rng):
    """gives the gradients of the loss on mixed labels"""
    x, y, weight, bias = scene(rng)
    model = student.helpers.linear(weight, bias)
    student.calc_grad(x, y, model)
    expect(student.helpers.grads(student.helpers.parameters(model)), "the gradients").equals(loss_gradients(x, y, weight, bias))


@needs(check_one_call)
def check_two_calls_add_up(student, rng):
    """adds to the gradients that are there"""
    x, y, weight, bias = scene(rng)
    model = student.helpers.linear(weight, bias)
    student.calc_grad(x, y, model)
    student.calc_grad(x, y, model)
    expected = [2 * g for g in loss_gradients(x, y, weight, bias)]
    expect(student.helpers.grads(student.helpers.parameters(model)), "the gradients").equals(expected)


@needs(check_one_call)
def check_parameters_stay(student, rng):
    """leaves the parameters as they were"""
    x, y, weight, bias = scene(rng)
    model = student.helpers.linear(weight, bias)
    student.calc_grad(x, y, model)
    expect(student.helpers.values(student.helpers.parameters(model)), "the parameters afterwards").equals([weight, bias])


@needs(check_one_call)
def check_model_as_a_function(student, rng):
    """takes any function as the model"""
    x, y, weight, bias = scene(rng, n=5, size=6)
    params = student.helpers.leaves([weight, bias])
    student.calc_grad(x, y, student.helpers.affine(params))
    expect(student.helpers.grads(params), "the gradients").equals(loss_gradients(x, y, weight, bias))
