# %% [markdown]
# # Unit 11 (bonus): Deeper
#
# After this unit you will be able to
#
# - let the learning rate rise and fall within one training, so that a single epoch goes a long way;
# - build a block that can be stacked as often as you like, and say why a plain stack of layers cannot;
# - write a residual network of 18 layers from nothing but torch's own, and train it with the Learner that you made.
#
# There are no points for this unit, and leaving it out costs nothing. It is here because of a promise: trained for a
# single epoch, a network of 18 layers tells threes from sevens better than anything so far. Keep it yourself.

# %%
import math
from collections.abc import Iterable
from functools import partial

import torch
from torch import Tensor, nn
from unit05_training import make_batches
from unit08_learner import DataLoaders, Learner
from unit09_full_mnist import accuracy, cross_entropy

if __name__ == "__main__":
    from demo import demonstration, sample
    from pictures import show_rates

    def threes_and_sevens(split: str) -> tuple[Tensor, Tensor]:
        """The sample's images [n,1,28,28] of threes and sevens in one split, and int64 [n]: 1 for a three, 0 for a seven."""
        threes, sevens = sample(3, split), sample(7, split)
        labels = torch.cat([torch.ones(len(threes)), torch.zeros(len(sevens))]).long()
        return torch.cat([threes, sevens])[:, None], labels


# %% [markdown]
# ## Exercise: `one_cycle`
#
# So far the learning rate was one number for the whole of a training. That is a compromise. At the start, the weights
# are random and the slopes steep, so that long steps do harm. In the middle, long steps get you far. At the end, when
# the place is nearly right, only short steps can settle into it.
#
# So let it change. In the *one-cycle* policy it rises during the first quarter of the steps, from 1/25 of `lr_max` up to
# `lr_max`, and falls to 0 during the other three quarters. Both ways lead along half a wave of the cosine, which
# leaves gently and arrives gently. To go from a to b while p goes from 0 to 1, take
#
#     a + (b - a) · (1 - cos(π · p)) / 2
#
# At p = 0 the cosine is 1, and that gives a. At p = 1 the cosine is -1, and that gives b. Half way it is 0: the middle.
#
# Steps are counted from 0. Of 8 steps, the first 2 belong to the way up: at step 0, p is 0; at step 1 it is 1/2. Step 2
# is the top, and there the way down begins with p = 0; at step 5, half way down, p is 1/2. With `lr_max` = 1 the rates
# of the eight steps are
#
# | step | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
# |---|---|---|---|---|---|---|---|---|
# | rate | 0.04 | 0.52 | 1 | 0.9330 | 0.75 | 0.5 | 0.25 | 0.0670 |
#
# The 0 would come with step 8, which is never taken: no step is wasted. Of 10 steps, a quarter is 2.5: there the top lies
# between the steps 2 and 3, at 2.5, so that step 2 has p = 2 / 2.5.


# %%
def one_cycle(step: int, steps: int, lr_max: float) -> float:
    """The learning rate of one step of a training, by the one-cycle policy.

    Args:
        step: which step it is, from 0 to steps - 1. (For steps itself the rate is 0.)
        steps: how many there are in all.
        lr_max: the largest rate, at the top: after a quarter of the steps, which may lie between two of them.
    Returns:
        a float: from lr_max / 25 up to lr_max in the first quarter, then down towards 0, each by half a cosine wave.
    Example:
        >>> [round(one_cycle(step, 8, lr_max=1.0), 4) for step in range(8)]
        [0.04, 0.52, 1.0, 0.933, 0.75, 0.5, 0.25, 0.067]
    """
    ### BEGIN SOLUTION
    top = 0.25 * steps
    if step < top:
        start, end, way = lr_max / 25, lr_max, step / top
    else:
        start, end, way = lr_max, 0.0, (step - top) / (steps - top)
    return start + (end - start) * (1 - math.cos(math.pi * way)) / 2
    ### END SOLUTION


# %%
if __name__ == "__main__":
    with demonstration():
        show_rates([one_cycle(step, 200, lr_max=0.1) for step in range(200)])

