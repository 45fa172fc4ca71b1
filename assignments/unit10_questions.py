# %% [markdown]
# # Unit 10: Questions
#
# After this unit you will be able to
#
# - explain the ideas of this course in your own words;
# - tell apart what is easily mixed up: rank and shape, loss and metric, gradient and step, a function and a module;
# - say which unit you would like to read once more.
#
# There are 37 questions, numbered in the order of the course, and of three kinds. Some ask for a few lines of code.
# Some give you four answers to choose from; most wrong choices are explained, and you may choose again. And some want an
# answer in your own words: two to five sentences, as if to a friend who has not taken the course. Those are read by a
# person, if you work through this unit in a class.

# %%
# How the questions are marked, for whoever builds notebooks from this file:
# a cell that begins with `# %% [markdown] question="q02" points=1` is answered in words and graded by hand; the line
# "Your answer:" is where the answer starts. All other questions are graded by the checks of the exercise that follows
# them. The manifest says more about each question.
from collections.abc import Sequence

from torch import Tensor

if __name__ == "__main__":
    from demo import demonstration

# %% [markdown]
# ## Part 1: Images and tensors
#
# **Question 1.** How does a computer store a picture?
#
# - a) As a list of lines and curves, each with its colour.
# - b) As a number for each pixel if it is grey, and as three numbers for each pixel, for red, green and blue, if it has
#   colours.
# - c) As one number from 0 to 255 for each pixel, whether it is grey or has colours.
# - d) As a 0 or a 1 for each pixel if it is grey, and as a number from 0 to 255 if it has colours.
#
# **Question 5.** What is a tensor of rank 3?
#
# - a) A tensor with three rows.
# - b) A tensor with three numbers.
# - c) A tensor with three axes, such as a stack of images.
# - d) A list of three tensors.
#
# **Question 7.** Two images of 100 pixels are alike except for one pixel, where they differ by 0.9. What do the L1
# distance and the RMSE say?
#
# - a) The RMSE is ten times the L1 distance. If every pixel differed by 0.009 instead, the two would be the same.
# - b) The L1 distance is larger, because squaring makes numbers below 1 smaller.
# - c) Both are 0.009, because both are averages over the same differences.
# - d) Both are 0.9, because only one pixel differs.
#
# **Question 8.** What makes a calculation with a million numbers hundreds of times faster than a loop in Python?
#
# - a) A list comprehension instead of the loop.
# - b) Several threads, each of which loops over a part of the numbers.
# - c) A list in place of the tensor, because Python reads lists faster.
# - d) One expression with whole tensors: the loop then runs in compiled code, on many numbers at a time.
#
# **Question 10.** What is a tensor [50,28,28] minus a tensor [28,28]?
#
# - a) An error, because the shapes differ.
# - b) A tensor [50,28,28]: the smaller one counts as if it were repeated 50 times, without being copied.
# - c) A tensor [28,28]: the 50 images are averaged first.
# - d) A tensor [50,28,28], for which torch first fills the memory with 50 copies of the smaller one.
#
# ## Exercise: `choices_tensors`
#
# Give your five choices, as letters. Three answers to each question are wrong. About two of them, `grader check` tells you
# what is wrong; about the third you hear when your work is graded.


# %%
def choices_tensors() -> dict[str, str]:
    """Your choices for questions 1, 5, 7, 8 and 10.

    Returns:
        a dict with the keys "q01", "q05", "q07", "q08" and "q10", each with one of the letters "a", "b", "c" and "d".
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown] question="q02" points=1
# **Question 2.** Look into the folder `mnist_sample`. How are its files arranged, and what does a program learn from
# the name of the folder that an image is in? What is gained by arranging them so?
#
# Your answer:

# %% [markdown] question="q03" points=1
# **Question 3.** How does the classifier of unit 2 decide whether an image is a three or a seven, from the training
# images to the answer? It never learns from a mistake: why not?
#
# Your answer:

# %% [markdown]
# ## Exercise: `halve_evens`
#
# **Question 4.** What is a list comprehension? Show it with one that takes the even ones among some whole numbers and
# halves them. From 1, 2, 3, 4 and 10 it makes 1, 2 and 5. (In unit 1 you doubled the odd ones.)


# %%
def halve_evens(numbers: Sequence[int]) -> list[int]:
    """The even ones among the numbers, halved.

    Args:
        numbers: a list of ints, which may be empty.
    Returns:
        a list of ints, in the same order. `//` divides ints and gives an int.
    Example:
        >>> halve_evens([1, 2, 3, 4, 10])
        [1, 2, 5]
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `shape_facts`
#
# **Question 6.** Rank and shape are not the same: one of them can be worked out from the other. So can the number of
# elements. Work out both. A tensor [64,28,28] has rank 3 and 64 × 28 × 28 = 50,176 elements; a single number has the
# shape (), the rank 0, and is one element.


