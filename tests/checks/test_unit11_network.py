"""Unit 11, the network: what learners write for ResidualBlock and make_resnet18, right and wrong, and the sentence each gets to read."""

import pytest

from checks.oracles.symptoms import BlockSymptom, ResnetSymptom
from tests.checks import variants

pytestmark = pytest.mark.slow

UNIT = "unit11_deeper"


def block(
    forward: str = "F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.shortcut(x))",
    conv1: str = "nn.Conv2d(c, d, 3, stride, 1, bias=False)", conv2: str = "nn.Conv2d(d, d, 3, 1, 1, bias=False)",
    shortcut: str = "nn.Sequential() if c == d and stride == 1 else nn.Sequential(nn.Conv2d(c, d, 1, stride, bias=False), nn.BatchNorm2d(d))",
    more: str = "pass",
) -> str:  # fmt: skip
    """A ResidualBlock of a learner who wrote these lines."""
    return f"""
import torch.nn.functional as F

class ResidualBlock(nn.Module):
    def __init__(self, c, d, stride=1):
        super().__init__()
        self.shortcut = {shortcut}
        self.conv2, self.bn2 = {conv2}, nn.BatchNorm2d(d)
        self.conv1, self.bn1 = {conv1}, nn.BatchNorm2d(d)
        {more}

    def forward(self, x):
        return {forward}
"""


IN_TURN = """
class ResidualBlock(nn.Module):
    def __init__(self, ni, nf, stride=1):
        super().__init__()
        self.convs = nn.Sequential(self.conv(ni, nf, stride), nn.ReLU(inplace=True), self.conv(nf, nf))
        self.change = None if ni == nf and stride == 1 else self.conv(ni, nf, stride, 1)

    def conv(self, ni, nf, stride=1, ks=3):
        return nn.Sequential(nn.Conv2d(ni, nf, ks, stride=stride, padding=ks // 2, bias=False), nn.BatchNorm2d(nf))

    def forward(self, x):
        out = self.convs(x)
        out += x if self.change is None else self.change(x)
        return out.relu_()
"""


def net(
    start: str = "nn.Conv2d(channels, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()",
    first: str = "ResidualBlock(c, d, 1 if c == d else 2)", second: str = "ResidualBlock(d, d)",
    end: str = "nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8 * width, classes)",
) -> str:  # fmt: skip
    """A make_resnet18 of a learner who wrote these parts."""
    return f"""
def make_resnet18(width=64, channels=1, classes=2):
    layers = [{start}]
    for c, d in ((width, width), (width, 2 * width), (2 * width, 4 * width), (4 * width, 8 * width)):
        layers += [{first}, {second}]
    return nn.Sequential(*layers, {end})
"""


MODULE = """
class Net(nn.Module):
    def __init__(self, w, channels, classes):
        super().__init__()
        self.head = nn.Linear(w * 8, classes)
        self.stages = nn.ModuleList([self.stage(w, w, 1), self.stage(w, w * 2), self.stage(w * 2, w * 4), self.stage(w * 4, w * 8)])
        self.conv, self.norm = nn.Conv2d(channels, w, kernel_size=3, stride=2, padding=1, bias=False), nn.BatchNorm2d(w)

    def stage(self, c, d, stride=2):
        return nn.Sequential(ResidualBlock(c, d, stride=stride), ResidualBlock(d, d))

    def forward(self, x):
        x = nn.functional.relu(self.norm(self.conv(x)))
        for stage in self.stages:
            x = stage(x)
        return self.head(x.mean(dim=(2, 3)))

def make_resnet18(width=64, channels=1, classes=2):
    return Net(width, channels, classes)
"""


