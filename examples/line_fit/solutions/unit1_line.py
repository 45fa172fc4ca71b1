# %% [markdown]
# # Unit 1: A line through the nebulae
#
# After this unit you will be able to
#
# - predict a number from another one, by a line;
# - say in one number how badly a line fits;
# - find the line that fits best, without any search.

# %%
import torch
from torch import Tensor

if __name__ == "__main__":
    from demo import demonstration, nebulae
    from pictures import show, show_line

# %% [markdown]
# ## The idea
#
# In 1929 Edwin Hubble knew of 24 nebulae how far away they are, and how fast each moves away from us or towards us.
# (Today we call them galaxies.) He drew one against the other and saw a line: the farther a nebula is, the faster it
# moves away. This was the first good sign that the universe expands.
#
# You will find this line from his own numbers. A distance is measured in megaparsecs (Mpc; one is about 3.26 million
# light years), a velocity in kilometres a second. A negative velocity means that the nebula comes nearer.

# %%
if __name__ == "__main__":
    distance, velocity = nebulae()
    for far, fast in zip(distance[::6].tolist(), velocity[::6].tolist(), strict=True):
        print(f"{far:5.3f} Mpc away: {fast:4.0f} km/s")

# %% [markdown]
# A line has two numbers: a *slope*, by which it rises for each megaparsec, and a *start*, its height at the distance
# 0. In this course both stand in one tensor, the slope first: `torch.tensor([400.0, 50.0])` is a line that begins at
# 50 km/s and rises by 400 km/s for each megaparsec.
#
# ## Exercise: `predict`
#
# The velocity that a line expects is the slope times the distance, plus the start. Torch does this for all distances
# at once.
#
# With the slope 2 and the start 1, the distances 0, 1 and 2 give the velocities 1, 3 and 5.


# %%
def predict(distance: Tensor, line: Tensor) -> Tensor:
    """The velocities that a line expects.

    Args:
        distance: float tensor [n].
        line: float tensor [2], the slope and the start.
    Returns:
        a float tensor [n].
    Example:
        >>> predict(torch.tensor([0.0, 1.0, 2.0]), torch.tensor([2.0, 1.0]))
        tensor([1., 3., 5.])
    """
    ### BEGIN SOLUTION
    slope, start = line
    return slope * distance + start
    ### END SOLUTION


# %% [markdown]
# ## Exercise: `residuals`
#
# No line meets all 24 points. What is left between a point and the line is called its *residual*: the measured
# velocity minus the one that the line expects. It is positive for a point above the line, and negative for one below.
#
# Take the slope 1 and the start 0. At the distances 0, 1 and 2 the line expects 0, 1 and 2. If 1, 3 and 2 were
# measured, the residuals are 1, 2 and 0.


# %%
def residuals(distance: Tensor, velocity: Tensor, line: Tensor) -> Tensor:
    """What was measured, minus what the line expects.

    Args:
        distance, velocity: float tensors [n].
        line: float tensor [2], the slope and the start.
    Returns:
        a float tensor [n].
    Example:
        >>> residuals(torch.tensor([0.0, 1.0, 2.0]), torch.tensor([1.0, 3.0, 2.0]), torch.tensor([1.0, 0.0]))
        tensor([1., 2., 0.])
    """
    ### BEGIN SOLUTION
    return velocity - predict(distance, line)
    ### END SOLUTION


# %% [markdown]
# ## Exercise: `mse`
#
# Which of two lines is better? You need one number for each line. The mean of the residuals will not do: large ones
# with opposite signs cancel. So square them first. The *mean squared error* is the mean of the squared residuals. It
# is 0 only for a line that meets every point, and one large miss costs more than two small ones.
#
# The residuals 1, 2 and 0 have the squares 1, 4 and 0, and the mean of these is 1.6667.
#
# A number that says how bad a model is has a general name: a *loss*.


# %%
def mse(distance: Tensor, velocity: Tensor, line: Tensor) -> Tensor:
    """The mean of the squared residuals.

    Args:
        distance, velocity: float tensors [n].
        line: float tensor [2], the slope and the start.
    Returns:
        a float tensor of rank 0, through which backward() reaches the line.
    Example:
        >>> mse(torch.tensor([0.0, 1.0, 2.0]), torch.tensor([1.0, 3.0, 2.0]), torch.tensor([1.0, 0.0]))
        tensor(1.6667)
    """
    ### BEGIN SOLUTION
    return (residuals(distance, velocity, line) ** 2).mean()
    ### END SOLUTION


# %% [markdown]
# Try some lines on the nebulae. Can you find one with a loss below 60,000?

# %%
if __name__ == "__main__":
    with demonstration():
        for slope, start in ((0.0, 400.0), (300.0, 0.0), (600.0, -100.0)):
            print(f"slope {slope:3.0f}, start {start:4.0f}: loss {mse(distance, velocity, torch.tensor([slope, start])):6.0f}")

# %% [markdown]
# ## Exercise: `least_squares`
#
# There is no need to try. For a line, the smallest mean squared error can be worked out at once, in three steps:
#
# 1. Take the mean distance away from every distance, and the mean velocity from every velocity. Call what is left dx
# and dy. The best line goes through the point of the two means, so now it goes through (0, 0), and only its slope is
# to be found.
# 2. The slope is the sum of all dx · dy, divided by the sum of all dx².
# 3. The start is the mean velocity minus the slope times the mean distance.
#
# Follow it on paper: the distances 0, 1 and 2 have the mean 1, the velocities 1, 3 and 2 the mean 2. So dx is -1, 0,
# 1, and dy is -1, 1, 0. The products add up to 1, the squares of dx to 2, and the slope is 0.5. The start is 2 - 0.5
# · 1 = 1.5.
#
# Give both numbers back in one tensor. `torch.stack` makes it from a list of two tensors of rank 0.


# %%
def least_squares(distance: Tensor, velocity: Tensor) -> Tensor:
    """The line with the smallest mean squared error.

    Args:
        distance, velocity: float tensors [n]. Not all distances are the same.
    Returns:
        a float tensor [2], the slope and the start.
    Example:
        >>> least_squares(torch.tensor([0.0, 1.0, 2.0]), torch.tensor([1.0, 3.0, 2.0]))
        tensor([0.5000, 1.5000])
    """
    ### BEGIN SOLUTION
    dx, dy = distance - distance.mean(), velocity - velocity.mean()
    slope = (dx * dy).sum() / (dx**2).sum()
    return torch.stack([slope, velocity.mean() - slope * distance.mean()])
    ### END SOLUTION


# %% [markdown]
# And here is Hubble's line.

# %%
if __name__ == "__main__":
    with demonstration():
        line = least_squares(distance, velocity)
        print(f"slope {line[0]:.1f} (km/s for each Mpc), start {line[1]:.1f} km/s, loss {mse(distance, velocity, line):.0f}")
        show(show_line(distance, velocity, [line]), "line")

# %% [markdown]
# The slope is near 450. Today it is known to be about 70: the distances of 1929 were about seven times too small. But
# the points do lie around a line, and that was the discovery.
#
# Few models are so kind that their best numbers can be worked out at once. The next unit finds the same line in a way
# that works for all of them.