# %%
def shape_facts(shape: Sequence[int]) -> tuple[int, int]:
    """The rank of a tensor and the number of its elements, told from its shape.

    Args:
        shape: the length of each axis: a tuple, a list or the shape of a tensor.
    Returns:
        the rank and the number of elements, two ints.
    Example:
        >>> shape_facts((64, 28, 28)), shape_facts(())
        ((3, 50176), (0, 1))
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `bottom_right`
#
# **Question 9.** In unit 1 you made a tensor with the numbers from 1 to 9 in three rows and doubled it. Now cut out the
# four numbers at the bottom right, 10 and 12 above 16 and 18. Write it so that it takes the last two rows and columns
# of any matrix. Indices below 0 count from the end: -1 is the last, -2 the one before.


# %%
def bottom_right(x: Tensor) -> Tensor:
    """The last two rows of a matrix, and of these the last two columns.

    Args:
        x: tensor [h,w] with at least two rows and two columns.
    Returns:
        a tensor [2,2].
    Example:
        >>> import torch
        >>> bottom_right(torch.arange(1, 10).reshape(3, 3) * 2)
        tensor([[10, 12],
                [16, 18]])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Part 2: Learning
#
# **Question 12.** What is stochastic gradient descent, SGD?
#
# - a) Trying random parameters and keeping the best.
# - b) Solving the equation "gradient = 0" for the parameters.
# - c) Changing the parameters step by step against the gradient of the loss, found each time from a random part of the
#   data.
# - d) Correcting the labels until the loss is small.
#
# **Question 15.** What does a network start from?
#
# - a) From small random weights.
# - b) From weights that are all 0.
# - c) From weights that are copies of the ideal digits.
# - d) From random weights of any size, as training will make up for it.
#
# **Question 16.** What is a loss?
#
# - a) The fraction of wrong answers.
# - b) The difference between the accuracies before and after an epoch.
# - c) The difference between the accuracies on the training and on the validation set.
# - d) A number that says how bad the predictions are, and that feels even a small change of the parameters.
#
# **Question 17.** Why not always choose a large learning rate, to be done sooner?
#
# - a) Because each step then takes longer to calculate.
# - b) Because a step may lead beyond the lowest point and up the other side, further each time.
# - c) Because the gradient of a large step is 0.
# - d) Because the loss then falls so fast that rounding errors add up.
#
# **Question 18.** What does the gradient of a parameter say?
#
# - a) How fast the loss rises when the parameter grows, and so which way is down.
# - b) The value at which the parameter is best.
# - c) By how much the parameter has to be changed.
# - d) By how much the last step has lowered the loss.
#
# **Question 19.** Do you have to work out gradients yourself?
#
# - a) Yes, for functions that you have written yourself, such as `mnist_loss`.
# - b) Yes, for functions with a bend, such as ReLU.
# - c) No: torch takes notes of the calculation and works its way back through them.
# - d) No: torch moves each parameter a little, one after the other, and looks at what the loss does.
#
# ## Exercise: `choices_learning`
#
# Give your six choices.


