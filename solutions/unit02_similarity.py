# %% [markdown]
# # Unit 2: How alike are two images?
#
# After this unit you will be able to
#
# - say in one number how far apart two images are, in two different ways;
# - measure a whole stack of images with one expression, without a loop;
# - build a classifier that needs no training at all, and say how good it is on images that it has never seen.
#
# Why start without training? Because a simple method that works tells you what a clever one has to beat. Such a
# method is called a *baseline*.

# %%
import torch
from torch import Tensor

if __name__ == "__main__":
    from demo import demonstration, sample
    from pictures import show_digit, show_ideals

# %% [markdown]
# ## The plan
#
# In unit 1 you averaged a stack of threes into one blurred image, the *ideal* three. Do the same with the sevens, and
# you have two ideals. To classify a new image, ask which ideal it is nearer to. All that is missing is a way to say
# what "near" means.
#
# Look at the two ideals. The ink is solid where all writers agree, and pale where they differ.

# %%
if __name__ == "__main__":
    with demonstration():
        show_ideals(sample(3).mean(0), sample(7).mean(0))

# %% [markdown]
# ## Exercise: `l1_distance`
#
# Take two images of the same shape and subtract them pixel by pixel. Some differences are positive, some negative.
# Their plain average would be a poor distance, because opposite differences cancel:
#
# ```python
# >>> a = torch.tensor([[0.0, 1.0], [0.5, 0.5]])
# >>> b = torch.tensor([[0.0, 0.5], [0.5, 1.0]])
# >>> a - b
# tensor([[ 0.0000,  0.5000],
#         [ 0.0000, -0.5000]])
# >>> (a - b).mean()  # "no difference", though two of four pixels differ
# tensor(0.)
# ```
#
# Drop the signs first and nothing can cancel: the sizes of the four differences are 0, 0.5, 0 and 0.5, and their mean
# is 0.25. This is the *mean absolute difference*, also called the *L1 distance*.


# %%
def l1_distance(a: Tensor, b: Tensor) -> Tensor:
    """The mean absolute difference of two images.

    Args:
        a, b: float tensors of the same shape, such as [28,28].
    Returns:
        a float tensor of rank 0 (a single number).
    Example:
        >>> l1_distance(torch.tensor([[0.0, 1.0], [0.5, 0.5]]), torch.tensor([[0.0, 0.5], [0.5, 1.0]]))
        tensor(0.2500)
    """
    ### BEGIN SOLUTION
    return (a - b).abs().mean()
    ### END SOLUTION


# %% [markdown]
# ## Exercise: `rmse_distance`
#
# Squaring also removes the signs. Square the differences, take their mean, and then the square root, which brings the
# result back to the units of the pixels: the *root mean squared error*, or RMSE, also known as the *L2 distance*.
#
# For the two images above, the squares are 0, 0.25, 0 and 0.25; their mean is 0.125; its root is 0.3536. That is more
# than the 0.25 of the L1 distance, for the same images. Squaring makes large differences count for more and small
# ones for less, so RMSE is hard on a few big mistakes and forgiving of many small ones.


# %%
def rmse_distance(a: Tensor, b: Tensor) -> Tensor:
    """The root of the mean squared difference of two images.

    Args:
        a, b: float tensors of the same shape, such as [28,28].
    Returns:
        a float tensor of rank 0 (a single number).
    Example:
        >>> rmse_distance(torch.tensor([[0.0, 1.0], [0.5, 0.5]]), torch.tensor([[0.0, 0.5], [0.5, 1.0]]))
        tensor(0.3536)
    """
    ### BEGIN SOLUTION
    return torch.sqrt(((a - b) ** 2).mean())
    ### END SOLUTION


# %% [markdown]
# Now try both on a real three. Whichever distance you take, it should be nearer to the ideal three than to the ideal
# seven. On all of MNIST, the second training three (in order of file names) has an L1 distance of 0.1114 to the ideal
# three and of 0.1586 to the ideal seven; its RMSE is 0.2021 and 0.3021.

# %%
if __name__ == "__main__":
    with demonstration():
        threes, sevens = sample(3), sample(7)
        show_digit(threes[1])
        print("            to the ideal 3   to the ideal 7")
        for distance in (l1_distance, rmse_distance):
            to3, to7 = distance(threes[1], threes.mean(0)), distance(threes[1], sevens.mean(0))
            print(f"{distance.__name__:14}{to3:10.4f}{to7:17.4f}")

# %% [markdown]
# ## Exercise: `mnist_distance`
#
# One image down, a thousand to go. You could loop over them, but torch can do better: *broadcasting*. When two
# tensors of different rank meet, torch acts as if the smaller one were repeated to fit. A stack [1010,28,28] minus
# one ideal [28,28] gives [1010,28,28]: the ideal is subtracted from every image, in one fast operation, without ever
# being copied.
#
# ```python
# >>> stack = torch.tensor([[[0.0, 1.0], [1.0, 0.0]], [[1.0, 1.0], [1.0, 1.0]]])  # two images of 2×2 pixels
# >>> ideal = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
# >>> (stack - ideal).shape
# torch.Size([2, 2, 2])
# ```
#
# What is left is the mean. You want it over the pixels of each image, so over the last two axes (rows and columns, -2
# and -1), and *not* over the first one, which counts the images. For the stack above the answer is one number an
# image: 0 for the first, which equals the ideal, and 0.5 for the second, where two of four pixels are off by 1.
#
# Counting the axes from the end has a bonus: the same expression also works for a single image, which has no first
# axis.


