# %% [markdown]
# # Unit 2: Downhill to the same line
#
# After this unit you will be able to
#
# - work out by hand in which direction a loss rises;
# - write a training loop that stops when the loss is low enough;
# - write an optimizer, an object that remembers something from step to step.

# %%
from collections.abc import Callable

import torch
from torch import Tensor
from unit1_line import mse, residuals

if __name__ == "__main__":
    from demo import demonstration, nebulae
    from pictures import show, show_line, show_losses

# %% [markdown]
# ## The idea
#
# Think of a landscape: one direction is the slope of the line, the other one is its start, and the height is the
# loss. You stand somewhere in it, in fog, and want to get down to the lowest place. You cannot see it. But you can
# feel how steep the ground is under your feet. So you take a step downhill, and feel again. This is *gradient
# descent*, and nearly every model is trained in this way.
#
# ## Exercise: `gradient`
#
# The *gradient* holds two numbers: how fast the loss rises when the slope grows, and how fast it rises when the start
# grows. You can work out both by hand.
#
# - Let the start grow by a small number h. Every prediction grows by h, so every residual r falls by h, and its square
#   r² changes by about -2 · r · h. So the loss changes by h times the mean of -2 · r.
# - Let the slope grow by h. Now a prediction grows by h times its distance, so a point that is far away counts for
#   more. The loss changes by h times the mean of -2 · r · distance.
#
# The two means are the two numbers of the gradient.
#
# The example of unit 1 had the distances 0, 1, 2 and the residuals 1, 2, 0. The residuals times the distances are 0,
# 2, 0, with the mean 0.6667; times -2 this is -1.3333. The residuals have the mean 1; times -2 this is -2. Both are
# negative: the loss falls when the line gets steeper, and when it is lifted.


# %%
def gradient(distance: Tensor, velocity: Tensor, line: Tensor) -> Tensor:
    """How fast the mean squared error rises with the slope, and how fast with the start.

    Args:
        distance, velocity: float tensors [n].
        line: float tensor [2], the slope and the start.
    Returns:
        a float tensor [2]: first the number for the slope, then the one for the start.
    Example:
        >>> gradient(torch.tensor([0.0, 1.0, 2.0]), torch.tensor([1.0, 3.0, 2.0]), torch.tensor([1.0, 0.0]))
        tensor([-1.3333, -2.0000])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# Torch can work out gradients by itself. Do the two agree?

# %%
if __name__ == "__main__":
    distance, velocity = nebulae()
    with demonstration():
        line = torch.tensor([100.0, 100.0], requires_grad=True)
        mse(distance, velocity, line).backward()
        print("by hand: ", gradient(distance, velocity, line.detach()))
        print("by torch:", line.grad)

# %% [markdown]
# ## Exercise: `take_step`
#
# The gradient points uphill, so go the other way: subtract the gradient, times a small number, the *learning rate*.
# Make a new line; the old one stays as it is, so that you can compare the two.
#
# From the line 1, 0 with the gradient -1.3333, -2 and a learning rate of 0.1, a step leads to 1.1333, 0.2.


# %%
def take_step(distance: Tensor, velocity: Tensor, line: Tensor, lr: float) -> Tensor:
    """The line after one step downhill.

    Args:
        distance, velocity: float tensors [n].
        line: float tensor [2], the slope and the start. It is not changed.
        lr: the learning rate.
    Returns:
        a new float tensor [2]: the line minus lr times the gradient.
    Example:
        >>> take_step(torch.tensor([0.0, 1.0, 2.0]), torch.tensor([1.0, 3.0, 2.0]), torch.tensor([1.0, 0.0]), lr=0.1)
        tensor([1.1333, 0.2000])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `fit`
#
# Now take steps until the line is good enough. Begin with a line of two zeros. As long as the loss is not below the
# goal, take a step and count it. There is one more reason to stop: if the learning rate does not fit, the loss may
# never get there. So take no more than `most` steps.
#
# For the three points of the examples, the line 0, 0 has the loss 4.6667. With a learning rate of 0.1 it falls to
# 1.7852, 0.9825, 0.7490 and 0.6725. With the goal 0.7 it takes four steps. With a goal of 10 it takes none, since
# 4.6667 is below 10 already.


