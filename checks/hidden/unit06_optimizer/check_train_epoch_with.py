"""train_epoch_with, on batches, models and optimizers that the learner has not seen."""

from checks.oracles.loss import descend, linear_start, loss_gradients, mixed_batch
from grader.checking.compare import alike
from grader.checking.kit import expect, fail, needs, read


def scene(rng):
    """Images x [11, 6], labels y [11, 1], and the weight and bias to start from."""
    return *mixed_batch(rng, 11, 6), *linear_start(rng, 6)


def check_three_batches(student, rng):
    """makes a step for every batch, the short last one too"""
    x, y, weight, bias = scene(rng)
    model = student.helpers.linear(weight, bias)
    params = student.helpers.parameters(model)
    opt = student.helpers.descent(params, 0.7)
    answer = student.train_epoch_with(model, student.helpers.batches(x, y, 4), opt)
    taken, after = read(student.helpers.steps(opt)), student.helpers.values(params)
    expected = descend(x, y, weight, bias, 0.7, 4)
    if taken != 3 and not alike(read(after), expected):
        raise fail(answer, f"Expected 3 steps of the optimizer for 3 batches; got {taken}.", "steps")
    expect(after, "the parameters afterwards").equals(expected)


@needs(check_three_batches)
def check_many_batches(student, rng):
    """goes on to the last of many batches"""
    x, y = mixed_batch(rng, 61, 6)
    weight, bias = linear_start(rng, 6)
    model = student.helpers.linear(weight, bias)
    params = student.helpers.parameters(model)
    student.train_epoch_with(model, student.helpers.batches(x, y, 2), student.helpers.descent(params, 0.2))
    expect(student.helpers.values(params), "the parameters afterwards").equals(descend(x, y, weight, bias, 0.2, 2))


@needs(check_three_batches)
def check_two_epochs(student, rng):
    """leaves no gradient behind for the next epoch"""
    x, y, weight, bias = scene(rng)
    model = student.helpers.linear(weight, bias)
    params, dl = student.helpers.parameters(model), student.helpers.batches(x, y, 4)
    opt = student.helpers.descent(params, 0.3)
    student.train_epoch_with(model, dl, opt)
    student.train_epoch_with(model, dl, opt)
    weight, bias = descend(x, y, weight, bias, 0.3, 4)
    expected = descend(x, y, weight, bias, 0.3, 4)
    expect(student.helpers.values(params), "the parameters after two epochs").equals(expected)


@needs(check_three_batches)
def check_model_as_a_function(student, rng):
    """takes any function as the model"""
    x, y, weight, bias = scene(rng)
    params = student.helpers.leaves([weight, bias])
    opt = student.helpers.descent(params, 1.5)
    student.train_epoch_with(student.helpers.affine(params), student.helpers.batches(x, y, 3), opt)
    expect(student.helpers.values(params), "the parameters afterwards").equals(descend(x, y, weight, bias, 1.5, 3))


@needs(check_three_batches)
def check_any_optimizer(student, rng):
    """takes any optimizer that has step() and zero_grad()"""
    x, y, weight, bias = scene(rng)
    model = student.helpers.linear(weight, bias)
    params = student.helpers.parameters(model)
    student.train_epoch_with(model, student.helpers.batches(x, y, 4), student.helpers.signs(params, 0.1))
    for i in range(0, len(x), 4):
        along = loss_gradients(x[i : i + 4], y[i : i + 4], weight, bias)
        weight, bias = weight - 0.1 * along[0].sign(), bias - 0.1 * along[1].sign()
    expect(student.helpers.values(params), "the parameters afterwards").equals([weight, bias])


@needs(check_three_batches)
def check_momentum(student, rng):
    """leaves a step that remembers to the optimizer"""
    x, y, weight, bias = scene(rng)
    model = student.helpers.linear(weight, bias)
    params = student.helpers.parameters(model)
    student.train_epoch_with(model, student.helpers.batches(x, y, 3), student.helpers.descent(params, 0.4, 0.9))
    speed = [0 * weight, 0 * bias]
    for i in range(0, len(x), 3):
        along = loss_gradients(x[i : i + 3], y[i : i + 3], weight, bias)
        speed = [0.9 * s + g for s, g in zip(speed, along, strict=True)]
        weight, bias = weight - 0.4 * speed[0], bias - 0.4 * speed[1]
    expect(student.helpers.values(params), "the parameters afterwards").equals([weight, bias])