# %%
def mnist_distance(a: Tensor, b: Tensor) -> Tensor:
    """The mean absolute difference over the last two axes: one distance for each image, without a loop over the images.

    Args:
        a: float tensor [n,28,28], a stack of images, or [28,28], a single one; images of any other size will do as well.
        b: float tensor of a shape that broadcasts with a, such as [28,28].
    Returns:
        a float tensor [n] for a stack, of rank 0 for a single image.
    Example:
        >>> stack = torch.tensor([[[0.0, 1.0], [1.0, 0.0]], [[1.0, 1.0], [1.0, 1.0]]])
        >>> mnist_distance(stack, torch.tensor([[0.0, 1.0], [1.0, 0.0]]))
        tensor([0.0000, 0.5000])
    """
    ### BEGIN SOLUTION
    return (a - b).abs().mean((-1, -2))
    ### END SOLUTION


# %% [markdown]
# ## Exercise: `is_3`
#
# The classifier is now one comparison: an image is a three if it is strictly nearer to the ideal three than to the
# ideal seven. Comparing two tensors with `<` compares them number by number and gives a tensor of `True` and `False`:
#
# ```python
# >>> torch.tensor([0.1, 0.4]) < torch.tensor([0.3, 0.2])
# tensor([ True, False])
# ```
#
# If `mnist_distance` handles stacks, `is_3` does too, and you need not write anything extra.


# %%
def is_3(x: Tensor, mean3: Tensor, mean7: Tensor) -> Tensor:
    """Whether an image is nearer to the ideal three than to the ideal seven; for a whole stack without a loop over it.

    Args:
        x: float tensor [n,28,28], a stack of images, or [28,28], a single one.
        mean3, mean7: float tensors [28,28], the ideal three and the ideal seven.
    Returns:
        a bool tensor [n] for a stack, of rank 0 for a single image. A tie is no three.
    Example:
        >>> is_3(torch.full((28, 28), 0.2), mean3=torch.zeros(28, 28), mean7=torch.ones(28, 28))
        tensor(True)
    """
    ### BEGIN SOLUTION
    return mnist_distance(x, mean3) < mnist_distance(x, mean7)
    ### END SOLUTION


# %% [markdown]
# ## Exercise: `accuracy_3_7`
#
# How good is it? Ask on images that had no part in making the ideals: the *validation set*. If you judged a method on
# the images it was made from, one that simply remembered them would look perfect and still fail on the next digit.
#
# *Accuracy* is the fraction of right answers. A list of right and wrong turns into a fraction in two steps: as
# floats, `True` is 1 and `False` is 0, and their mean is the fraction of `True`.
#
# ```python
# >>> torch.tensor([True, True, False]).float().mean()
# tensor(0.6667)
# ```
#
# For the threes, the right answer is `True`. For the sevens it is `False`, so there the accuracy is the fraction that
# is *not* taken for a three. Report both: a classifier that always says "three" is right on every three and useless.
# The third number is the mean of the two, in which both digits count alike, however many images of each there are.


# %%
def accuracy_3_7(threes: Tensor, sevens: Tensor, mean3: Tensor, mean7: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The accuracy of `is_3` on threes, on sevens, and the mean of these two.

    Args:
        threes, sevens: float tensors [n,28,28] and [m,28,28], images whose digit is known.
        mean3, mean7: float tensors [28,28], the ideal three and the ideal seven.
    Returns:
        three numbers in [0,1] (tensors of rank 0, or floats): on threes, on sevens, their mean.
    Example:
        >>> def grey(*levels):  # images of a single grey, one for each level
        ...     return torch.stack([torch.full((28, 28), level) for level in levels])
        >>> accuracy_3_7(grey(0.2, 0.4), grey(0.9, 0.7, 0.6, 0.3), torch.zeros(28, 28), torch.ones(28, 28))
        (tensor(1.), tensor(0.7500), tensor(0.8750))
    """
    ### BEGIN SOLUTION
    on_threes = is_3(threes, mean3, mean7).float().mean()
    on_sevens = is_3(sevens, mean3, mean7).logical_not().float().mean()
    return on_threes, on_sevens, (on_threes + on_sevens) / 2
    ### END SOLUTION


# %% [markdown]
# And now the result. On all of MNIST it is 0.9168 for the threes, 0.9854 for the sevens and 0.9511 on average; with
# the smaller sample it will be near that. Ninety-five of a hundred, and nothing has been learned yet.

# %%
if __name__ == "__main__":
    with demonstration():
        mean3, mean7 = sample(3).mean(0), sample(7).mean(0)
        accuracies = accuracy_3_7(sample(3, "valid"), sample(7, "valid"), mean3, mean7)
        for name, accuracy in zip(("threes", "sevens", "mean"), accuracies, strict=True):
            print(f"{name:8}{accuracy:.4f}")

# %% [markdown]
# Something is missing, though. The ideals are fixed once and for all: nothing in this method can notice a mistake and
# do better next time. Getting better step by step is what learning means, and the next unit shows how it is done.
