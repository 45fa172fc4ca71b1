# %% [markdown]
# # Unit 3: Learning is walking downhill
#
# After this unit you will be able to
#
# - ask torch for the slope of any function at any point;
# - use that slope to change numbers so that a loss gets smaller;
# - fit a curve to measurements, with the very steps that will train your digit classifier.

# %%
from collections.abc import Callable, Iterable

import torch
from torch import Tensor

if __name__ == "__main__":
    from demo import demonstration
    from pictures import show_fits, show_parabola

# %% [markdown]
# ## The idea
#
# A model has numbers that you may change, its *parameters*. A *loss* says in one number how bad its answers are: the
# smaller, the better. Learning is finding parameters with a small loss, and you can find them as you would find your
# way into a valley in fog: feel which way the ground slopes, take a step downhill, and do it again.
#
# The slope is called the *gradient*: how fast the loss rises when a parameter grows. Where it is positive, growing
# makes things worse, so go the other way. How far? The gradient times a small number, the *learning rate*. On the
# parabola x² at x = 3 the gradient is 6. With a learning rate of 0.1 the step is 0.6, down to x = 2.4. There the
# slope is 4.8, and the next step leads to 1.92. The ground gets flatter and the steps shorter, all by themselves.
#
# ## Exercise: `gradient_at`
#
# You need not work out the gradient by hand: torch keeps a record of every calculation with a tensor that *requires
# gradients*, and can walk back through it. It takes three steps:
#
# 1. mark a copy of x with `requires_grad_()`;
# 2. put it through the function, and call `backward()` on the result, which must be a single number;
# 3. read the `.grad` of your copy.
#
# If x holds several numbers, each gets a gradient of its own. For the sum of the squares of 3, 4 and 10 they are 6, 8
# and 20, twice each number.


