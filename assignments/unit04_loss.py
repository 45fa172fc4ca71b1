# %% [markdown]
# # Unit 4: A model and its loss
#
# After this unit you will be able to
#
# - arrange images and labels so that one matrix product scores them all;
# - write a model with 785 parameters, and start it with random ones;
# - turn its scores into probabilities, and those into a loss that gradients can lower;
# - explain why accuracy, which is what you care about, cannot be that loss.

# %%
import torch
from torch import Tensor

if __name__ == "__main__":
    from demo import demonstration, sample
    from pictures import show_curve, show_digit, show_weights

# %% [markdown]
# ## Exercise: `pr_eight`
#
# In unit 2 every pixel had the same say. But some tell more than others: ink at the lower left speaks for an eight,
# ink in the corners for nothing at all. So give every pixel a number of its own, a *weight*: positive where ink
# speaks for the digit, negative where it speaks against it, 0 where it means nothing. Multiply every pixel by its
# weight, add everything up, and you have a *score*: high if the image looks like the digit that the weights look for.
#
# A picture of four pixels and its weights:
#
# ```python
# >>> x = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
# >>> w = torch.tensor([[1.0, 2.0], [-0.5, 3.0]])
# >>> x * w
# tensor([[ 0.0000,  2.0000],
#         [-0.5000,  0.0000]])
# ```
#
# The score is 1.5. The other two weights do not matter for this picture: there is no ink under them.


# %%
def pr_eight(x: Tensor, w: Tensor) -> Tensor:
    """The score of an image: every pixel times its weight, added up.

    Args:
        x: float tensor [28,28], an image, or one of any other size.
        w: float tensor of the same shape, a weight for each pixel. Both stay as they are.
    Returns:
        a float tensor of rank 0, or a float.
    Example:
        >>> pr_eight(torch.tensor([[0.0, 1.0], [1.0, 0.0]]), torch.tensor([[1.0, 2.0], [-0.5, 3.0]]))
        tensor(1.5000)
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# What could weights for a three look like? A first guess: the ideal three minus the ideal seven. They are positive
# where threes have ink and sevens have none, and negative the other way round. See how a three and a seven score with
# them.

# %%
if __name__ == "__main__":
    with demonstration():
        guess = sample(3).mean(0) - sample(7).mean(0)
        show_weights(guess)
        for digit in (3, 7):
            show_digit(sample(digit)[0])
            print(f"A {digit} scores {pr_eight(sample(digit)[0], guess):.2f}.")

# %% [markdown]
# ## Exercise: `make_dataset`
#
# A guess is not learning. To learn, a model needs examples with their answers: inputs x and targets y.
#
# The position of a pixel no longer matters now, only that it meets its own weight. So every image becomes one long
# row of 28 × 28 = 784 numbers, and n images become a matrix [n,784]. The targets are a column [n,1]: 1 for a three, 0
# for a seven. First all the threes, then all the sevens.
#
# Why a column [n,1], and not a plain [n]? Because the model will give its scores as a column, and two tensors that
# are compared must have the same shape. Compare [n,1] with [n], and broadcasting quietly makes [n,n] of them: every
# score against every target. No error, only nonsense. Here with two scores and two targets:
#
# ```python
# >>> (torch.zeros(2, 1) - torch.zeros(2)).shape
# torch.Size([2, 2])
# ```


# %%
def make_dataset(threes: Tensor, sevens: Tensor) -> tuple[Tensor, Tensor]:
    """Images and their labels, arranged for a matrix product.

    Args:
        threes, sevens: float tensors [n,28,28] and [m,28,28], which stay as they are.
    Returns:
        x: float tensor [n+m,784], one image a row, the threes first.
        y: tensor [n+m,1], 1 for a three and 0 for a seven; float or int, both are fine.
    Example:
        >>> x, y = make_dataset(torch.rand(2, 28, 28), torch.rand(1, 28, 28))
        >>> x.shape, y.shape
        (torch.Size([3, 784]), torch.Size([3, 1]))
        >>> y.flatten()
        tensor([1., 1., 0.])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `init_params`
#
# Where do the weights come from? Start with random ones: they are wrong, and descent will mend them. (If they all
# started alike, those in a larger model would also all move alike, and never become different.) Random numbers from a
# normal distribution are mostly between -2 and 2; `std` stretches or squeezes them.
#
# Torch must also know that you will want gradients for these numbers. There is a trap here: `requires_grad_()` has to
# come *last*. Whatever is calculated from a tensor that requires gradients is a result, not a parameter, and torch
# keeps no `.grad` for results.
#
# ```python
# >>> parameter = (torch.ones(2) * 0.1).requires_grad_()
# >>> result = torch.ones(2).requires_grad_() * 0.1
# >>> parameter.is_leaf, result.is_leaf  # only a leaf gets a .grad
# (True, False)
# ```


