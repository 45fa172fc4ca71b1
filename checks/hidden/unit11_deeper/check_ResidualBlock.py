"""ResidualBlock: its numbers in both modes, what a silent branch leaves, and how the gradient gets through."""

import torch

from checks.oracles.block import parts_of, values
from checks.oracles.layers import placed, shaken
from grader.checking.compare import alike
from grader.checking.kit import expect, fail, needs, read


def check_values(student, rng):
    """computes in evaluation mode what torch.nn.functional does with the same numbers"""
    for channels_in, channels_out, stride, side in ((2, 2, 1, 5), (2, 6, 2, 9), (5, 3, 1, 8)):
        x = torch.randn(3, channels_in, side, side + 1, generator=rng)
        block = shaken(student, student.ResidualBlock(channels_in, channels_out, stride), x)
        expected = values(parts_of(student, block, x), x, stride)
        expect(student.helpers.predictions(block, x), "what comes out").equals(expected)


@needs(check_values)
def check_modes(student, rng):
    """uses in training mode the means and variances of the batch"""
    x = torch.randn(6, 3, 8, 8, generator=rng)
    block = shaken(student, student.ResidualBlock(3, 4, 2), x)
    expected = values(parts_of(student, block, x), x, 2, training=True)
    got = student.helpers.while_training(block, x)
    if not alike(read(got), expected, 1e-3):
        sentence = "The values in training mode are not those with the mean and the variance of the batch."
        raise fail(block, sentence, "modes", evidence="another mode")


@needs(check_values)
def check_silent_branch(student, rng):
    """gives back what comes in, if the branch gives nothing"""
    x = torch.rand(3, 4, 7, 7, generator=rng)
    block = placed(student, student.ResidualBlock(4, 4), x)
    student.helpers.silence(block)
    expect(student.helpers.predictions(block, x), "what comes out").equals(x)


@needs(check_values)
def check_gradient(student, rng):
    """lets the gradient through to every parameter"""
    x = torch.randn(5, 3, 6, 6, generator=rng)
    block = shaken(student, student.ResidualBlock(3, 4, 2), x)
    if not read(block(x)).requires_grad:
        sentence = "Expected a result that backward() can start from; this one has no gradient."
        raise fail(block, sentence, "gradient", evidence="no graph")
    slopes = read(student.helpers.slopes(block, student.helpers.parameters(block), x))
    if any(each is None or not each.abs().sum() > 0 for each in slopes):  # "not … > 0" also finds nan
        sentence = "Some parameters have no influence on the result, or no gradient reaches them."
        raise fail(block, sentence, "gradients", evidence="no gradient")


@needs(check_gradient)
def check_way_around(student, rng):
    """lets the gradient pass by a branch that gives nothing"""
    x = torch.rand(2, 4, 5, 5, generator=rng) + 0.1
    block = placed(student, student.ResidualBlock(4, 4), x)
    student.helpers.silence(block)
    images = student.helpers.leaves([x])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    (slope,) = read(student.helpers.slopes(block, images, student.helpers.item(images, 0)))
    if not alike(slope, torch.ones_like(x)):
        sentence = "Expected a slope of 1 along the shortcut, where the branch gives nothing."
        raise fail(block, sentence, "gradients", evidence="no way around")


@needs(check_values)
def check_input_unchanged(student, rng):
    """leaves what comes in as it was"""
    x = torch.randn(2, 3, 4, 4, generator=rng)
    block = placed(student, student.ResidualBlock(3, 3), x)
    expect(block(x)).leaves_inputs_alone()


@needs(check_values)
def check_device(student, device, rng):
    """works where its input lives"""
    x = torch.randn(2, 3, 4, 4, generator=rng)
    expect(placed(student, student.ResidualBlock(3, 5, 2), x)(x)).lives_on(device)