# %%
def choices_learning() -> dict[str, str]:
    """Your choices for questions 12 and 15 to 19.

    Returns:
        a dict with the keys "q12", "q15", "q16", "q17", "q18" and "q19", each with a letter from "a" to "d".
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown] question="q11" points=1
# **Question 11.** On which of the two sets do you measure the accuracy that you report, training or validation? What
# could the other one hide from you?
#
# Your answer:

# %% [markdown] question="q13" points=1
# **Question 13.** A step could use all images, or a single one. Why does it usually use a mini-batch instead? Name a
# drawback of each extreme.
#
# Your answer:

# %% [markdown]
# ## Exercise: `put_in_order`
#
# **Question 14.** Learning takes seven steps. Here they are, out of order:
#
# - A: measure the loss of the predictions
# - B: make random parameters
# - C: stop, because it is good enough or time is up
# - D: change the parameters by a step
# - E: predict with the parameters
# - F: find the gradients of the loss
# - G: go back to predicting
#
# **Question 25.** And these are done with every batch. Before the first one there are no gradients.
#
# - P: `opt.zero_grad()`
# - Q: `loss = mnist_loss(preds, yb)`
# - R: `loss.backward()`
# - S: `opt.step()`
# - T: `preds = model(xb)`
#
# Write each order as a word: of three steps X, Y and Z of which Z comes first and X last, it would be "ZYX". End the
# first word with C, and the second with P.


# %%
def put_in_order() -> dict[str, str]:
    """The steps of questions 14 and 25 in the right order.

    Returns:
        a dict with the keys "q14", for a word of the letters A to G, and "q25", for one of the letters P to T.
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown] question="q20" points=1
# **Question 20.** You want good accuracy. Why can accuracy not be the loss?
#
# Your answer:

# %% [markdown] question="q22" points=1
# **Question 22.** What is the difference between a loss and a metric? Who looks at each of them?
#
# Your answer:

# %% [markdown]
# ## Exercise: `new_weights`
#
# **Question 23.** From the weights, their gradient and the learning rate, how do you get the new weights? This time
# without changing anything in place: return a new tensor. A weight of 3 with a gradient of 6 and a learning rate of 0.1
# becomes 2.4.


# %%
def new_weights(weights: Tensor, gradient: Tensor, lr: float) -> Tensor:
    """The weights after one step of gradient descent.

    Args:
        weights, gradient: float tensors of the same shape; leave them as they are.
        lr: the learning rate.
    Returns:
        a float tensor of that shape.
    Example:
        >>> import torch
        >>> new_weights(torch.tensor([3.0, -1.0]), torch.tensor([6.0, -2.0]), lr=0.1)
        tensor([ 2.4000, -0.8000])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Part 3: Training
#
# **Question 21.** What does the curve of the sigmoid look like?
#
# - a) A straight line from 0 to 1, flat on both sides of it.
# - b) A bell with its top at 0.
# - c) An S that rises from -1 to 1.
# - d) An S that rises from 0 to 1, whatever number goes in, and that has a slope everywhere.
#
# **Question 24.** What does a `DataLoader` do?
#
# - a) It gives the pairs of a data set in batches, in a new random order on each walk if you ask for that.
# - b) It reads image files and makes tensors of them.
# - c) It divides images into a training set and a validation set.
# - d) It takes a step for every batch.
#
# **Question 30.** What does `loss.backward()` do?
#
# - a) It takes back the last step.
# - b) It finds the gradients of the loss, and adds each to the `.grad` of its parameter.
# - c) It walks through the batches in reverse order.
# - d) It changes the parameters against their gradients.
#
# **Question 32.** What does a `Learner` have to be given when it is made?
#
# - a) A model, a learning rate and a number of epochs.
# - b) Loaders, a model and the labels.
# - c) Loaders, a model, what makes an optimizer, a loss, and metrics if you want any.
# - d) Loaders, a model, a finished optimizer and a loss.
#
# **Question 35.** What is an activation function?
#
# - a) A function that decides which layers are used for an image.
# - b) A function that compares predictions with targets.
# - c) A function that starts the training.
# - d) A function with a bend or a curve between linear layers, without which they would amount to a single one.
#
# **Question 36.** `torch.nn.functional.relu` and `torch.nn.ReLU`: what is the difference?
#
# - a) The first is a function that you call with a tensor, the second a class whose objects can stand in an
#   `nn.Sequential`. They calculate the same.
# - b) The second has parameters, which training changes; the first has none.
# - c) The first changes its input in place, the second does not.
# - d) The second runs on graphics cards, the first does not.
#
# ## Exercise: `choices_training`
#
# Give your six choices.


# %%
def choices_training() -> dict[str, str]:
    """Your choices for questions 21, 24, 30, 32, 35 and 36.

    Returns:
        a dict with the keys "q21", "q24", "q30", "q32", "q35" and "q36", each with a letter from "a" to "d".
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `unzip`
#
# **Question 26.** From the numbers 1, 2, 3 and the letters "abc", the `pairs` of unit 1 makes (1, "a"), (2, "b") and
# (3, "c"). What is special about this? It is a *data set* in torch's sense: it has a length, and with an index you get
# an input together with its target. Now write the way back, from pairs to two lists.


