# %% [markdown]
# # Unit 1: An image is numbers
#
# After this unit you will be able to
#
# - load an image as a tensor, and say what each of its numbers means;
# - pick out rows, columns and corners of it, without a loop;
# - read a shape, and say how many axes it has;
# - load a folder of images as one stack, and average the stack into an ideal digit.
#
# ## How this works
#
# Each exercise is a function with a gap. Read the text above it, write the missing lines, delete the line that raises
# `NotImplementedError`, and run `grader check`. It tells you what is right and, if something is wrong, what it looks
# as if happened. If you are stuck, `grader hint image_to_tensor` gives you a nudge, and more when you ask again.
#
# Shapes are written in brackets: [28,28] is a tensor of 28 rows and 28 columns. In every unit, a function leaves the
# tensors that it is given as they are, unless its text says that it changes them.

# %%
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

if __name__ == "__main__":
    from demo import demonstration, sample_folder
    from pictures import show_digit, show_pixels

# %% [markdown]
# ## Exercise: `image_to_tensor`
#
# The digits of this course come from MNIST, a collection of 70,000 handwritten digits. Each is a small grey image of
# 28 by 28 pixels, stored in a file. To a computer a grey pixel is a whole number from 0 (no ink) to 255 (full ink),
# so an image is a table of numbers, and a table of numbers is what torch calls a *tensor*.
#
# Whole numbers of one byte (`uint8`) are fine for storing and a trap for calculating. They hold nothing below 0 and
# nothing above 255; a result outside wraps around:
#
# ```python
# >>> torch.tensor([3], dtype=torch.uint8) - torch.tensor([5], dtype=torch.uint8)
# tensor([254], dtype=torch.uint8)
# ```
#
# So turn them into floats, and divide by 255 so that they run from 0 to 1. The pixels 0, 51, 102 and 255 become 0,
# 0.2, 0.4 and 1. `Image.open(path)` opens the file, and `np.array` makes an array of its pixels, which torch
# understands.


# %%
def image_to_tensor(path: str | Path) -> Tensor:
    """Load a grey image from a file.

    Args:
        path: the file, as plain text or as a Path.
    Returns:
        a float32 tensor [h,w], for a digit [28,28], with numbers from 0 (no ink) to 1 (full ink).
    Example:
        >>> Image.fromarray(np.array([[0, 51], [102, 255]], dtype=np.uint8)).save("tiny.png")
        >>> image_to_tensor("tiny.png")
        tensor([[0.0000, 0.2000],
                [0.4000, 1.0000]])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# Here is a real three: first the way you see it, then the way the computer does.

# %%
if __name__ == "__main__":
    with demonstration():
        three = image_to_tensor(sorted(sample_folder(3).glob("*.png"))[0])
        print(f"shape {list(three.shape)}, smallest {three.min():.2f}, largest {three.max():.2f}")
        show_digit(three)
        show_pixels(three)

# %% [markdown]
# ## Exercise: `row` and `column`
#
# A tensor gives you its parts through square brackets. An image has two axes: the first counts the rows, from top to
# bottom, the second the columns, from left to right. Both start at 0. An index picks one place on an axis, and a
# colon means "all of it":
#
# - `image[i]` is row i, all columns;
# - `image[:, j]` is all rows, column j.
#
# In an image with the rows 1, 2, 3 and 4, 5, 6, row 1 is 4, 5, 6, and column 1 is 2, 5. Each has one axis less than
# the image: a row of a [28,28] image is a [28].


# %%
def row(image: Tensor, i: int) -> Tensor:
    """Row i of an image.

    Args:
        image: tensor [h,w].
        i: which row; 0 is the topmost.
    Returns:
        a tensor [w].
    Example:
        >>> row(torch.tensor([[1, 2, 3], [4, 5, 6]]), 1)
        tensor([4, 5, 6])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %%
def column(image: Tensor, j: int) -> Tensor:
    """Column j of an image.

    Args:
        image: tensor [h,w].
        j: which column; 0 is the leftmost.
    Returns:
        a tensor [h].
    Example:
        >>> column(torch.tensor([[1, 2, 3], [4, 5, 6]]), 1)
        tensor([2, 5])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `rows_between`
#
# A *slice* `start:stop` picks a range: from `start` up to, but not including, `stop`. So `1:3` picks two places, 1
# and 2, and the length of a slice is simply stop - start.


# %%
def rows_between(image: Tensor, start: int, stop: int) -> Tensor:
    """The rows from start up to, but not including, stop.

    Args:
        image: tensor [h,w].
        start, stop: the first row that is in, and the first one that is no longer in.
    Returns:
        a tensor [stop-start,w].
    Example:
        >>> rows_between(torch.tensor([[1, 2], [3, 4], [5, 6], [7, 8]]), 1, 3)
        tensor([[3, 4],
                [5, 6]])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `top_left`
#
# Slices work on several axes at once, one for each, with a comma between them. `image[:2, :3]` is the first two rows,
# and of these the first three columns; a slice without a start begins at 0. Cut out the top left corner of a digit, 6
# by 6 pixels.