# %%
def fit(distance: Tensor, velocity: Tensor, lr: float, goal: float, most: int = 1000) -> tuple[Tensor, int]:
    """Step after step from a line of two zeros, until the mean squared error is below the goal.

    Args:
        distance, velocity: float tensors [n].
        lr: the learning rate.
        goal: the first line with a loss below this number is good enough.
        most: how many steps to take at most.
    Returns:
        the line, a float tensor [2], and the number of steps that were taken, an int.
    Example:
        >>> line, steps = fit(torch.tensor([0.0, 1.0, 2.0]), torch.tensor([1.0, 3.0, 2.0]), lr=0.1, goal=0.7)
        >>> line
        tensor([0.8520, 0.8481])
        >>> steps
        4
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# The best line of the nebulae has a loss of 49,727. How many steps does it take to get below 50,000? Watch what the
# learning rate does: if it is too small, the way is long. If it is too large, each step jumps over the valley and
# lands higher than before.

# %%
if __name__ == "__main__":
    with demonstration():
        for lr in (0.05, 0.1, 0.3, 0.5):
            line, steps = fit(distance, velocity, lr, goal=50_000.0, most=200)
            print(f"learning rate {lr}: {steps:3} steps, loss {mse(distance, velocity, line):.6g}")
        lines = [fit(distance, velocity, lr=0.1, goal=0.0, most=steps)[0] for steps in (1, 2, 5, 20)]
        show(show_line(distance, velocity, lines), "fits")

# %% [markdown]
# ## Exercise: `Momentum`
#
# A ball that rolls downhill does not stop and think after each metre: it keeps some of its speed. A step with
# *momentum* does the same. It keeps a *push*, which is 0 at first. In each step
#
# 1. the new push is the momentum times the old push, plus the gradient at the present line;
# 2. the new line is the old line minus the learning rate times the new push.
#
# Where the ground slopes the same way step after step, the push grows, and the steps get longer. With a momentum of 0
# this is plain gradient descent.
#
# The push must survive from one step to the next, and so must the line. A function forgets its variables when it
# returns; an object keeps what is written to `self`. So this exercise is a class. It works for any gradient: it is
# told a function that gives it. In this example the gradient is twice the numbers themselves.
#
# At 1 the gradient is 2 and the push becomes 2; with a learning rate of 0.1 the step leads to 0.8. There the gradient
# is 1.6, the push becomes 0.5 · 2 + 1.6 = 2.6, and the step leads to 0.54.
#
# ```python
# >>> ball = Momentum(lambda line: 2 * line, torch.tensor([1.0, -1.0]), lr=0.1, momentum=0.5)
# >>> ball.step()
# tensor([ 0.8000, -0.8000])
# >>> ball.step()
# tensor([ 0.5400, -0.5400])
# ```


# %%
class Momentum:
    """Gradient descent that keeps a part of the last push.

    Args:
        gradient: a function that takes a line and returns the gradient there, both float tensors of one shape.
        line: the float tensor to begin with. It is not changed.
        lr: the learning rate.
        momentum: how much of the push is kept from step to step.
    """

    def __init__(self, gradient: Callable[[Tensor], Tensor], line: Tensor, lr: float, momentum: float = 0.9) -> None:
        # Write your code here, then delete the next line.
        raise NotImplementedError

    def step(self) -> Tensor:
        """Take one step, for which the gradient is asked once, and return the new line: a float tensor."""
        # Write your code here, then delete the next line.
        raise NotImplementedError


# %% [markdown]
# Both with the same learning rate: how many steps does each of them take to get below 50,000?

# %%
if __name__ == "__main__":
    with demonstration():
        losses = {}
        for momentum in (0.0, 0.7, 0.9):
            ball = Momentum(lambda line: gradient(distance, velocity, line), torch.zeros(2), 0.1, momentum)
            losses[f"momentum {momentum}"] = [mse(distance, velocity, ball.step()).item() for _ in range(60)]
        for name, curve in losses.items():
            print(f"{name}: {next((number for number, loss in enumerate(curve, 1) if loss < 50_000), None)} steps")
        show(show_losses(losses), "losses")

# %% [markdown]
# Some momentum helps, and too much of it makes the line swing to and fro. You now have a model, a loss, a gradient, a
# loop and an optimizer. A large network is trained with these same five; only its gradient is worked out by torch.