# %%
def gradient_at(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """The gradient of f at x.

    Args:
        f: a function that takes a tensor shaped like x and returns a tensor of rank 0.
        x: float tensor of any shape. Leave it as it is: work on a copy.
    Returns:
        a float tensor shaped like x.
    Example:
        >>> gradient_at(lambda x: (x**2).sum(), torch.tensor([3.0, 4.0, 10.0]))
        tensor([ 6.,  8., 20.])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# Look at the parabola at x = 3: the gradient is the slope of the line that touches it there.

# %%
if __name__ == "__main__":

    def square(x: Tensor) -> Tensor:
        """A valley with its lowest point at 0."""
        return x**2

    with demonstration():
        slope = gradient_at(square, torch.tensor(3.0))
        print(f"The gradient at 3 is {slope:.1f}.")
        show_parabola(square, 3.0, -0.1 * slope.item())

# %% [markdown]
# ## Exercise: `sgd_step`
#
# One step downhill, for all parameters of a model. For each of them: subtract the learning rate times its gradient.
#
# ```python
# >>> weights = torch.tensor([1.0, -2.0], requires_grad=True)
# >>> weights.grad = torch.tensor([0.5, -1.0])  # usually the work of backward()
# >>> sgd_step([weights], lr=0.1)
# >>> weights
# tensor([ 0.9500, -1.9000], requires_grad=True)
# ```
#
# Two things to mind:
#
# - The step is no part of the calculation whose gradient you want, so torch must not record it. Change `p.data`
#   instead of `p`, or put the change under `with torch.no_grad():`. And change the tensor itself, with `-=`. After
#   `p = p - ...` the name `p` stands for a new tensor, and the model still holds the old one.
# - The next `backward()` *adds* its gradients to those that are there. So clear them when you have used them:
#   `p.grad = None` or `p.grad.zero_()`.
#
# (The S in SGD stands for *stochastic*: later, each step will look at only a random part of the data.)


# %%
def sgd_step(params: Iterable[Tensor], lr: float) -> None:
    """Move every parameter against its gradient, in place, and clear the gradient.

    Args:
        params: tensors that require gradients, each with a `.grad` of its own shape. They come in a list, or in anything
            else that a for loop can walk through once, such as a generator.
        lr: the learning rate.
    Returns:
        nothing. Afterwards every parameter has moved by -lr times its gradient, and its `.grad` is None or zero.
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `quadratic`
#
# Now something to fit. A roller coaster rolls over a hill, and you measure its speed once a second: fast at first,
# slow at the top, fast again on the other side. The measurements are a little off, but a parabola seems to fit: speed
# is `a·t² + b·t + c`. That is a model with three parameters, which you do not know yet.
#
# With a, b, c = 2, -3, 1 the speeds at t = 0, 1, 2 would be 1, 0 and 3.


# %%
def quadratic(t: Tensor, params: Tensor) -> Tensor:
    """a·t² + b·t + c for every time in t.

    Args:
        t: float tensor [n], the times.
        params: float tensor [3] with a, b and c in this order.
    Returns:
        a float tensor [n], through which backward() reaches params.
    Example:
        >>> quadratic(torch.tensor([0.0, 1.0, 2.0]), torch.tensor([2.0, -3.0, 1.0]))
        tensor([1., 0., 3.])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `mse`
#
# How bad are three given parameters? Compare the predicted speeds with the measured ones: the *mean squared error* is
# the mean of the squared differences. (You know it from unit 2, where it was followed by a root.)
#
# If the parabola predicts 1, 0 and 3, and you measured 1, 2 and 0, the squares are 0, 4 and 9, and the loss is
# 4.3333.


# %%
def mse(preds: Tensor, targets: Tensor) -> Tensor:
    """The mean squared error.

    Args:
        preds, targets: float tensors of the same shape, [n] or a column [n,1].
    Returns:
        a float tensor of rank 0, through which backward() reaches preds.
    Example:
        >>> mse(torch.tensor([1.0, 0.0, 3.0]), torch.tensor([1.0, 2.0, 0.0]))
        tensor(4.3333)
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `apply_step`
#
# All the parts are there. One step of learning is: predict, work out the loss, call `backward()` on it, take a step.
#
# By hand, for two measurements and parameters that all start at 0: the predictions are 0 and 0, the speeds 1 and 3,
# so the loss is (1 + 9) / 2 = 5. The gradients are -3, -3 and -4; with a learning rate of 0.1 the parameters become
# 0.3, 0.3 and 0.4.
#
# ```python
# >>> params = torch.zeros(3, requires_grad=True)
# >>> loss = apply_step(torch.tensor([0.0, 1.0]), torch.tensor([1.0, 3.0]), params, lr=0.1)
# >>> params
# tensor([0.3000, 0.3000, 0.4000], requires_grad=True)
# ```


# %%
def apply_step(t: Tensor, speed: Tensor, params: Tensor, lr: float) -> float:
    """One step of gradient descent for the parabola: predict, loss, backward, step.

    Args:
        t, speed: float tensors [n], the times and the measured speeds.
        params: float tensor [3] that requires gradients and holds none yet; it is changed in place, by one step, and
            its gradient is cleared again.
        lr: the learning rate.
    Returns:
        the loss *before* the step, as a plain float (`loss.item()`).
    Example:
        >>> apply_step(torch.tensor([0.0, 1.0]), torch.tensor([1.0, 3.0]), torch.zeros(3, requires_grad=True), lr=0.1)
        5.0
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `fit_quadratic`
#
# One step helps a little; many help a lot. Take the step again and again, and keep the losses: a list of numbers that
# falls is what learning looks like. For the two measurements above, four steps give 5.0, 2.18, 0.9556 and 0.4234.


# %%
def fit_quadratic(t: Tensor, speed: Tensor, params: Tensor, lr: float, steps: int = 10) -> list[float]:
    """Fit the parabola to the measurements.

    Args:
        t, speed: float tensors [n], the times and the measured speeds.
        params: float tensor [3] that requires gradients and holds none yet; it is changed in place.
        lr: the learning rate.
        steps: how many steps to take.
    Returns:
        the loss before each step, a list of `steps` floats.
    Example:
        >>> params = torch.zeros(3, requires_grad=True)
        >>> losses = fit_quadratic(torch.tensor([0.0, 1.0]), torch.tensor([1.0, 3.0]), params, lr=0.1, steps=4)
        >>> [round(loss, 4) for loss in losses]
        [5.0, 2.18, 0.9556, 0.4234]
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# Here is the roller coaster: twenty seconds, measured with some error, and parameters that start at random. Ten
# steps.

# %%
if __name__ == "__main__":
    torch.manual_seed(0)
    t = torch.arange(20.0)
    speed = 0.75 * (t - 9.5) ** 2 + 1 + 3 * torch.randn(20)
    params = torch.randn(3, requires_grad=True)
    with demonstration():
        fits, losses = [], []
        for _ in range(10):
            fits.append(quadratic(t, params).detach())
            losses += fit_quadratic(t, speed, params, lr=1e-5, steps=1)
        print(" ".join(f"{loss:.0f}" for loss in losses))
        show_fits(t, speed, fits)

# %% [markdown]
# The losses fall quickly at first and then hardly at all, and the fit is better, yet not good: the slope along `a` is
# so much steeper than along `b` and `c` that a learning rate small enough for one is too small for the others. Try
# 1e-4, and watch what a step that is too long does. Choosing the learning rate is something you will do in every unit
# from here.