# %% [markdown]
# ## Exercise: `OneCycleSGD`
#
# Your Learner makes its optimizer by `opt_func(parameters, lr)` and calls `step()` and `zero_grad()` on it. It does not
# know of rates that change, and it need not: an object that looks like an optimizer can take care of that by itself.
#
# Inside there is torch's own `SGD`, with a momentum of 0.9. *Momentum* lets every step keep nine tenths of the speed of
# the one before, as a heavy ball rolls on through small bumps. Torch's optimizers keep their learning rate in
# `param_groups`, a list of dicts (there is one for each group of parameters that you give, so here there is one dict),
# and whoever writes another number into it has changed the rate:
#
#     for group in opt.param_groups:
#         group["lr"] = ...
#
# So in `step`, first set the rate that `one_cycle` gives for this step, then let torch take the step, then count it.
#
# Take a single parameter of 0 whose gradient is 1 at every step, 8 steps and lr = 1. The first rate is 0.04, and the
# parameter goes to -0.04. Then the rate is 0.52 and the speed 0.9 · 1 + 1 = 1.9, so it moves on by 0.988 to -1.028.
#
# ```python
# >>> weight = torch.zeros(1, requires_grad=True)
# >>> opt = OneCycleSGD([weight], lr=1.0, steps=8)
# >>> for _ in range(2):
# ...     weight.grad = torch.ones(1)
# ...     opt.step()
# >>> round(weight.item(), 4)
# -1.028
# ```


# %%
class OneCycleSGD:
    """Gradient descent with a momentum of 0.9, whose learning rate follows `one_cycle`.

    Args:
        params: the parameters, in a list or from `model.parameters()`.
        lr: the largest learning rate.
        steps: how many steps there will be in all.
    """

    def __init__(self, params: Iterable[Tensor], lr: float, steps: int) -> None:
        ### BEGIN SOLUTION
        self.opt = torch.optim.SGD(params, lr=lr, momentum=0.9)
        self.lr = lr
        self.steps = steps
        self.taken = 0
        ### END SOLUTION

    def step(self) -> None:
        """Take a step with the rate that is due: that of step 0 at the first call, of step 1 at the second."""
        ### BEGIN SOLUTION
        for group in self.opt.param_groups:
            group["lr"] = one_cycle(self.taken, self.steps, self.lr)
        self.opt.step()
        self.taken += 1
        ### END SOLUTION

    def zero_grad(self) -> None:
        """Clear the gradients of all parameters."""
        ### BEGIN SOLUTION
        self.opt.zero_grad()
        ### END SOLUTION


# %% [markdown]
# ## Exercise: `ResidualBlock`
#
# Three new parts first.
#
# A *convolution* looks at a window of 3×3 pixels at a time. It multiplies the nine by nine weights, sums up, and moves on;
# the same weights serve the whole image, so a stroke is a stroke wherever it stands. `nn.Conv2d(c, d, 3, padding=1)` takes
# images with c channels and makes images with d, each of them with 3×3 weights of its own for every one of the c. The
# *padding* of one pixel of 0 all around keeps the size: 28×28 stays 28×28. With `stride=2` the window moves two pixels at
# a time, and 14×14 remain.
#
# *Batch normalisation* brings every channel to a mean of 0 and a standard deviation of 1 before it is scaled and
# shifted by two numbers that are learned. While a model trains, it measures them on the batch, and keeps running means
# for later; in evaluation mode it uses those. This is what `train()` and `eval()` of your Learner are for. It makes deep
# networks far easier to train. As it shifts by itself, the convolution before it needs no bias: `bias=False`.
#
# Now stack layers like these, and you will find something odd: beyond some depth, more layers make it *worse*, even on
# the training images. The last layers would only have to hand on what they get, and that is hard to learn for a layer
# that starts at random. The way out is a *shortcut*: let the layers work out only a change, and add it to what came in,
#
#     relu(branch(x) + x)
#
# If there is nothing to change, the branch only has to give 0. That is easily learned, and on the way back the gradient
# has an open road to the first layers. The branch is: convolution, batch norm, ReLU, convolution, batch norm. The last
# ReLU comes after the sum.
#
# There is one difficulty. When the block changes the number of channels, or halves the image with a stride of 2, x no
# longer fits the sum. Then the shortcut has to change x as well, as little as possible: a convolution with a window of
# 1×1, the same stride and no bias, and a batch norm. In the branch only the first convolution has the stride, or the
# image would be halved twice.
#
# In numbers: for images [n,16,14,14], `ResidualBlock(16, 32, stride=2)` has a convolution 16 → 32 with stride 2, which
# makes [n,32,7,7], a second one 32 → 32, and a shortcut 16 → 32 of 1×1 with stride 2. `ResidualBlock(16, 16)` has two
# convolutions 16 → 16, and its shortcut is x itself.


