# %% [markdown]
# # Unit 6: An optimizer
#
# After this unit you will be able to
#
# - keep parameters, learning rate and step together in one object, an *optimizer*;
# - write a training loop that works with any optimizer, your own or one of torch's;
# - show that two pieces of code do the same thing, by comparing parameters instead of accuracies.

# %%
from collections.abc import Callable, Iterable
from typing import Protocol

import torch
from torch import Tensor
from unit05_training import calc_grad, validate_epoch

Model = Callable[[Tensor], Tensor]  # images [n,784] in, scores [n,1] out
Batches = Iterable[tuple[Tensor, Tensor]]  # pairs of images [n,784] and labels [n,1]


class Optimizer(Protocol):
    """Whatever has these two methods: your BasicOptim, or an optimizer of torch."""

    def step(self) -> object:
        """Move every parameter against its gradient."""

    def zero_grad(self) -> None:
        """Clear every gradient."""


if __name__ == "__main__":
    from demo import demonstration, sample
    from pictures import show_loss_surface, show_training
    from unit04_loss import make_dataset
    from unit05_training import make_batches

# %% [markdown]
# ## A model that holds its own parameters
#
# In unit 5 you carried weights and bias around by hand. Torch has a linear model that looks after its own: `nn.Linear`.
# `nn.Linear(784, 1)` makes random weights and a bias, and does `xb @ weights + bias` when you call it. (It stores the
# weights the other way round, as [1,784]. That is only a habit of torch.)
#
# Every torch model hands out its parameters through `parameters()`. Have a look:

# %%
if __name__ == "__main__":
    linear = torch.nn.Linear(784, 1)
    for parameter in linear.parameters():
        print(f"shape {list(parameter.shape)}, requires a gradient: {parameter.requires_grad}")
    walk = linear.parameters()
    print(f"first walk: {len(list(walk))} parameters, second walk: {len(list(walk))}")

# %% [markdown]
# Did you notice the last line? `parameters()` gives a *generator*. It hands the parameters out one after the other, and
# when it has come to its end, it stays there: a second walk finds nothing. Whoever needs the parameters more than once
# makes a list of them first.
#
# ## Exercise: `BasicOptim`
#
# A training loop should not have to know how a step is taken. So put it into an object that is told once, when it is
# made, which parameters to look after and with what learning rate. Then it needs only two methods:
#
# - `step()` moves every parameter by minus the learning rate times its gradient, and leaves the gradient alone;
# - `zero_grad()` clears the gradients.
#
# Here is a single weight of 2 and a loss of three times the weight, so its gradient is 3, wherever it stands. With a
# learning rate of 0.5, a step moves it by -1.5. The gradient stays, so another step moves it by -1.5 again.
#
# ```python
# >>> weight = torch.tensor([2.0], requires_grad=True)
# >>> opt = BasicOptim([weight], lr=0.5)
# >>> (3 * weight).sum().backward()
# >>> opt.step()
# >>> weight
# tensor([0.5000], requires_grad=True)
# >>> opt.step()
# >>> weight
# tensor([-1.], requires_grad=True)
# >>> opt.zero_grad()
# >>> weight.grad is None or weight.grad.item() == 0
# True
# ```
#
# The two lines of the step are those of `sgd_step` from unit 3. New is only that the object remembers.


# %%
class BasicOptim:
    """Plain gradient descent, as an object that remembers what to change and how far.

    Args:
        params: tensors that require gradients, in a list or as the generator that `model.parameters()` gives.
        lr: the learning rate.
    """

    def __init__(self, params: Iterable[Tensor], lr: float) -> None:
        # Write your code here, then delete the next line.
        raise NotImplementedError

    def step(self) -> None:
        """Move every parameter by -lr times its gradient, in place. Each has a gradient; all keep theirs."""
        # Write your code here, then delete the next line.
        raise NotImplementedError

    def zero_grad(self) -> None:
        """Clear every gradient: afterwards it is None or zero. Each parameter has one; the parameters stay as they are."""
        # Write your code here, then delete the next line.
        raise NotImplementedError


# %% [markdown]
# Try it on a loss of two weights that you can see from above, like a valley on a map. It is ten times as steep in one
# direction as in the other. With a learning rate that is too small, ten steps leave you far from the bottom; one that
# is too large jumps across the valley to ever higher ground. In between is one that gets nearly there.

# %%
if __name__ == "__main__":

    def valley(w: Tensor) -> Tensor:
        """A loss of two weights [2], lowest where both are 0."""
        return (w[0] ** 2 + 10 * w[1] ** 2) / 2

    with demonstration():
        ways = {}
        for title, lr in (("too small", 0.01), ("good", 0.15), ("too large", 0.21)):
            weights = torch.tensor([-4.0, 1.5], requires_grad=True)
            opt = BasicOptim([weights], lr)
            way = [weights.detach().clone()]
            for _ in range(10):
                valley(weights).backward()
                opt.step()
                opt.zero_grad()
                way.append(weights.detach().clone())
            ways[f"{title}: lr {lr}"] = torch.stack(way)
            print(f"learning rate {lr}: the loss goes from {valley(way[0]):.2f} to {valley(way[-1]):.2f}")
        show_loss_surface(valley, ways)

