"""ResidualBlock: its numbers in both modes, what a silent branch leaves, and how the gradient gets through."""

import torch

from grader.checks.compare import alike
from grader.checks.kit import expect, needs
from grader.checks.oracles_block import parts_of, values
from grader.checks.oracles_layers import placed, seen, shaken


def check_values(student, rng):
    """computes in evaluation mode what torch.nn.functional does with the same numbers"""
    for channels_in, channels_out, stride, side in ((2, 2, 1, 5), (2, 6, 2, 9), (5, 3, 1, 8)):
        x = torch.randn(3, channels_in, side, side + 1, generator=rng)
        block = shaken(student, student.ResidualBlock(channels_in, channels_out, stride), x)
        expected = values(parts_of(student, block, x), x, stride)
        expect(student.props.predictions(block, x), "what comes out").equals(expected)


@needs(check_values)
def check_modes(student, rng):
    """uses in training mode the means and variances of the batch"""
    x = torch.randn(6, 3, 8, 8, generator=rng)
    block = shaken(student, student.ResidualBlock(3, 4, 2), x)
    expected = values(parts_of(student, block, x), x, 2, training=True)
    got = student.props.while_training(block, x)
    if not alike(got.value, expected, 1e-3):
        sentence = "The values in training mode are not those with the mean and the variance of the batch."
        raise seen(student, block, "another mode", sentence, "modes")


@needs(check_values)
def check_silent_branch(student, rng):
    """gives back what comes in, if the branch gives nothing"""
    x = torch.rand(3, 4, 7, 7, generator=rng)
    block = placed(student, student.ResidualBlock(4, 4), x)
    student.props.silence(block)
    expect(student.props.predictions(block, x), "what comes out").equals(x)


@needs(check_values)
def check_gradient(student, rng):
    """lets the gradient through to every parameter"""
    x = torch.randn(5, 3, 6, 6, generator=rng)
    block = shaken(student, student.ResidualBlock(3, 4, 2), x)
    if not block(x).value.requires_grad:
        sentence = "Expected a result that backward() can start from; this one has no gradient."
        raise seen(student, block, "no graph", sentence, "gradient")
    slopes = student.props.slopes(block, student.props.parameters(block), x).value
    if any(each is None or not each.abs().sum() > 0 for each in slopes):
        sentence = "Some parameters have no influence on the result, or no gradient reaches them."
        raise seen(student, block, "no gradient", sentence, "gradients")


@needs(check_gradient)
def check_way_around(student, rng):
    """lets the gradient pass by a branch that gives nothing"""
    x = torch.rand(2, 4, 5, 5, generator=rng) + 0.1
    block = placed(student, student.ResidualBlock(4, 4), x)
    student.props.silence(block)
    images = student.props.leaves([x])
    (slope,) = student.props.slopes(block, images, student.props.item(images, 0)).value
    if not alike(slope, torch.ones_like(x)):
        sentence = "Expected a slope of 1 along the shortcut, where the branch gives nothing."
        raise seen(student, block, "no way around", sentence, "gradients")


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
