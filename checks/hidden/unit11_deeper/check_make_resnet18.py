"""make_resnet18, for other widths, channels and classes; where it starts, and whether all of it can learn."""

import torch

from checks.oracles.layers import placed
from checks.oracles.resnet import expect_connected, expect_layers, plan, scored, size
from grader.checking.kit import expect, fail, needs, read

CASES = [(2, 3, 7, (28, 28)), (3, 1, 10, (20, 24)), (5, 2, 3, (33, 29))]  # width, channels, classes, sides


def check_others(student, rng):
    """makes networks of any width, for any images and any number of classes"""
    for width, channels, classes, sides in CASES:
        x = torch.rand(2, channels, *sides, generator=rng)
        net = student.make_resnet18(width, channels, classes)
        scored(student, net, x, classes)
        expect_layers(student, net, x, plan(width, channels, classes))


@needs(check_others)
def check_others_connected(student, rng):
    """connects their parts as in the table"""
    for width, channels, classes, sides in CASES:
        net = student.make_resnet18(width, channels, classes)
        expect_connected(student, net, torch.rand(6, channels, *sides, generator=rng))


@needs(check_others)
def check_numbers(student):
    """has 11,168,706 numbers to learn without arguments, and as many as it should with a width of 10"""
    for arguments, numbers in (((), size(64)), ((10,), size(10))):
        net = student.make_resnet18(*arguments)
        found = student.helpers.count_numbers(net)
        if read(found) != numbers:
            sentence = f"Expected {numbers:,} numbers to learn; the network has {read(found):,}."
            raise fail(net, sentence, "sizes", evidence=f"{read(found)} numbers")


@needs(check_others)
def check_anew(student, rng):
    """makes a new network in every call"""
    x = torch.rand(4, 1, 28, 28, generator=rng)
    one, other = student.make_resnet18(2), student.make_resnet18(2)
    if torch.equal(scored(student, one, x, 2), scored(student, other, x, 2)):
        sentence = "Expected other random numbers in the second network; they are the same."
        raise fail(other, sentence, "start", evidence="the same")


@needs(check_others)
def check_learns(student, rng):
    """lets the gradient through from the scores to the first layer and to every parameter"""
    x = torch.rand(12, 1, 28, 28, generator=rng)
    net = placed(student, student.make_resnet18(3), x)
    frozen = read(student.helpers.frozen(net))
    # torch.autograd.grad refuses a frozen parameter.
    slopes = [] if frozen else read(student.helpers.slopes(net, student.helpers.parameters(net), x))
    if frozen or any(each is None or not each.abs().sum() > 0 for each in slopes):  # "not … > 0" also finds nan
        sentence = "Some parameters have no influence on the scores, or no gradient reaches them."
        raise fail(net, sentence, "gradients", evidence="no gradient")


@needs(check_others)
def check_modes(student, rng):
    """gives an image the same scores alone and among others in evaluation mode, and uses the batch in training mode"""
    x = torch.rand(8, 1, 28, 28, generator=rng)
    net = placed(student, student.make_resnet18(3), x)
    trained = read(student.helpers.while_training(net, x))
    among = scored(student, net, x, 2)
    if torch.allclose(trained, among, atol=1e-4):
        raise fail(net, "Expected other scores in training mode; they are the same.", "modes", evidence="one mode")
    for number in (0, 5):
        expect(student.helpers.predictions(net, x[number : number + 1]), "the scores").equals(among[number : number + 1])