# %%
class ResidualBlock(nn.Module):
    """Two convolutions of 3×3 with batch norm, and a shortcut around both.

    Args:
        channels_in: the channels of the images that come in.
        channels_out: those of the images that go out.
        stride: of the first convolution; 1 keeps the size of the images, 2 halves it.

    The shortcut is x itself where the shape stays, and otherwise a convolution of 1×1 with batch norm. No convolution has
    a bias. Use `nn.Conv2d` and `nn.BatchNorm2d`, each made once, in `__init__`.
    """

    def __init__(self, channels_in: int, channels_out: int, stride: int = 1) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.branch = nn.Sequential(
            nn.Conv2d(channels_in, channels_out, 3, stride=stride, padding=1, bias=False),
            nn.BatchNorm2d(channels_out),
            nn.ReLU(),
            nn.Conv2d(channels_out, channels_out, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels_out),
        )
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or channels_in != channels_out:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels_in, channels_out, 1, stride=stride, bias=False), nn.BatchNorm2d(channels_out)
            )
        ### END SOLUTION

    def forward(self, x: Tensor) -> Tensor:
        """The branch and the shortcut added up, and a ReLU at the very end.

        Args:
            x: float tensor [n,channels_in,h,w].
        Returns:
            a float tensor [n,channels_out,h,w]; with a stride of 2, half of h and w (rounded up).
        """
        ### BEGIN SOLUTION
        return torch.relu(self.branch(x) + self.shortcut(x))
        ### END SOLUTION


# %%
if __name__ == "__main__":
    with demonstration():
        images = torch.rand(5, 16, 14, 14)
        print(f"ResidualBlock(16, 16)            {list(ResidualBlock(16, 16)(images).shape)}")
        print(f"ResidualBlock(16, 32, stride=2)  {list(ResidualBlock(16, 32, stride=2)(images).shape)}")

# %% [markdown]
# ## Exercise: `make_resnet18`
#
# With the block, the rest is counting. Images [n,1,28,28] go through these parts, with a `width` of 64:
#
# | part | what it is | gives |
# |---|---|---|
# | start | a convolution of 3×3 with stride 2 and no bias, batch norm, ReLU | [n,64,14,14] |
# | stage 1 | a block 64 → 64, a block 64 → 64 | [n,64,14,14] |
# | stage 2 | a block 64 → 128 with stride 2, a block 128 → 128 | [n,128,7,7] |
# | stage 3 | a block 128 → 256 with stride 2, a block 256 → 256 | [n,256,4,4] |
# | stage 4 | a block 256 → 512 with stride 2, a block 512 → 512 | [n,512,2,2] |
# | end | the mean of each channel's pixels, then a linear layer 512 → 2 | [n,2] |
#
# Every stage after the first has half as many pixels a side and twice as many channels. Count the layers with weights
# that an image goes through: 1 at the start, 4 × 2 × 2 in the blocks, 1 at the end. That makes 18 (shortcuts are not
# counted). There are 11,168,706 numbers to learn, nearly five hundred times as many as in unit 7.
#
# The mean over the pixels is `nn.AdaptiveAvgPool2d(1)`, which leaves [n,512,1,1], and `nn.Flatten()` makes [n,512] of
# that. The result are two scores for each image, logits as in unit 9: no softmax.
#
# `width` stands for the 64, and everything else grows with it. With a width of 16 the network has 700,146 numbers and
# takes about a tenth of the time: thin enough for a processor without a graphics card.


