"""ResidualBlock: two convolutions with batch norm, a shortcut around both, and a ReLU after the sum.

Most mistakes build on the first, which has all the layers and adds nothing.
"""

import torch
from torch import nn

from checks.oracles.block import counted, parts_of, values
from checks.oracles.layers import placed, shaken, walked
from checks.oracles.symptoms import BlockSymptom
from grader.checking.compare import alike
from grader.checking.kit import expect, fail, kind, mistake, needs, peek, read
from grader.sandbox.failures import StudentRaised

# channels in and out, stride, and the shape of the images: what stays, what changes channels, what halves, and what does both
CASES = [(4, 4, 1, (2, 4, 6, 6)), (3, 5, 1, (2, 3, 6, 6)), (4, 4, 2, (2, 4, 7, 7)), (3, 5, 2, (2, 3, 7, 7))]


@mistake(BlockSymptom.NO_SKIP.advice)
class leaves_out_the_shortcut(nn.Module):
    def __init__(self, channels_in, channels_out, stride=1):
        super().__init__()
        self.branch = nn.Sequential(*self.layers(channels_in, channels_out, stride))
        self.shortcut = self.around(channels_in, channels_out, stride)

    def layers(self, c, d, stride):
        return [*self.first(c, d, stride), nn.ReLU(), nn.Conv2d(d, d, 3, padding=1, bias=False), nn.BatchNorm2d(d)]

    def first(self, c, d, stride):
        return [nn.Conv2d(c, d, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(d)]

    def around(self, c, d, stride):
        if stride == 1 and c == d:
            return nn.Identity()
        return nn.Sequential(nn.Conv2d(c, d, 1, stride=stride, bias=False), nn.BatchNorm2d(d))

    def forward(self, x):
        self.shortcut(x)
        return torch.relu(self.branch(x))


@mistake(BlockSymptom.NO_LAST.advice)
class leaves_out_the_last_relu(leaves_out_the_shortcut):
    def forward(self, x):
        return self.branch(x) + self.shortcut(x)


@mistake(BlockSymptom.EARLY.advice)
class relu_before_the_sum(leaves_out_the_shortcut):
    def forward(self, x):
        return torch.relu(self.branch(x)) + self.shortcut(x)


@mistake(BlockSymptom.TWICE.advice)
class relu_twice(leaves_out_the_shortcut):
    def forward(self, x):
        return torch.relu(torch.relu(self.branch(x)) + self.shortcut(x))


@mistake(BlockSymptom.NO_INNER.advice)
class leaves_out_the_inner_relu(leaves_out_the_shortcut):
    def layers(self, c, d, stride):
        return [*self.first(c, d, stride), nn.Conv2d(d, d, 3, padding=1, bias=False), nn.BatchNorm2d(d)]

    def forward(self, x):
        return (self.branch(x) + self.shortcut(x)).clamp_min(0)


@mistake("Branch and shortcut do not fit: where channels or size change, x has to be changed too, by a convolution of 1×1.")
class adds_x_always(leaves_out_the_shortcut):
    def forward(self, x):
        return torch.relu(self.branch(x) + x)


@mistake("Branch and shortcut do not fit: the shortcut needs its convolution also where only the number of channels changes.")
class looks_at_the_stride_alone(leaves_out_the_inner_relu):
    def layers(self, c, d, stride):
        return leaves_out_the_shortcut.layers(self, c, d, stride)

    def around(self, c, d, stride):
        return nn.Identity() if stride == 1 else super().around(c, d, stride)


@mistake("Branch and shortcut do not fit where the stride is 2: the shortcut needs its convolution there too, with the same stride.")
class looks_at_the_channels_alone(looks_at_the_stride_alone):
    def around(self, c, d, stride):
        return nn.Identity() if c == d else leaves_out_the_shortcut.around(self, c, d, stride)


@mistake("The shortcut keeps the size where the branch halves it: its convolution of 1×1 has the same stride.")
class shortcut_without_stride(looks_at_the_stride_alone):
    def around(self, c, d, stride):
        if stride == 1 and c == d:
            return nn.Identity()
        return nn.Sequential(nn.Conv2d(c, d, 1, bias=False), nn.BatchNorm2d(d))


@mistake("The image is halved twice in the branch: only the first convolution has the stride.")
class strides_twice(looks_at_the_stride_alone):
    def layers(self, c, d, stride):
        last = [nn.Conv2d(d, d, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(d)]
        return [*self.first(c, d, stride), nn.ReLU(), *last]

    def around(self, c, d, stride):
        return leaves_out_the_shortcut.around(self, c, d, stride)


@mistake("The stride is not used in the branch: the first convolution is nn.Conv2d(…, 3, stride=stride, …).")
class branch_without_stride(strides_twice):
    def layers(self, c, d, stride):
        return leaves_out_the_shortcut.layers(self, c, d, 1)


@mistake("The images shrink at their edges: each convolution of 3×3 needs padding=1.")
class forgets_the_padding(strides_twice):
    def layers(self, c, d, stride):
        last = [nn.Conv2d(d, d, 3, bias=False), nn.BatchNorm2d(d)]
        return [nn.Conv2d(c, d, 3, stride=stride, bias=False), nn.BatchNorm2d(d), nn.ReLU(), *last]


@mistake("The second convolution gets what the first one made: it goes from channels_out to channels_out.")
class second_from_channels_in(strides_twice):
    def layers(self, c, d, stride):
        return [*self.first(c, d, stride), nn.ReLU(), nn.Conv2d(c, d, 3, padding=1, bias=False), nn.BatchNorm2d(d)]


@mistake("A batch norm wants to know how many channels it gets: behind a convolution that are channels_out.")
class norms_channels_in(leaves_out_the_last_relu):
    def first(self, c, d, stride):
        return [nn.Conv2d(c, d, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(c)]


@mistake("Branch and shortcut are put side by side: add them, number by number.")
class concatenates(strides_twice):
    def layers(self, c, d, stride):
        return leaves_out_the_shortcut.layers(self, c, d, stride)

    def forward(self, x):
        return torch.relu(torch.cat([self.branch(x), self.shortcut(x)], 1))


@mistake("forward gives None back: return relu(branch + shortcut).")
class forward_returns_nothing(leaves_out_the_shortcut):
    def forward(self, x):
        pass


@mistake("Begin __init__ with super().__init__(): a module cannot keep its layers without it.")
class forgets_super(nn.Module):
    def __init__(self, channels_in, channels_out, stride=1):
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3)


@mistake(BlockSymptom.NO_NORM.advice)
class no_batch_norm(strides_twice):
    def layers(self, c, d, stride):
        conv = nn.Conv2d(c, d, 3, stride=stride, padding=1, bias=False)
        return [conv, nn.ReLU(), nn.Conv2d(d, d, 3, padding=1, bias=False)]

    def around(self, c, d, stride):
        return nn.Identity() if stride == 1 and c == d else nn.Conv2d(c, d, 1, stride=stride, bias=False)


@mistake(BlockSymptom.BARE.advice)
class shortcut_without_norm(concatenates):
    def around(self, c, d, stride):
        return nn.Identity() if stride == 1 and c == d else nn.Conv2d(c, d, 1, stride=stride, bias=False)

    def forward(self, x):
        return (self.branch(x) + self.shortcut(x)).clamp_min(0)


@mistake(BlockSymptom.NORMS.advice)
class one_batch_norm(strides_twice):
    def layers(self, c, d, stride):
        return [*self.first(c, d, stride), nn.ReLU(), nn.Conv2d(d, d, 3, padding=1, bias=False)]


@mistake(BlockSymptom.BIAS.advice)
class convolutions_with_bias(strides_twice):
    def layers(self, c, d, stride):
        first = [nn.Conv2d(c, d, 3, stride=stride, padding=1), nn.BatchNorm2d(d)]
        return [*first, nn.ReLU(), nn.Conv2d(d, d, 3, padding=1), nn.BatchNorm2d(d)]


@mistake(BlockSymptom.NEEDLESS.advice)
class always_a_convolution(shortcut_without_norm):
    def around(self, c, d, stride):
        return nn.Sequential(nn.Conv2d(c, d, 1, stride=stride, bias=False), nn.BatchNorm2d(d))


@mistake(BlockSymptom.WIDE.advice)
class wide_shortcut(shortcut_without_norm):
    def around(self, c, d, stride):
        if stride == 1 and c == d:
            return nn.Identity()
        return nn.Sequential(nn.Conv2d(c, d, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(d))


@mistake(BlockSymptom.CONVS.advice)
class one_convolution(strides_twice):
    def layers(self, c, d, stride):
        return self.first(c, d, stride)


@mistake(BlockSymptom.SHARED.advice)
class one_norm_for_both(strides_twice):
    def layers(self, c, d, stride):
        conv, norm = self.first(c, d, stride)
        return [conv, norm, nn.ReLU(), nn.Conv2d(d, d, 3, padding=1, bias=False), norm]


@mistake(BlockSymptom.NORM_LATE.advice)
class norm_after_relu(strides_twice):
    def layers(self, c, d, stride):
        conv, norm = self.first(c, d, stride)
        return [conv, nn.ReLU(), norm, nn.Conv2d(d, d, 3, padding=1, bias=False), nn.BatchNorm2d(d)]


@mistake(BlockSymptom.NORM_EARLY.advice)
class norm_before_convolution(strides_twice):
    def layers(self, c, d, stride):
        first = [nn.BatchNorm2d(c), nn.ReLU(), nn.Conv2d(c, d, 3, stride=stride, padding=1, bias=False)]
        return [*first, nn.BatchNorm2d(d), nn.ReLU(), nn.Conv2d(d, d, 3, padding=1, bias=False)]


@mistake("The block works without a record for gradients, so that nothing in it can learn: leave out torch.no_grad.")
class stops_the_gradient(leaves_out_the_shortcut):
    def forward(self, x):
        with torch.no_grad():
            return torch.relu(self.branch(x) + self.shortcut(x))


@mistake("It looks as if the shortcut is cut off from the gradient: add x itself, without .detach() or .data.")
class detaches_the_shortcut(leaves_out_the_shortcut):
    def forward(self, x):
        return torch.relu(self.branch(x) + self.shortcut(x).detach())


@mistake("It looks as if the block stays in evaluation mode: leave train() and eval() to whoever trains the model.")
class always_evaluates(leaves_out_the_shortcut):
    def forward(self, x):
        self.eval()
        return torch.relu(self.branch(x) + self.shortcut(x))


@mistake("It looks as if x is changed in place, as += and relu_ do: what called the block may still need it.")
class works_in_place(leaves_out_the_shortcut):
    def forward(self, x):
        result = torch.relu(self.branch(x) + self.shortcut(x))
        with torch.no_grad():
            x.relu_()
        return result


def check_shape(student, rng):
    """gives images of the right number and size, where the shape stays and where it changes"""
    raised = None
    for channels_in, channels_out, stride, shape in CASES:
        x = torch.randn(shape, generator=rng)
        block = placed(student, student.ResidualBlock(channels_in, channels_out, stride), x)
        try:
            made = peek(block(x))  # its numbers are no evidence: they are those that the block began with
        except StudentRaised as error:
            raised = raised or error  # where else it raises tells one mistake from another
            continue
        wanted = [2, channels_out, *(-(-side // stride) for side in shape[2:])]
        if kind(made) != f"shape {wanted}":
            raise fail(block, f"Expected shape {wanted}; got {kind(made)}.", "shape", evidence=kind(made))
    if raised is not None:
        raise raised


@needs(check_shape)
def check_layers(student, rng):
    """has two convolutions of 3×3, a shortcut of 1×1 where it needs one, and batch norm behind each"""
    for channels_in, channels_out, stride, shape in CASES:
        x = torch.randn(shape, generator=rng)
        block = placed(student, student.ResidualBlock(channels_in, channels_out, stride), x)
        if sign := counted(walked(student, block, x), stride != 1 or channels_in != channels_out):
            sentence = f"The layers are not those of the text: there is {sign}."
            raise fail(block, sentence, "layers", advice=sign.advice, evidence=sign)


@needs(check_layers)
def check_sum(student, rng):
    """adds the shortcut to the branch, and takes the ReLU of the sum"""
    for channels_in, channels_out, stride, shape in CASES:
        x = torch.randn(shape, generator=rng)
        parts_of(student, shaken(student, student.ResidualBlock(channels_in, channels_out, stride), x), x)


@needs(check_sum)
def check_modes(student, rng):
    """uses in training mode the means and variances of the batch"""
    x = torch.randn(4, 3, 6, 6, generator=rng)
    block = shaken(student, student.ResidualBlock(3, 5, 2), x)
    expected = values(parts_of(student, block, x), x, 2, training=True)
    if not alike(read(student.helpers.while_training(block, x)), expected, 1e-3):
        sentence = "The values in training mode are not those with the mean and the variance of the batch."
        raise fail(block, sentence, "modes", evidence="another mode")


@needs(check_sum)
def check_gradient(student, rng):
    """lets the gradient through to every parameter, and by the shortcut to what comes in"""
    x = torch.randn(4, 3, 6, 6, generator=rng)
    block = shaken(student, student.ResidualBlock(3, 5, 2), x)
    if not read(block(x)).requires_grad:
        sentence = "Expected a result that backward() can start from; this one has no gradient."
        raise fail(block, sentence, "graph", evidence="no graph")
    slopes = read(student.helpers.slopes(block, student.helpers.parameters(block), x))
    if any(each is None or not each.abs().sum() > 0 for each in slopes):  # "not … > 0" also finds nan
        sentence = "Some parameters have no influence on the result, or no gradient reaches them."
        raise fail(block, sentence, "parameters", evidence="no gradient")
    x = torch.rand(2, 4, 5, 5, generator=rng) + 0.1
    block = placed(student, student.ResidualBlock(4, 4), x)
    student.helpers.silence(block)
    images = student.helpers.leaves([x])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    (slope,) = read(student.helpers.slopes(block, images, student.helpers.item(images, 0)))
    if slope is None or not alike(slope, torch.ones_like(x)):
        sentence = "Expected a slope of 1 along the shortcut, where the branch gives nothing."
        raise fail(block, sentence, "shortcut", evidence="no way around")


@needs(check_sum)
def check_input_unchanged(student, rng):
    """leaves what comes in as it was"""
    x = torch.randn(2, 4, 4, 4, generator=rng)
    expect(placed(student, student.ResidualBlock(4, 4), x)(x)).leaves_inputs_alone()
