# %% [markdown]
# # Unit 7: A network
#
# After this unit you will be able to
#
# - say why two linear layers in a row are no better than one, and what puts that right;
# - write a network with two layers from four tensors, and then in one line of torch;
# - train it with the tools that you already have, and beat the linear model.

# %%
from collections.abc import Iterable

import torch
from torch import Tensor, nn
from unit06_optimizer import BasicOptim, train_epoch_with

Batches = Iterable[tuple[Tensor, Tensor]]  # pairs of images [n,784] and labels [n,1]

if __name__ == "__main__":
    from demo import demonstration, sample
    from pictures import show_curve, show_weights
    from unit04_loss import make_dataset
    from unit05_training import make_batches, validate_epoch

# %% [markdown]
# ## Two straight lines make a straight line
#
# A linear model gives each pixel one weight, once and for all. It cannot say "ink here is a good sign, but only if
# there is none over there". For that, one layer has to look for simple things, and the next one to combine what was
# found.
#
# So put two linear layers after one another? Alone, that gains nothing. Take 2x + 1, and then 3 times that, plus 4:
# 3(2x + 1) + 4 = 6x + 7. That is a linear function again, and a single layer could have done it. It stays so for
# matrices, and for a hundred layers.
#
# Something must bend in between. The simplest bend of all is enough: keep what is positive, and replace everything
# negative by 0. It is called the *rectified linear unit*, or ReLU.
#
# ## Exercise: `relu`
#
# Of -2, -0.5, 0 and 3 only the 3 is positive; the result is 0, 0, 0 and 3. Like the sigmoid, it works on every number
# of a tensor by itself. Write it without changing the tensor that comes in.


# %%
def relu(x: Tensor) -> Tensor:
    """Every negative number becomes 0; the others stay.

    Args:
        x: float tensor of any shape, which stays as it is.
    Returns:
        a float tensor of the same shape; gradients pass where x is positive.
    Example:
        >>> relu(torch.tensor([-2.0, -0.5, 0.0, 3.0]))
        tensor([0., 0., 0., 3.])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %%
if __name__ == "__main__":
    with demonstration():
        show_curve(relu, "ReLU")

# %% [markdown]
# One bend looks like little. But bends can be added up. From two of them comes a function that no linear model can
# make, the size of a number without its sign: relu(x) + relu(-x). With enough of them, you can follow any curve as
# closely as you like, and where each bend goes is what training finds out.

# %%
if __name__ == "__main__":
    with demonstration():
        x = torch.tensor([-3.0, -1.0, 0.5, 2.0])
        print(f"relu(x)            {relu(x).tolist()}")
        print(f"relu(-x)           {relu(-x).tolist()}")
        print(f"relu(x) + relu(-x) {(relu(x) + relu(-x)).tolist()}")

# %% [markdown]
# ## Exercise: `simple_net`
#
# Now the network: a linear layer from 784 pixels to 30 numbers, ReLU, and a linear layer from these 30 to one score.
# The 30 numbers between are called *hidden*, because nobody sees them from outside. Each of them is a small linear
# model with its own question about the image, and the second layer weighs the answers.
#
# Small enough to do by hand, with two pixels and two hidden numbers: take the image (1, 2), the first weights
#
#     w1 = [[1, -1],
#           [1, -1]]
#
# with biases 0 and 1, and the second weights 2 and 5 with a bias of 0.5. The first layer gives 3 + 0 and -3 + 1, that
# is 3 and -2. ReLU makes 3 and 0 of it. The score is 3 × 2 + 0 × 5 + 0.5 = 6.5. Without ReLU it would have been -3.5.


# %%
def simple_net(xb: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor) -> Tensor:
    """The scores of a batch of images from a network with two layers: linear, ReLU, linear.

    Args:
        xb: float tensor [n,784], one image a row.
        w1: float tensor [784,30], the weights of the first layer.
        b1: float tensor [30], its biases.
        w2: float tensor [30,1], the weights of the second layer.
        b2: float tensor [1], its bias. All five stay as they are.
    Returns:
        a float tensor [n,1], from which gradients reach all four parameters. (Other sizes work as well, if they fit one
        another.)
    Example:
        >>> w1, b1 = torch.tensor([[1.0, -1.0], [1.0, -1.0]]), torch.tensor([0.0, 1.0])
        >>> w2, b2 = torch.tensor([[2.0], [5.0]]), torch.tensor([0.5])
        >>> simple_net(torch.tensor([[1.0, 2.0]]), w1, b1, w2, b2)
        tensor([[6.5000]])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `make_simple_net`
#
# Torch has all the parts. `nn.Linear(784, 30)` is a linear layer with its own weights and biases, `nn.ReLU()` is a
# ReLU, and `nn.Sequential(...)` calls what you give it one after the other: what comes out of the first goes into the
# second. The result is a model like `nn.Linear`, with `parameters()` and all.
#
# How many numbers does it have to learn? The first layer has 784 × 30 weights and 30 biases, the second 30 weights and
# 1 bias: 23,581 together. The linear model of unit 4 had 785.


# %%
def make_simple_net() -> nn.Module:
    """A new network 784-30-1 with random parameters: linear, ReLU, linear.

    Returns:
        a torch module that turns float tensors [n,784] into scores [n,1]. Every call makes a new one, with other random
        weights, and all of its parameters can learn.
    Example:
        >>> net = make_simple_net()
        >>> net(torch.rand(5, 784)).shape, sum(p.numel() for p in net.parameters())
        (torch.Size([5, 1]), 23581)
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `train_simple_net`
#
# Is training a network different? No: same loss, same gradients, same step. Make a network, make an optimizer for its
# parameters, and train for some epochs with what you wrote in unit 6. That is all; the 23,581 numbers are as little
# trouble to you as one was.


# %%
def train_simple_net(train_dl: Batches, lr: float, epochs: int) -> nn.Module:
    """Make a new 784-30-1 network and train it: plain gradient descent on `mnist_loss`, a step for every batch.

    Args:
        train_dl: gives pairs (xb, yb): float [n,784], and [n,1] with 1 for a three and 0 for a seven, or the other way round.
            They stay as they are.
        lr: the learning rate.
        epochs: how often to walk through train_dl.
    Returns:
        the trained network.
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# With a learning rate of 0.1, batches of 256 and forty epochs on all of MNIST the accuracy is about 0.982. That leaves
# about 37 errors in the 2,038 images of the validation set; the ideal digits of unit 2 made about 100.
#
# Look at the weights of a few hidden numbers. Each has its own idea of what to look for.

# %%
if __name__ == "__main__":
    with demonstration():
        torch.manual_seed(0)
        train_dl = make_batches(*make_dataset(sample(3), sample(7)), batch_size=256, shuffle=True)
        valid_dl = make_batches(*make_dataset(sample(3, "valid"), sample(7, "valid")), batch_size=256)
        net = train_simple_net(train_dl, lr=0.1, epochs=40)
        print(f"accuracy {validate_epoch(net, valid_dl):.4f}")
        first = next(iter(net.parameters())).detach()  # [30,784]
        for unit in first.std(1).argsort(descending=True)[:3]:
            show_weights(first[unit].reshape(28, 28))

# %% [markdown]
# Could you add a third layer? Yes: one more `nn.ReLU()` and one more `nn.Linear` in the row. Deeper networks can do
# more with fewer numbers, but are harder to train; much of what is called *deep learning* is about making them behave.