# %%
def init_params(size: int | tuple[int, ...], std: float = 1.0) -> Tensor:
    """Random parameters to start from.

    Args:
        size: the shape, such as (784, 1), or a single int.
        std: the standard deviation of the normal distribution; its mean is 0.
    Returns:
        a float tensor of that shape, a leaf that requires gradients, with other numbers in every call.
    Example:
        >>> weights = init_params((784, 1))
        >>> weights.shape, weights.requires_grad
        (torch.Size([784, 1]), True)
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `linear1`
#
# The model itself. Scoring one image is a product and a sum; scoring a whole batch is a *matrix product*, written
# `@`: every row of `xb` [n,784] meets the column of `weights` [784,1], and out come n scores [n,1]. To each of them
# the same *bias* is added. Without it an image without ink could never score anything but 0.
#
# With two images of two pixels each, weights 0.5 and -1, bias 0.25:
#
# - first image (1, 2): 1 × 0.5 + 2 × (-1) + 0.25 = -1.25
# - second image (3, 4): 3 × 0.5 + 4 × (-1) + 0.25 = -2.25


# %%
def linear1(xb: Tensor, weights: Tensor, bias: Tensor) -> Tensor:
    """The scores of a batch of images. Scores before the sigmoid are also called logits.

    Args:
        xb: float tensor [n,784], one image a row; another number of columns will do as well, if weights has as many rows.
        weights: float tensor [784,1].
        bias: float tensor [1]. All three stay as they are.
    Returns:
        a float tensor [n,1], from which gradients reach weights and bias.
    Example:
        >>> xb, weights = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[0.5], [-1.0]])
        >>> linear1(xb, weights, torch.tensor([0.25]))
        tensor([[-1.2500],
                [-2.2500]])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Why accuracy is no loss
#
# The model says "three" when its score is above 0. You want more right answers, so why not let accuracy be what the
# gradients improve? Try it: four images of one pixel, and a single weight of 1. Move the weight by a little, and
# divide the change in accuracy by the size of the move. That is the slope.

# %%
if __name__ == "__main__":
    pixel = torch.tensor([[2.0], [-1.0], [0.5], [-3.0]])
    label = torch.tensor([[1.0], [0.0], [0.0], [1.0]])

    def accuracy_at(weight: float) -> float:
        """The accuracy on the four images with this weight."""
        return ((pixel * weight > 0) == label).float().mean().item()

    for step in (0.1, 0.01, 0.001):
        slope = (accuracy_at(1.0 + step) - accuracy_at(1.0)) / step
        print(f"weight {1.0 + step:.3f}   accuracy {accuracy_at(1.0 + step):.2f}   slope {slope:.1f}")

# %% [markdown]
# The accuracy stays at 0.50 and the slope is 0. Accuracy changes only when some answer flips from wrong to right, and
# a tiny move flips none. So its gradient is 0 nearly everywhere, and a step of size "learning rate × 0" goes nowhere.
#
# A loss must feel a little better when an answer gets a little better. For that, the answer must be a number that can
# move smoothly between "seven" and "three".
#
# ## Exercise: `sigmoid`
#
# A score can be any number. The *sigmoid* squeezes it into the range from 0 to 1, so that you can read it as a
# probability: `1 / (1 + e^-x)`. Score 0 gives 0.5, "no idea". A score of 2 gives 0.8808, one of -2 gives 0.1192, and
# the two add up to 1. However large the score, the result never leaves the range, and it always rises, smoothly.


# %%
def sigmoid(x: Tensor) -> Tensor:
    """Squeeze every number into the range from 0 to 1: 1 / (1 + e^-x).

    Args:
        x: float tensor of any shape, which stays as it is.
    Returns:
        a float tensor of the same shape, through which gradients pass. Of large numbers it is 0 or 1, never nan: try -1000
        and 1000.
    Example:
        >>> sigmoid(torch.tensor([-2.0, 0.0, 2.0]))
        tensor([0.1192, 0.5000, 0.8808])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %%
if __name__ == "__main__":
    with demonstration():
        show_curve(sigmoid, "sigmoid")

# %% [markdown]
# From here on you may also use torch's own `x.sigmoid()`. Its values are the same, and its gradients are sound even
# where the simple formula overflows on the way (at -100 it meets e^100, which is too large for a float).
#
# ## Exercise: `mnist_loss`
#
# Now the loss. For every image ask: how far is the probability from the right answer? For a three (target 1) that is
# 1 minus the probability, for a seven (target 0) it is the probability itself. The mean over the batch is the loss.
#
# `torch.where(condition, this, that)` chooses number by number:
#
# ```python
# >>> p = torch.tensor([[0.9], [0.4], [0.2]])
# >>> y = torch.tensor([[1], [0], [1]])
# >>> torch.where(y == 1, 1 - p, p)
# tensor([[0.1000],
#         [0.4000],
#         [0.8000]])
# ```
#
# What the model gives are scores, not probabilities, so the sigmoid comes first, inside the loss. With scores of 2,
# -1 and 0.5, of which only the first belongs to a three: the probabilities are 0.8808, 0.2689 and 0.6225, the
# distances from the targets 0.1192, 0.2689 and 0.6225, and the loss is 0.3369. The third image costs most: it is a
# seven that the model takes for a three. Its score need not change sides to lower the loss; any step down will do.


# %%
def mnist_loss(predictions: Tensor, targets: Tensor) -> Tensor:
    """The mean distance between the probabilities and the targets.

    Args:
        predictions: float tensor [n,1], the scores of the model (before the sigmoid).
        targets: tensor [n,1], 1 for a three and 0 for a seven; float or int. Both stay as they are.
    Returns:
        a float tensor of rank 0, in [0,1] however large the scores, on which `backward()` can be called.
    Example:
        >>> mnist_loss(torch.tensor([[2.0], [-1.0], [0.5]]), torch.tensor([[1], [0], [0]]))
        tensor(0.3369)
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# Back to the four images of one pixel. The same small moves of the weight that accuracy did not notice, now seen by
# the loss: its slope is not 0, and it says which way to go. Here it is negative, so a larger weight is better.

# %%
if __name__ == "__main__":
    with demonstration():
        for step in (0.1, 0.01, 0.001):
            before, after = mnist_loss(pixel, label), mnist_loss(pixel * (1.0 + step), label)
            print(f"weight {1.0 + step:.3f}   loss {after:.4f}   slope {(after - before) / step:.4f}")

# %% [markdown]
# You have a model, its parameters and a loss. The next unit puts them together and trains.
