"""make_resnet18: a start, eight blocks in four stages, the mean over the pixels, a linear layer.

A mistake inherits what it has right: the start of never_halves, the stages of starts_without_stride, or both from a class below them. Do
not change a base for tidiness: a check that a mistake fails as its base does is not counted against it.
"""

from itertools import pairwise

import torch
from torch import nn
from unit11_deeper import ResidualBlock  # for the written-out mistakes alone

from checks.oracles.layers import placed
from checks.oracles.resnet import expect_connected, expect_layers, plan, scored
from checks.oracles.symptoms import ResnetSymptom
from grader.checking.kit import fail, mistake, needs, read

WIDTH = 4  # narrow, so that a check is quick


@mistake("It looks as if no stage halves the images: the first block of the stages 2, 3 and 4 has a stride of 2.")
class never_halves(nn.Sequential):
    def __init__(self, width=64, channels=1, classes=2):
        super().__init__(*self.start(channels, width), *self.stages(width), *self.end(8 * width, classes))

    def start(self, channels, width):
        return [nn.Conv2d(channels, width, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]

    def stages(self, width):
        sizes = [width, width, 2 * width, 4 * width, 8 * width]
        return [block for c, d in pairwise(sizes) for block in self.stage(c, d)]

    def stage(self, c, d):
        return [ResidualBlock(c, d), ResidualBlock(d, d)]

    def end(self, size, classes):
        return [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(size, classes)]


@mistake("It looks as if the first convolution has no stride: with stride=2 it halves the images at the very start.")
class starts_without_stride(never_halves):
    def start(self, channels, width):
        return [nn.Conv2d(channels, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]

    def stage(self, c, d):
        return [ResidualBlock(c, d, 1 if c == d else 2), ResidualBlock(d, d)]


@mistake("It looks as if each stage has a single block: two blocks with two convolutions each make 4 × 2 × 2 layers.")
class one_block_a_stage(never_halves):
    def stage(self, c, d):
        return [ResidualBlock(c, d, 1 if c == d else 2)]


@mistake("It looks as if both blocks of a stage have the stride: only the first one halves the images.")
class halves_in_every_block(never_halves):
    def stage(self, c, d):
        return [ResidualBlock(c, d, 1 if c == d else 2), ResidualBlock(d, d, 1 if c == d else 2)]


@mistake("It looks as if stage 1 halves the images as well: it keeps their size, and the stages 2, 3 and 4 halve it.")
class halves_in_the_first_stage(never_halves):
    def stage(self, c, d):
        return [ResidualBlock(c, d, 2), ResidualBlock(d, d)]


@mistake("It looks as if the start has 64 channels, whatever the width: the first convolution makes width channels.")
class ignores_the_width(starts_without_stride):
    def __init__(self, width=64, channels=1, classes=2):
        super().__init__(64, channels, classes)

    def start(self, channels, width):
        return never_halves.start(self, channels, width)


@mistake("It looks as if all stages have the same width: each has twice as many channels as the one before.")
class never_widens(ignores_the_width):
    def __init__(self, width=64, channels=1, classes=2):
        # Blocks 2, 4 and 6, counted from 0, begin the stages 2, 3 and 4.
        blocks = [ResidualBlock(width, width, 2 if number in (2, 4, 6) else 1) for number in range(8)]
        nn.Sequential.__init__(self, *self.start(channels, width), *blocks, *self.end(width, classes))


@mistake("The blocks do not fit one another: what one gives, its channels_out, is the channels_in of the next.")
class blocks_do_not_fit(starts_without_stride):
    def start(self, channels, width):
        return never_halves.start(self, channels, width)

    def stage(self, c, d):
        return [ResidualBlock(c, d, 1 if c == d else 2), ResidualBlock(c, d)]


@mistake("The linear layer gets more numbers than it takes: take the mean of each channel before, nn.AdaptiveAvgPool2d(1).")
class forgets_the_mean(starts_without_stride):
    def start(self, channels, width):
        return never_halves.start(self, channels, width)

    def end(self, size, classes):
        return [nn.Flatten(), nn.Linear(size, classes)]


@mistake("The linear layer gets images of a single pixel: put nn.Flatten() before it, so that it gets [n, channels].")
class forgets_to_flatten(forgets_the_mean):
    def end(self, size, classes):
        return [nn.AdaptiveAvgPool2d(1), nn.Linear(size, classes)]


@mistake("nn.Sequential takes its layers one by one: put a star before a list of them, nn.Sequential(*layers).")
class layers_in_a_list(forgets_the_mean):
    def end(self, size, classes):
        return nn.Sequential(never_halves.end(self, size, classes))


@mistake("It looks as if there is one score for an image, or ten: the last layer gives one for each class, classes in all.")
class ignores_the_classes(forgets_the_mean):
    def end(self, size, classes):
        return never_halves.end(self, size, 1)


@mistake("It looks as if there is one score for an image, or ten: the last layer gives one for each class, classes in all.")
class ten_classes(ignores_the_classes):
    def end(self, size, classes):
        return never_halves.end(self, size, 10)


@mistake(ResnetSymptom.NOT_MEAN.advice)
class flattens_all_pixels(forgets_the_mean):
    def end(self, size, classes):
        return [nn.Flatten(), nn.Linear(4 * size, classes)]  # 28×28 pixels have become 2×2


@mistake(ResnetSymptom.MAXIMUM.advice)
class takes_the_largest(forgets_the_mean):
    def end(self, size, classes):
        return [nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(size, classes)]


@mistake(ResnetSymptom.SOFTMAX.advice)
class ends_in_softmax(forgets_the_mean):
    def end(self, size, classes):
        return [*never_halves.end(self, size, classes), nn.Softmax(1)]


@mistake(ResnetSymptom.LOGS.advice)
class ends_in_log_softmax(ends_in_softmax):
    def end(self, size, classes):
        return [*never_halves.end(self, size, classes), nn.LogSoftmax(1)]


@mistake(ResnetSymptom.RELU_LAST.advice)
class ends_in_relu(ends_in_softmax):
    def end(self, size, classes):
        return [*never_halves.end(self, size, classes), nn.ReLU()]


@mistake(ResnetSymptom.NO_RELU.advice)
class starts_without_relu(starts_without_stride):
    def start(self, channels, width):
        return never_halves.start(self, channels, width)[:2]  # without the ReLU


@mistake(ResnetSymptom.NO_NORM.advice)
class starts_without_norm(starts_without_stride):
    def start(self, channels, width):
        return never_halves.start(self, channels, width)[::2]  # without the batch norm


@mistake(ResnetSymptom.BIAS.advice)
class starts_with_bias(starts_without_stride):
    def start(self, channels, width):
        return [nn.Conv2d(channels, width, 3, stride=2, padding=1), nn.BatchNorm2d(width), nn.ReLU()]


@mistake(ResnetSymptom.EDGES.advice)
class starts_without_padding(starts_without_stride):
    def start(self, channels, width):
        return [nn.Conv2d(channels, width, 3, stride=2, bias=False), nn.BatchNorm2d(width), nn.ReLU()]


@mistake("Your function makes the network but gives None back: the return is missing.")
def returns_nothing(width=64, channels=1, classes=2):
    pass


@mistake("It looks as if the number of channels is fixed: the first convolution goes from channels to width.")
class ignores_the_channels(ends_in_softmax):
    def start(self, channels, width):
        return never_halves.start(self, 1, width)

    def end(self, size, classes):
        return never_halves.end(self, size, classes)


@mistake("It looks as if the number of scores is fixed: the last layer gives one for each class, classes in all.")
class always_two_classes(ends_in_softmax):
    def end(self, size, classes):
        return never_halves.end(self, size, 2)


@mistake("It looks as if the network fits images of 28×28 alone: nn.AdaptiveAvgPool2d(1) takes the mean whatever their size.")
class fits_one_size(ends_in_softmax):
    def end(self, size, classes):
        return [nn.AvgPool2d(2), *never_halves.end(self, size, classes)[1:]]  # 28×28 pixels have become 2×2


@mistake("Without arguments the network has a width of 64, one channel and two classes: keep the defaults of the stub.")
class other_defaults(ends_in_softmax):
    def __init__(self, width=32, channels=1, classes=2):
        super().__init__(width, channels, classes)

    def end(self, size, classes):
        return never_halves.end(self, size, classes)


@mistake("Two calls give networks with the same numbers: make a new one in every call, and leave out torch.manual_seed.")
class always_the_same(other_defaults):
    def __init__(self, width=64, channels=1, classes=2):
        torch.manual_seed(0)
        super().__init__(width, channels, classes)


@mistake("It looks as if a part of the network is frozen: every parameter should learn, so leave requires_grad as it is.")
class freezes_the_start(other_defaults):
    def __init__(self, width=64, channels=1, classes=2):
        super().__init__(width, channels, classes)
        next(self.parameters()).requires_grad_(False)


@mistake("It looks as if the network stays in evaluation mode: leave train() and eval() to whoever trains it.")
class always_evaluates(other_defaults):
    def __init__(self, width=64, channels=1, classes=2):
        super().__init__(width, channels, classes)

    def forward(self, x):
        self.eval()
        return super().forward(x)


def check_two_scores(student, rng):
    """gives a network that makes two scores of each image"""
    scored(student, student.make_resnet18(WIDTH), torch.rand(3, 1, 28, 28, generator=rng), 2)


@needs(check_two_scores)
def check_layers(student, rng):
    """has the 18 layers of the table, in their order"""
    expect_layers(student, student.make_resnet18(WIDTH), torch.rand(2, 1, 28, 28, generator=rng), plan(WIDTH))


@needs(check_layers)
def check_connected(student, rng):
    """hands on what each part gives to the next, up to the scores"""
    x, net = torch.rand(6, 1, 28, 28, generator=rng), student.make_resnet18(WIDTH)
    # The learner's layers are right here; a known mistake's may not be, and must then fail at them.
    expect_layers(student, net, x, plan(WIDTH))
    expect_connected(student, net, x)


@needs(check_connected)
def check_others(student, rng):
    """takes images with more channels and of other sizes, and gives as many scores as there are classes"""
    for channels, classes, sides in ((3, 5, (28, 28)), (1, 2, (20, 35))):
        x = torch.rand(6, channels, *sides, generator=rng)
        net = student.make_resnet18(WIDTH, channels, classes)
        scored(student, net, x, classes)
        expect_layers(student, net, x, plan(WIDTH, channels, classes))
        expect_connected(student, net, x)


@needs(check_connected)
def check_anew(student, rng):
    """makes a new network with other random numbers in every call"""
    x = torch.rand(4, 1, 28, 28, generator=rng)
    one, other = student.make_resnet18(WIDTH), student.make_resnet18(WIDTH)
    if torch.equal(scored(student, one, x, 2), scored(student, other, x, 2)):
        sentence = "Expected other random numbers in the second network; they are the same."
        raise fail(other, sentence, "start", evidence="the same")


@needs(check_connected)
def check_learns(student, rng):
    """can learn with every parameter, and uses the batch in training mode"""
    x = torch.rand(8, 1, 28, 28, generator=rng)
    net = placed(student, student.make_resnet18(WIDTH), x)
    frozen = read(student.helpers.frozen(net))
    # torch.autograd.grad refuses a frozen parameter.
    slopes = [] if frozen else read(student.helpers.slopes(net, student.helpers.parameters(net), x))
    if frozen or any(each is None or not each.abs().sum() > 0 for each in slopes):  # "not … > 0" also finds nan
        sentence = "Some parameters have no influence on the scores, or no gradient reaches them."
        raise fail(net, sentence, "parameters", evidence="no gradient")
    if torch.allclose(read(student.helpers.while_training(net, x)), scored(student, net, x, 2), atol=1e-4):
        raise fail(net, "Expected other scores in training mode; they are the same.", "modes", evidence="one mode")
