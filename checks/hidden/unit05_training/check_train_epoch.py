"""train_epoch, step by step and then on real digits."""

import torch

from checks.oracles.loss import descend, linear_start, mixed_batch
from grader.checking.kit import expect, fail, needs, read


def scene(rng):
    """Images x [11, 6], labels y [11, 1], and the weight and bias to start from."""
    return *mixed_batch(rng, 11, 6), *linear_start(rng, 6)


def check_three_batches(student, rng):
    """makes a step for every batch, the short last one too"""
    x, y, weight, bias = scene(rng)
    model = student.helpers.linear(weight, bias)
    params = student.helpers.parameters(model)
    student.train_epoch(model, student.helpers.batches(x, y, 4), 0.7, params)
    expect(student.helpers.values(params), "the parameters afterwards").equals(descend(x, y, weight, bias, 0.7, 4))


@needs(check_three_batches)
def check_many_batches(student, rng):
    """goes on to the last of many batches"""
    x, y = mixed_batch(rng, 61, 6)
    weight, bias = linear_start(rng, 6)
    model = student.helpers.linear(weight, bias)
    params = student.helpers.parameters(model)
    student.train_epoch(model, student.helpers.batches(x, y, 2), 0.2, params)
    expect(student.helpers.values(params), "the parameters afterwards").equals(descend(x, y, weight, bias, 0.2, 2))


@needs(check_three_batches)
def check_two_epochs(student, rng):
    """leaves no gradient behind for the next epoch"""
    x, y, weight, bias = scene(rng)
    model = student.helpers.linear(weight, bias)
    params = student.helpers.parameters(model)
    dl = student.helpers.batches(x, y, 4)
    student.train_epoch(model, dl, 0.3, params)
    student.train_epoch(model, dl, 0.3, params)
    weight, bias = descend(x, y, weight, bias, 0.3, 4)
    expect(student.helpers.values(params), "the parameters afterwards").equals(descend(x, y, weight, bias, 0.3, 4))


@needs(check_three_batches)
def check_model_as_a_function(student, rng):
    """takes any function as the model"""
    x, y, weight, bias = scene(rng)
    params = student.helpers.leaves([weight, bias])
    student.train_epoch(student.helpers.affine(params), student.helpers.batches(x, y, 3), 1.5, params)
    expect(student.helpers.values(params), "the parameters afterwards").equals(descend(x, y, weight, bias, 1.5, 3))


@needs(check_three_batches)
def check_only_the_given_parameters(student, rng):
    """changes only the parameters that it is given"""
    x, y, weight, bias = scene(rng)
    params = student.helpers.leaves([weight, bias])
    model = student.helpers.affine(params)
    # All 11 rows are one batch, so there is one step.
    student.train_epoch(model, student.helpers.batches(x, y, 11), 0.7, student.helpers.first(params, 1))
    expected = [descend(x, y, weight, bias, 0.7, 11)[0], bias]
    expect(student.helpers.values(params), "the parameters afterwards").equals(expected)


@needs(check_three_batches)
def check_accuracy(student, digits, thresholds):
    """trains a linear model to tell threes from sevens"""
    # Each task: images and labels to train with, then those to validate with.
    for pairs, (images, labels) in digits.tasks_3_7:
        model = student.helpers.linear(torch.zeros(1, 784), torch.zeros(1))
        params, dl = student.helpers.parameters(model), student.helpers.batches(*pairs, 256)
        for _ in range(10):
            trained = student.train_epoch(model, dl, 1.0, params)
        weight, bias = read(student.helpers.values(params))
        right = ((images @ weight.T + bias > 0) == (labels == 1)).float().mean().item()
        if right < thresholds["accuracy"]:
            wanted = f"at least {thresholds['accuracy']:.0%} is expected"
            raise fail(trained, f"After ten epochs {right:.1%} of the validation images are right; {wanted}.")