WRONG = {
    "ResidualBlock": {
        "no skip": (block("F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))"), BlockSymptom.NO_AROUND.advice),
        "no skip, though its layers run": (block("(self.shortcut(x), F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))))[1]"), BlockSymptom.NO_SKIP.advice),
        "no last ReLU": (block("self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.shortcut(x)"), BlockSymptom.NO_LAST.advice),
        "ReLU before the sum": (block("F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))) + self.shortcut(x)"), BlockSymptom.EARLY.advice),
        "ReLU twice": (block("F.relu(F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))) + self.shortcut(x))"), BlockSymptom.TWICE.advice),
        "no inner ReLU": (block("F.relu(self.bn2(self.conv2(self.bn1(self.conv1(x)))) + self.shortcut(x))"), BlockSymptom.NO_INNER.advice),
        "ReLU, then norm": (block("F.relu(self.bn2(self.conv2(self.bn1(F.relu(self.conv1(x))))) + self.shortcut(x))"), BlockSymptom.NORM_LATE.advice),
        "no batch norm": (block("F.relu(self.conv2(F.relu(self.conv1(x))) + self.shortcut(x))", shortcut="nn.Sequential() if c == d and stride == 1 else nn.Conv2d(c, d, 1, stride, bias=False)"), BlockSymptom.NO_NORM.advice),
        "no norm in the shortcut": (block(shortcut="nn.Sequential() if c == d and stride == 1 else nn.Conv2d(c, d, 1, stride, bias=False)"), BlockSymptom.BARE.advice),
        "the second norm forgotten": (block("F.relu(self.conv2(F.relu(self.bn1(self.conv1(x)))) + self.shortcut(x))"), BlockSymptom.NORMS.advice),
        "one norm for both": (block("F.relu(self.bn1(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.shortcut(x))"), BlockSymptom.SHARED.advice),
        "biases": (block(conv1="nn.Conv2d(c, d, 3, stride, 1)", conv2="nn.Conv2d(d, d, 3, 1, 1)"), BlockSymptom.BIAS.advice),
        "always a convolution": (block(shortcut="nn.Sequential(nn.Conv2d(c, d, 1, stride, bias=False), nn.BatchNorm2d(d))"), BlockSymptom.NEEDLESS.advice),
        "one convolution": (block("F.relu(self.bn1(self.conv1(x)) + self.shortcut(x))"), BlockSymptom.CONVS.advice),
        "the stride in both": (block(conv2="nn.Conv2d(d, d, 3, stride, 1, bias=False)"), "The image is halved twice in the branch: only the first convolution has the stride."),
        "no padding": (block(conv1="nn.Conv2d(c, d, 3, stride, bias=False)", conv2="nn.Conv2d(d, d, 3, bias=False)"), "The images shrink at their edges: each convolution of 3×3 needs padding=1."),
        "channels alone decide": (block(shortcut="nn.Sequential() if c == d else nn.Sequential(nn.Conv2d(c, d, 1, stride, bias=False), nn.BatchNorm2d(d))"), "Branch and shortcut do not fit where the stride is 2: the shortcut needs its convolution there too, with the same stride."),
        "a wide shortcut": (block(shortcut="nn.Sequential() if c == d and stride == 1 else nn.Sequential(nn.Conv2d(c, d, 3, stride, 1, bias=False), nn.BatchNorm2d(d))"), BlockSymptom.WIDE.advice),
        "no stride in the shortcut": (block(shortcut="nn.Sequential() if c == d and stride == 1 else nn.Sequential(nn.Conv2d(c, d, 1, bias=False), nn.BatchNorm2d(d))"), "The shortcut keeps the size where the branch halves it: its convolution of 1×1 has the same stride."),
        "the stride alone decides": (block(shortcut="nn.Sequential() if stride == 1 else nn.Sequential(nn.Conv2d(c, d, 1, stride, bias=False), nn.BatchNorm2d(d))"), "Branch and shortcut do not fit: the shortcut needs its convolution also where only the number of channels changes."),
        "x always": (block("F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + x)"), "Branch and shortcut do not fit: where channels or size change, x has to be changed too, by a convolution of 1×1."),
        "evaluates in training": (block("F.relu(self.eval().bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.shortcut(x))"), "It looks as if the block stays in evaluation mode: leave train() and eval() to whoever trains the model."),
        "cut off": (block("F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.shortcut(x).data)"), "It looks as if the shortcut is cut off from the gradient: add x itself, without .detach() or .data."),
    },
    "make_resnet18": {
        "no stride": (net(first="ResidualBlock(c, d)"), "It looks as if no stage halves the images: the first block of the stages 2, 3 and 4 has a stride of 2."),
        "stage 1 too": (net(first="ResidualBlock(c, d, 2)"), "It looks as if stage 1 halves the images as well: it keeps their size, and the stages 2, 3 and 4 halve it."),
        "start of 7×7": (net(start="nn.Conv2d(channels, width, 7, 2, 3), nn.BatchNorm2d(width), nn.ReLU()"), ResnetSymptom.BIAS.advice),
        "start without stride": (net(start="nn.Conv2d(channels, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()"), "It looks as if the first convolution has no stride: with stride=2 it halves the images at the very start."),
        "one block": (net(second="nn.Identity()"), "It looks as if each stage has a single block: two blocks with two convolutions each make 4 × 2 × 2 layers."),
        "no ReLU": (net(start="nn.Conv2d(channels, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width)"), ResnetSymptom.NO_RELU.advice),
        "no norm": (net(start="nn.Conv2d(channels, width, 3, 2, 1, bias=False), nn.ReLU()"), ResnetSymptom.NO_NORM.advice),
        "the largest": (net(end="nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(8 * width, classes)"), ResnetSymptom.MAXIMUM.advice),
        "all pixels": (net(end="nn.Flatten(), nn.Linear(8 * width * 4, classes)"), ResnetSymptom.NOT_MEAN.advice),
        "no mean": (net(end="nn.Flatten(), nn.Linear(8 * width, classes)"), "The linear layer gets more numbers than it takes: take the mean of each channel before, nn.AdaptiveAvgPool2d(1)."),
        "a softmax": (net(end="nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8 * width, classes), nn.Softmax(dim=1)"), ResnetSymptom.SOFTMAX.advice),
        "no padding at the start": (net("nn.Conv2d(channels, width, 3, 2, bias=False), nn.BatchNorm2d(width), nn.ReLU()"), ResnetSymptom.EDGES.advice),
        "more padding at the start": (net("nn.Conv2d(channels, width, 3, 2, 2, bias=False), nn.BatchNorm2d(width), nn.ReLU()"), ResnetSymptom.EDGES.advice),
        "the mean first": (net("nn.AdaptiveAvgPool2d(1), nn.Conv2d(channels, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()", end="nn.Flatten(), nn.Linear(8 * width, classes)"), ResnetSymptom.BEFORE.advice),
        "a sigmoid": (net(end="nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8 * width, classes), nn.Sigmoid()"), ResnetSymptom.OTHER.advice),
        "ten classes": (net(end="nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8 * width, 10)"), "It looks as if there is one score for an image, or ten: the last layer gives one for each class, classes in all."),
        "blocks of its own": (net(first="nn.Conv2d(c, d, 3, 1 if c == d else 2, 1), nn.Conv2d(d, d, 3, 1, 1)", second="nn.Conv2d(d, d, 3, 1, 1), nn.Conv2d(d, d, 3, 1, 1)"), ResnetSymptom.NO_BLOCKS.advice),
        "always two classes": (net(end="nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8 * width, 2)"), "It looks as if the number of scores is fixed: the last layer gives one for each class, classes in all."),
        "always grey": (net(start="nn.Conv2d(1, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()"), "It looks as if the number of channels is fixed: the first convolution goes from channels to width."),
        "one size": (net(end="nn.AvgPool2d(2), nn.Flatten(), nn.Linear(8 * width, classes)"), "It looks as if the network fits images of 28×28 alone: nn.AdaptiveAvgPool2d(1) takes the mean whatever their size."),
    },
}  # fmt: skip

test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)