# %%
def unzip(pairs: Sequence[tuple]) -> tuple[list, list]:
    """Two lists from a list of pairs: the first parts, and the second parts.

    Args:
        pairs: a list of tuples (x, y), which may be empty.
    Returns:
        a list with each x, and a list with each y, in the same order.
    Example:
        >>> unzip([(1, "a"), (2, "b"), (3, "c")])
        ([1, 2, 3], ['a', 'b', 'c'])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `to_rows`
#
# **Question 27.** What does `view` do? It gives the same numbers in another shape, without moving them. One length may
# be -1, which means "whatever is left". Make a row of every image: of [5,28,28] becomes [5,784]. (`reshape` does the
# same, and copies the numbers where it has to.)


# %%
def to_rows(images: Tensor) -> Tensor:
    """Every image as one row.

    Args:
        images: tensor [n,h,w].
    Returns:
        a tensor [n,h*w]: the rows of an image one after the other.
    Example:
        >>> import torch
        >>> to_rows(torch.arange(8).reshape(2, 2, 2))
        tensor([[0, 1, 2, 3],
                [4, 5, 6, 7]])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `product_shape`
#
# **Question 29.** What does `@` do? It makes a matrix product: every row of the left matrix meets every column of the
# right one, number by number, and the products are added up. That works only if such a row and such a column have the
# same length, and it gives one number for each pair of them. A batch [64,784] @ weights [784,30] is [64,30];
# [784,30] @ [64,784] is impossible. Can you tell from the shapes alone?


# %%
def product_shape(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int] | None:
    """The shape of the matrix product of two matrices with these shapes.

    Args:
        left, right: the shapes of the two matrices, rows and columns.
    Returns:
        the shape of left @ right, or None if there is no such product.
    Example:
        >>> product_shape((64, 784), (784, 30)), product_shape((784, 30), (64, 784))
        ((64, 30), None)
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown] question="q28" points=1
# **Question 28.** What is a bias in a layer? Think of an image without any ink: what could a model without a bias say
# about it?
#
# Your answer:

# %% [markdown] question="q31" points=1
# **Question 31.** Why are the gradients cleared after every step? What would happen if you left that out?
#
# Your answer:

# %% [markdown] question="q33" points=1
# **Question 33.** Write down a whole training loop, in Python or in half-sentences: several epochs, batches, and a look
# at the validation set after every epoch.
#
# Your answer:

# %% [markdown]
# ## Part 4: Networks
#
# ## Exercise: `relu_points`
#
# **Question 34.** What is ReLU? Draw it from -2 to 2. To draw a curve, you need points (x, y); plain Python will do. At
# -2, -1, 0, 1 and 2 its values are 0, 0, 0, 1 and 2. Join the points on a piece of paper: where is the bend?


# %%
def relu_points(xs: Sequence[float]) -> list[tuple[float, float]]:
    """Points on the curve of ReLU.

    Args:
        xs: a list of numbers, which may be empty.
    Returns:
        a list of tuples (x, y), one for each x in order, with y = ReLU(x).
    Example:
        >>> relu_points([-2, -1, 0, 1, 2])
        [(-2, 0), (-1, 0), (0, 0), (1, 1), (2, 2)]
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %%
if __name__ == "__main__":
    with demonstration():
        for x, y in relu_points([-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2]):
            print(f"{x:5.1f} {y:4.1f}  " + " " * round(8 * y) + "*")

# %% [markdown] question="q37" points=1
# **Question 37.** With one hidden layer that is wide enough, a network can come as close as you like to any function
# without jumps. Why do we usually take several layers all the same?
#
# Your answer:

# %% [markdown]
# That was the course. You began with a table of numbers, and now you have a classifier, an optimizer and a Learner of
# which you know every line. The best next step is a picture collection of your own.