# %%
def top_left(image: Tensor) -> Tensor:
    """The top left corner of an image, 6 rows by 6 columns.

    Args:
        image: tensor [28,28].
    Returns:
        a tensor [6,6].
    Example:
        >>> top_left(torch.arange(28 * 28).reshape(28, 28))[-1]  # the last of the six rows
        tensor([140, 141, 142, 143, 144, 145])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `rank`
#
# The *shape* of a tensor says how long each axis is. The *rank* says how many axes there are: 0 for a single number,
# 1 for a row of numbers, 2 for an image, 3 for a stack of images. You can tell the rank from the shape alone:
# [6131,28,28] is the shape of a stack of 6131 images, and its rank is 3.


# %%
def rank(shape: Sequence[int]) -> int:
    """The rank of a tensor, told from its shape.

    Args:
        shape: the length of each axis: `image.shape`, a tuple or a list.
    Returns:
        the number of axes.
    Example:
        >>> rank((6131, 28, 28)), rank(torch.zeros(28).shape), rank(())
        (3, 1, 0)
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `double_3x3`
#
# Arithmetic on a tensor happens to all of its numbers at once: no loop, no index. Make a tensor with the numbers from
# 1 to 9 in three rows of three, and double it. Its first row should be 2, 4, 6.
#
# `torch.arange(1, 4)` gives the numbers 1, 2 and 3: like a slice, it stops before the second number. `reshape` puts
# numbers into rows without changing their order.


# %%
def double_3x3() -> Tensor:
    """The numbers from 1 to 9 in three rows of three, doubled.

    Returns:
        a tensor [3,3], int or float.
    Example:
        >>> double_3x3()[0].tolist()
        [2, 4, 6]
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `double_odds`
#
# Not everything is a tensor. The images of a folder are first of all a list of files, and you will want a list of
# tensors made from it. Python says that in one line, a *list comprehension*: what to make, from where, and on what
# condition.
#
# ```python
# >>> [n * n for n in [1, 2, 3, 4] if n > 2]
# [9, 16]
# ```
#
# Read it from the middle: for every n in the list, if n is greater than 2, take n times n. Write one that picks the
# odd numbers and doubles them. Of 1, 2, 3, 4, 5 the odd ones are 1, 3, 5, which gives 2, 6, 10. A number is odd if
# dividing it by 2 leaves a remainder, `n % 2`.


# %%
def double_odds(numbers: Sequence[int]) -> list[int]:
    """The odd ones among the numbers, doubled.

    Args:
        numbers: a list of ints, which may be empty.
    Returns:
        a list of ints, in the same order.
    Example:
        >>> double_odds([1, 2, 3, 4, 5])
        [2, 6, 10]
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `pairs`
#
# To learn, a model needs each image together with its label. If the images are in one list and the labels in another,
# in the same order, `zip` brings them together like the two sides of a zip fastener: first with first, second with
# second. It makes the pairs only when someone asks for them; `list` asks for all.
#
# From "a", "b", "c" and 3, 7, 3 come the pairs ("a", 3), ("b", 7) and ("c", 3).


# %%
def pairs(xs: Iterable, ys: Iterable) -> list[tuple]:
    """Pairs of what stands at the same place in xs and in ys.

    Args:
        xs, ys: lists (or tensors) of the same length, which may be 0.
    Returns:
        a list of tuples (x, y).
    Example:
        >>> pairs(["a", "b", "c"], [3, 7, 3])
        [('a', 3), ('b', 7), ('c', 3)]
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `load_digits`
#
# Now a whole folder. Three steps: list the files, load each of them, and put the images on top of one another.
# `torch.stack` does the last: n tensors [28,28] become one tensor [n,28,28].
#
# `Path(folder).glob("*.png")` finds the files, but in no order that you can rely on: it may differ from one computer
# to the next. So sort them. Paths are sorted by name as text, letter by letter, which is not the order of the
# numbers:
#
# ```python
# >>> sorted([Path("9.png"), Path("10.png"), Path("8.png")])[0].name
# '10.png'
# ```
#
# That is fine. What matters is that the order is always the same.


# %%
def load_digits(folder: str | Path) -> Tensor:
    """Load all images of a folder as one stack.

    Args:
        folder: as plain text or as a Path. It holds n files that end in .png, each an image of 28 by 28 pixels; other
            files are left alone.
    Returns:
        a float32 tensor [n,28,28] with numbers from 0 to 1, in the order of the file names, sorted as text.
    Example:
        `load_digits("mnist_sample/train/3")` gives all the threes that you train with.
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `ideal_digit`
#
# What does the typical three look like? For every pixel, take the average over all threes: a pixel that has ink in
# every one of them comes out solid, one that has ink in half of them pale.
#
# So the mean goes over the *first* axis, the one that counts the images, and the two axes of the image stay. Of the
# two images with the rows (0, 1), (1, 0) and (1, 1), (1, 0), three pixels are the same; the first one averages to
# 0.5.


# %%
def ideal_digit(stack: Tensor) -> Tensor:
    """The average image of a stack.

    Args:
        stack: float tensor [n,28,28], or of images of any other size [n,h,w].
    Returns:
        a float tensor of the size of one image, [28,28] or [h,w].
    Example:
        >>> ideal_digit(torch.tensor([[[0.0, 1.0], [1.0, 0.0]], [[1.0, 1.0], [1.0, 0.0]]]))
        tensor([[0.5000, 1.0000],
                [1.0000, 0.0000]])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %%
if __name__ == "__main__":
    with demonstration():
        threes = load_digits(sample_folder(3))
        print(f"{len(threes)} threes, shape {list(threes.shape)}")
        show_digit(ideal_digit(threes))

# %% [markdown]
# A little blurred, and clearly a three. In the next unit this picture becomes a classifier.