# %% [markdown]
# ## Exercise: `train_epoch_with`
#
# Now the loop of unit 5 once more, with an optimizer. For every batch: work out the gradients, take a step, clear the
# gradients. Neither parameters nor learning rate appear any more, and that is the gain: the loop will work with every
# optimizer that has these two methods, however clever its step may be.
#
# A single weight starts at 0. The first batch is a three whose one pixel is 4; as in unit 5, the gradient is -1, and
# with a learning rate of 0.5 the weight becomes 0.5. The second batch is a seven whose pixel is 2. Its score is now 1
# and its probability 0.7311, far too high; the gradient is 0.3932, and the weight goes back to 0.3034.
#
# ```python
# >>> weight = torch.zeros(1, 1, requires_grad=True)
# >>> batches = [(torch.tensor([[4.0]]), torch.tensor([[1]])), (torch.tensor([[2.0]]), torch.tensor([[0]]))]
# >>> train_epoch_with(lambda xb: xb @ weight, batches, BasicOptim([weight], lr=0.5))
# >>> weight
# tensor([[0.3034]], requires_grad=True)
# ```


# %%
def train_epoch_with(model: Model, dl: Batches, opt: Optimizer) -> None:
    """Train for one epoch: one step of the optimizer for every batch.

    Args:
        model: turns images [n,784] into scores [n,1].
        dl: gives pairs (xb, yb).
        opt: has `step()` and `zero_grad()`, and looks after the parameters of the model. When the epoch begins, none
            of them holds a gradient, and when it ends, their gradients are cleared (None or zero) again.
    Returns:
        nothing (what you return is not looked at).
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `train_model`
#
# Training takes many epochs, and you want to see how it goes. After each epoch, measure the accuracy on the validation
# set and keep it. A list of numbers that rises is the good news this time.
#
# In the example a single weight of -1 takes every pixel for a seven. The three to learn from has a pixel of 4, the
# three to validate with one of 1. One epoch is not enough to change its mind, the second is.
#
# ```python
# >>> weight = torch.full((1, 1), -1.0, requires_grad=True)
# >>> train_dl = [(torch.tensor([[4.0]]), torch.tensor([[1]]))]
# >>> valid_dl = [(torch.tensor([[1.0]]), torch.tensor([[1]]))]
# >>> train_model(lambda xb: xb @ weight, train_dl, valid_dl, BasicOptim([weight], lr=10.0), epochs=3)
# [0.0, 1.0, 1.0]
# ```


# %%
def train_model(model: Model, train_dl: Batches, valid_dl: Batches, opt: Optimizer, epochs: int) -> list[float]:
    """Train for some epochs, and measure the accuracy after each of them.

    Args:
        model: turns images [n,784] into scores [n,1].
        train_dl: gives pairs (xb, yb) to learn from.
        valid_dl: gives pairs (xb, yb) to measure with. Nothing is learned from them.
        opt: has `step()` and `zero_grad()`, and looks after the parameters of the model.
        epochs: how often to walk through train_dl.
    Returns:
        the accuracy on valid_dl after each epoch, in order: a list of `epochs` numbers in [0,1], as `validate_epoch`
        gives them.
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# Train `nn.Linear` with it: learning rate 1, batches of 256, twenty epochs. On all of MNIST this ends between 0.978 and
# 0.983.

# %%
if __name__ == "__main__":
    with demonstration():
        torch.manual_seed(0)
        train_dl = make_batches(*make_dataset(sample(3), sample(7)), batch_size=256, shuffle=True)
        valid_dl = make_batches(*make_dataset(sample(3, "valid"), sample(7, "valid")), batch_size=256)
        linear = torch.nn.Linear(784, 1)
        curve = train_model(linear, train_dl, valid_dl, BasicOptim(linear.parameters(), lr=1.0), epochs=20)
        print(" ".join(f"{accuracy:.4f}" for accuracy in curve))
        show_training(curve, first=1)

# %% [markdown]
# ## Is it the same as torch's?
#
# Torch has an optimizer for this too: `torch.optim.SGD`. Is yours the same? Two models with the same accuracy may still
# be quite different; even a broken optimizer can come close. So compare what matters. Let two models start from the
# same parameters, train each on the same batches, one with your optimizer and one with torch's, and look at the largest
# difference between their parameters afterwards. Apart from rounding, it should be 0.

# %%
if __name__ == "__main__":
    with demonstration():
        torch.manual_seed(0)
        batches = [(torch.rand(8, 784), torch.randint(2, (8, 1))) for _ in range(10)]
        yours, theirs = torch.nn.Linear(784, 1), torch.nn.Linear(784, 1)
        theirs.load_state_dict(yours.state_dict())
        before = yours.weight.detach().clone()
        train_epoch_with(yours, batches, BasicOptim(yours.parameters(), lr=0.5))
        train_epoch_with(theirs, batches, torch.optim.SGD(theirs.parameters(), lr=0.5))
        print(f"ten steps moved the weights by up to {(yours.weight - before).abs().max():.4f}")
        print(f"yours and torch's differ by at most  {(yours.weight - theirs.weight).abs().max():.7f}")

# %% [markdown]
# From now on you may use either. Torch's can do more: it knows *momentum*, by which a step keeps some of the direction
# of the one before, like a ball that rolls. You will meet that in unit 9.
