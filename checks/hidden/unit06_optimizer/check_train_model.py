"""train_model: every step, every accuracy, and a linear model for real digits."""

import torch

from checks.oracles.loss import descend, linear_start, mixed_batch
from grader.checking.kit import expect, fail, needs, read

BATCH = 256
HELD_BACK = 100  # training images to measure with, so that the true validation images never reach the learner's code with labels


def scene(rng):
    """A batch to learn from, one to measure with, and where to start from."""
    return mixed_batch(rng, 11, 6), mixed_batch(rng, 31, 6), linear_start(rng, 6)


def train(student, pairs, valid, start, lr, size, epochs):
    """The learner's answer, and the parameters afterwards."""
    model = student.helpers.linear(*start)
    params = student.helpers.parameters(model)
    dl, valid_dl = student.helpers.batches(*pairs, size), student.helpers.batches(*valid, 10)
    answer = student.train_model(model, dl, valid_dl, student.helpers.descent(params, lr), epochs)
    return answer, student.helpers.values(params)


def after_each_epoch(pairs, start, lr, size, epochs):
    """The oracle: weight and bias after each epoch."""
    (x, y), found = pairs, [start]
    for _ in range(epochs):
        weight, bias = found[-1]
        found.append(descend(x, y, weight, bias, lr, size))
    return found[1:]


def fraction_right(x, y, weight, bias):
    """The fraction of images whose score lies on the side of their label."""
    return ((x @ weight.T + bias > 0) == (y == 1)).float().mean().item()


def told_apart(rng, path):
    """120 images to measure with, labelled as the last model on the path says: the accuracy rises to 1 from epoch to epoch.

    Scores near 0 are left out, since rounding could decide them.
    """
    x = torch.randn(300, 6, generator=rng)
    sure = torch.stack([(x @ weight.T + bias).abs() > 1e-3 for weight, bias in path]).all(0).flatten()
    x = x[sure][:120]
    weight, bias = path[-1]
    return x, (x @ weight.T + bias > 0).float()


def check_every_step(student, rng):
    """takes a step for every batch of every epoch, and none on the validation set"""
    pairs, valid, start = scene(rng)
    _, after = train(student, pairs, valid, start, 0.6, 2, 4)
    expect(after, "the parameters afterwards").equals(after_each_epoch(pairs, start, 0.6, 2, 4)[-1])


@needs(check_every_step)
def check_accuracies(student, rng):
    """gives the accuracy after each epoch"""
    pairs, _, start = scene(rng)
    path = after_each_epoch(pairs, start, 3.0, 6, 7)
    valid = told_apart(rng, path)
    answer, _ = train(student, pairs, valid, start, 3.0, 6, 7)
    expect(answer, "the accuracies").equals([fraction_right(*valid, *each) for each in path], 1e-4)


@needs(check_every_step)
def check_single_epoch(student, rng):
    """gives a list after a single epoch too"""
    pairs, _, start = scene(rng)
    path = after_each_epoch(pairs, start, 40.0, 11, 1)
    valid = told_apart(rng, path)
    answer, _ = train(student, pairs, valid, start, 40.0, 11, 1)
    expect(answer, "the accuracies").equals([fraction_right(*valid, *each) for each in path], 1e-4)


@needs(check_every_step)
def check_goes_on(student, rng):
    """goes on from where an earlier training ended"""
    pairs, valid, start = scene(rng)
    model = student.helpers.linear(*start)
    params = student.helpers.parameters(model)
    opt = student.helpers.descent(params, 0.8)
    dl, valid_dl = student.helpers.batches(*pairs, 4), student.helpers.batches(*valid, 10)
    for epochs in (2, 1):
        student.train_model(model, dl, valid_dl, opt, epochs)
    after = student.helpers.values(params)
    expect(after, "the parameters after two trainings").equals(after_each_epoch(pairs, start, 0.8, 4, 3)[-1])


@needs(check_every_step)
def check_accuracy(student, digits, thresholds):
    """trains a linear model to tell threes from sevens"""
    start = torch.zeros(1, 784), torch.zeros(1)
    # Each task: images and labels to train with, then those to validate with.
    for (x, y), unseen in digits.tasks_3_7:
        # 60 steps on the embedded digits, 490 on all of MNIST: a busy machine has to keep up
        epochs = 20 if len(x) < 4000 else 10
        pairs, valid = (x[HELD_BACK:], y[HELD_BACK:]), (x[:HELD_BACK], y[:HELD_BACK])
        answer, after = train(student, pairs, valid, start, 1.0, BATCH, epochs)
        right = fraction_right(*unseen, *read(after))
        if right < thresholds["accuracy"]:
            sentence = f"After {epochs} epochs {right:.1%} of the validation images are right; at least {thresholds['accuracy']:.0%} is expected."
            raise fail(answer, sentence)