# %%
def make_resnet18(width: int = 64, channels: int = 1, classes: int = 2) -> nn.Module:
    """A new residual network of 18 layers with random parameters.

    Args:
        width: the channels of the first stage; the others have twice, four and eight times as many.
        channels: those of the images: 1 for shades of grey, 3 for colours.
        classes: how many scores it gives for an image.
    Returns:
        a torch module that turns float tensors [n,channels,h,w] into scores [n,classes].
    Example:
        >>> net = make_resnet18()
        >>> net(torch.rand(5, 1, 28, 28)).shape, sum(p.numel() for p in net.parameters())
        (torch.Size([5, 2]), 11168706)
    """
    ### BEGIN SOLUTION
    blocks: list[nn.Module] = []
    size = width
    for stage in range(4):
        wider = width * 2**stage
        blocks += [ResidualBlock(size, wider, stride=1 if stage == 0 else 2), ResidualBlock(wider, wider)]
        size = wider
    start = [nn.Conv2d(channels, width, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
    return nn.Sequential(*start, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(size, classes))
    ### END SOLUTION


# %% [markdown]
# ## Exercise: `train_deeper`
#
# Now put it together, from parts that are all your own:
#
# 1. batches of 32 by `make_batches`, those to train with in a new random order every time, and `DataLoaders` for both;
# 2. a network by `make_resnet18` of the width that is asked for;
# 3. a `Learner` with `cross_entropy` as its loss and `accuracy` as its metric, and `fit(epochs, lr=0.1)`.
#
# The Learner calls `opt_func(parameters, lr)`, but `OneCycleSGD` also wants to know the number of steps. `partial` gives
# a function some of its arguments in advance: `partial(OneCycleSGD, steps=388)` can be called with the other two. The
# number of steps is the number of batches in an epoch times the number of epochs: 12,396 images make 388 batches of 32
# (the last one is smaller), and as many steps in one epoch.
#
# Data and network have to be on the `device`, as in unit 9: `x.to(device)`, `net.to(device)`.


# %%
def train_deeper(
    train_x: Tensor,
    train_y: Tensor,
    valid_x: Tensor,
    valid_y: Tensor,
    device: torch.device | str,
    width: int = 64,
    epochs: int = 1,
) -> Learner:
    """Train a residual network of 18 layers with your own Learner, by the one-cycle policy.

    Args:
        train_x: float32 tensor [n,1,28,28], one image a row, in any order.
        train_y: int64 tensor [n] with 0 or 1 for each image.
        valid_x, valid_y: the same for the images to validate with.
        device: where to train, "cpu" or "cuda".
        width: that of the network.
        epochs: how many epochs one cycle takes.
    Returns:
        the Learner after its `fit`: `learn.model` is trained, and `learn.recorder.values` has a row for every epoch with
        the training loss, the validation loss and the accuracy.
    """
    ### BEGIN SOLUTION
    train_dl = make_batches(train_x.to(device), train_y.to(device), batch_size=32, shuffle=True)
    valid_dl = make_batches(valid_x.to(device), valid_y.to(device), batch_size=32)
    opt_func = partial(OneCycleSGD, steps=epochs * math.ceil(len(train_x) / 32))
    net = make_resnet18(width).to(device)
    learn = Learner(DataLoaders(train_dl, valid_dl), net, opt_func, cross_entropy, accuracy)
    learn.fit(epochs, 0.1)
    return learn
    ### END SOLUTION


# %% [markdown]
# On the small sample, 800 images make only 25 steps an epoch, so give it a few. A thin network is done in seconds.

# %%
if __name__ == "__main__":
    with demonstration():
        torch.manual_seed(0)
        learn = train_deeper(*threes_and_sevens("train"), *threes_and_sevens("valid"), "cpu", width=8, epochs=5)
        print("epoch   training loss   validation loss   accuracy")
        for epoch, (train_loss, valid_loss, metric) in enumerate(learn.recorder.values, start=1):
            print(f"{epoch:5}{train_loss:16.4f}{valid_loss:18.4f}{metric:11.4f}")

# %% [markdown]
# On all 12,396 threes and sevens of MNIST, a single epoch is enough for more than 0.99, with a width of 16 as well.
#
# What comes next is in your hands. All ten digits take `classes=10` and other labels; photographs take `channels=3` and
# more patience. The parts stay the same.
