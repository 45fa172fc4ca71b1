# %% [markdown]
# # Unit 9: All ten digits
#
# After this unit you will be able to
#
# - tell ten digits apart without any training, and say why two ideals were easier than ten;
# - turn ten scores into ten probabilities, and those into a loss, without ever meeting a number that is too large;
# - train a classifier for all of MNIST by yourself, from random parameters to an accuracy above 0.96.
#
# This is the unit in which you need no new idea for most lines. You have met the parts; here you choose and combine.

# %%
import torch
from torch import Tensor, nn
from unit02_similarity import mnist_distance

if __name__ == "__main__":
    from demo import demonstration, sample
    from pictures import show_digit, show_mistakes

    def ten_digits(split: str) -> tuple[Tensor, Tensor]:
        """The sample's images [n,784] of all ten digits in one split, and their labels int64 [n]."""
        stacks = [sample(digit, split) for digit in range(10)]
        labels = [torch.full((len(stack),), digit) for digit, stack in enumerate(stacks)]
        return torch.cat(stacks).reshape(-1, 784), torch.cat(labels)


# %% [markdown]
# ## Exercise: `nearest_ideal_digit`
#
# Start with a baseline again. In unit 2 an image was compared with two ideals; now there are ten. Measure its distance
# to each and take the nearest. `argmin` says *where* the smallest number stands, and if ideal k stands at place k, that
# is the digit.
#
# You need n × 10 distances. `mnist_distance` gives you those to one ideal, [n]; ten such rows, stacked side by side by
# `torch.stack(rows, dim=1)`, are a table [n,10]. Or broadcasting gives you all of them at once. Shapes are matched from
# the end, and an axis of length 1 is stretched to fit. So give the images an axis of length 1 in the right place:
#
# ```python
# >>> images, ideals = torch.zeros(5, 28, 28), torch.zeros(10, 28, 28)
# >>> (images[:, None] - ideals).shape  # [5,1,28,28] with [10,28,28]
# torch.Size([5, 10, 28, 28])
# ```
#
# The mean of their sizes over the last two axes leaves [5,10], a row of ten distances for each image. (If your
# `mnist_distance` counts its axes from the end, it does just that.) Which axis should `argmin` search? The one with the
# ten.


# %%
def nearest_ideal_digit(images: Tensor, ideals: Tensor) -> Tensor:
    """For every image, the number of the ideal to which its `mnist_distance` is smallest.

    Args:
        images: float tensor [n,28,28].
        ideals: float tensor [10,28,28]; ideals[k] is the ideal digit k.
    Returns:
        an int64 tensor [n] with numbers from 0 to 9.
    Example:
        >>> ideals = torch.stack([torch.full((28, 28), k / 10) for k in range(10)])  # ten shades of grey
        >>> images = torch.stack([torch.full((28, 28), level) for level in (0.68, 0.0, 0.31)])
        >>> nearest_ideal_digit(images, ideals)
        tensor([7, 0, 3])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# How good is that? On all of MNIST 0.6685 of the test images come out right. Guessing would give 0.1, so it is much
# better than nothing, and much worse than the 0.95 for threes and sevens. Ten ideals crowd one another more than two,
# and blurred averages are a poor picture of digits that people write in several ways.

# %%
if __name__ == "__main__":
    with demonstration():
        ideals = torch.stack([sample(digit).mean(0) for digit in range(10)])
        for ideal in ideals[[4, 9]]:
            show_digit(ideal)
        valid_x, valid_y = ten_digits("valid")
        right = nearest_ideal_digit(valid_x.reshape(-1, 28, 28), ideals) == valid_y
        print(f"accuracy {right.float().mean():.4f}")
        print("  ".join(f"{digit}: {right[valid_y == digit].float().mean():.2f}" for digit in range(10)))

# %% [markdown]
# ## Exercise: `softmax`
#
# To learn, the model should give ten scores for every image, one for each digit. A row of ten such scores are the
# *logits* of the image. For two classes, the sigmoid made a probability of a score; for ten, the *softmax* makes ten
# probabilities, which are all positive and sum to 1:
#
# 1. take e to the power of every score, so that all become positive and higher scores gain most;
# 2. divide each by the sum of its row.
#
# Scores of 1, 2 and 3 become 2.7183, 7.3891 and 20.0855. Their sum is 30.1929, and the probabilities are 0.0900, 0.2447
# and 0.6652.
#
# There is a trap. e to the power of 100 is already too large for a float32, so that you get `inf`, and `inf / inf` is
# `nan`, "not a number". But only the *differences* between scores matter: 1, 2, 3 and 101, 102, 103 have the same
# probabilities, because the common factor cancels in step 2. So subtract the largest score of the row from all of it
# first. The largest is then 0, and its power of e is 1; the others lie between 0 and 1. Nothing can grow too large.


# %%
def softmax(logits: Tensor) -> Tensor:
    """Turn every row of scores into probabilities.

    Args:
        logits: float tensor [n,10], or with any other number of classes.
    Returns:
        a float tensor of the same shape; every row sums to 1. Scores of 1000 or -1000 do no harm.
    Example:
        >>> softmax(torch.tensor([[1.0, 2.0, 3.0], [1000.0, 0.0, -1000.0]]))
        tensor([[0.0900, 0.2447, 0.6652],
                [1.0000, 0.0000, 0.0000]])
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `cross_entropy`
#
# The loss asks one question of every image: what probability did the *right* digit get? The higher, the better, so the
# loss should fall as it rises. Taking 1 minus the probability would do, as in unit 4. Better is minus its logarithm:
#
# | probability of the right digit | 1 - p | -log p |
# |---|---|---|
# | 0.9 | 0.1 | 0.1054 |
# | 0.1 | 0.9 | 2.3026 |
# | 0.001 | 0.999 | 6.9078 |
#
# The last two rows are nearly the same to 1 - p, though one answer is a hundred times worse than the other. The
# logarithm knows the difference, and its slope pushes hard where the model is sure and wrong. The mean of -log p over
# the batch is called *cross-entropy*.
#
# Picking the right digit's number out of each row takes two indices at once, the rows and the columns:
#
# ```python
# >>> scores = torch.tensor([[2.0, 1.0, 0.0], [0.0, 5.0, 0.0]])
# >>> targets = torch.tensor([0, 1])
# >>> scores[range(2), targets]
# tensor([2., 5.])
# ```
#
# The trap is here too. A probability can be so small that it is rounded to 0, and log 0 is minus infinity. So do not go
# through the probabilities; the logarithm of the softmax can be had directly. With s for the scores after you have
# subtracted the largest, it is
#
#     log p = s - log(sum of e^s)
#
# The sum is at least 1, because one of the terms is e^0, and so its logarithm is always a number.


# %%
def cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """The mean of minus the logarithm of the probability that the right class got.

    Args:
        logits: float tensor [n,10] (or with any other number of classes), scores *before* any softmax.
        targets: int64 tensor [n], the number of the right class for each row.
    Returns:
        a float tensor of rank 0, on which `backward()` can be called. Scores of 1000 or -1000 do no harm.
    Example:
        >>> cross_entropy(torch.tensor([[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]]), torch.tensor([0, 2]))
        tensor(0.7531)
        >>> cross_entropy(torch.tensor([[1000.0, 0.0]]), torch.tensor([1]))
        tensor(1000.)
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# In the example, the first row's right class has a probability of 0.6652, which costs 0.4076. The second row has no
# opinion: each class gets a third, which costs log 3 = 1.0986. The mean of both is 0.7531. A model of ten classes that
# knows nothing starts near log 10 = 2.3026. If yours begins far above that, its first weights are too large.
#
# Torch has this loss too, as `torch.nn.functional.cross_entropy`. It also takes scores, not probabilities: with a
# softmax before it, you would apply two, and even a perfect answer could not cost less than 1.4612.

# %%
if __name__ == "__main__":
    with demonstration():
        torch.manual_seed(0)
        logits, targets = torch.randn(64, 10), torch.randint(10, (64,))
        print(f"yours   {cross_entropy(logits, targets):.6f}")
        print(f"torch's {torch.nn.functional.cross_entropy(logits, targets):.6f}")

# %% [markdown]
# ## Exercise: `accuracy`
#
# The answer of the model is the digit with the highest score. (The softmax would not change which one that is.) With
# `argmax` along the right axis you get one digit for each image; compare them with the targets.


# %%
def accuracy(logits: Tensor, targets: Tensor) -> Tensor:
    """The fraction of images whose highest score belongs to the right digit.

    Args:
        logits: float tensor [n,10], or with any other number of classes.
        targets: int64 tensor [n].
    Returns:
        a number in [0,1]: a float tensor of rank 0, or a float.
    Example:
        >>> accuracy(torch.tensor([[2.0, 1.0, 0.0], [0.0, 5.0, 0.0], [0.1, 0.3, 0.2]]), torch.tensor([0, 1, 2]))
        tensor(0.6667)
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# ## Exercise: `train_classifier`
#
# Now train it, and choose for yourself. You get images and labels, and give back a trained model that turns images
# [m,784] into logits [m,10]. How many layers, which learning rate, how many epochs: all of that is up to you, as long
# as it takes less than a minute. What counts is how many images that you have *not* been given come out right, of all
# digits together and of each by itself.
#
# A good start: two layers with a ReLU between them, 784-50-10, batches of 64, a learning rate of 0.1, twenty epochs.
# With ten classes and only the 4,000 images of the small sample, about 0.92 of the unseen images come out right; with
# all 60,000, five epochs are enough for 0.96. When it does not work, look for these first:
#
# | what you see | what it may be |
# |---|---|
# | about 0.6, or exactly 0.1 | the images come sorted by digit: use a new random order in every epoch |
# | the loss starts at 50 or 100 | weights from `torch.randn` are too large: `nn.Linear` starts with smaller ones |
# | the loss never gets below 1.46 | a softmax before the cross-entropy: there are two of them now |
# | about 0.3 | a single output that should become the digit itself: a 3 is not "between" a 2 and a 4 |
# | the loss is nan | the learning rate is too large |
#
# `torch.randperm(n)` gives the numbers from 0 to n-1 in random order, and `.split(64)` cuts them into pieces of 64:
#
# ```python
# >>> [len(rows) for rows in torch.randperm(150).split(64)]
# [64, 64, 22]
# ```
#
# `train_x[rows]` then is a batch. A `DataLoader` does the same more slowly.
#
# And the device: `device` says where to calculate, "cpu" or "cuda" for a graphics card. Model and batch must be in the
# same place: `model.to(device)`, and `train_x.to(device)`.


# %%
def train_classifier(train_x: Tensor, train_y: Tensor, device: torch.device | str) -> nn.Module:
    """Train a classifier for ten digits.

    Args:
        train_x: float32 tensor [n,784], one image a row, with numbers from 0 to 1, in any order.
        train_y: int64 tensor [n], the class of each image from 0 to 9; in the checks, a digit's class is another number.
        device: where to train, and where the model has to be in the end.
    Returns:
        the trained model: called with a float32 tensor [m,784] on the device, it gives logits [m,10]. Those of an image are the
        same alone and among others.
    """
    # Write your code here, then delete the next line.
    raise NotImplementedError


# %% [markdown]
# Look at the mistakes it makes, those first of which it was most certain. Would you have known better?

# %%
if __name__ == "__main__":
    with demonstration():
        torch.manual_seed(0)
        model = train_classifier(*ten_digits("train"), "cpu")
        valid_x, valid_y = ten_digits("valid")
        with torch.no_grad():
            logits = model(valid_x)
        print(f"loss {cross_entropy(logits, valid_y):.4f}   accuracy {accuracy(logits, valid_y):.4f}")
        show_mistakes(valid_x.reshape(-1, 28, 28), softmax(logits), valid_y)

# %% [markdown]
# ## If you want to go further
#
# The most obvious next step is a deeper network, and images that stay images: a *convolution* looks at a small window
# of pixels at a time, wherever in the image it is, so that a stroke is a stroke whether it stands left or right. In
# unit 11 you build a residual network of 18 layers from convolutions. Nothing else changes: same logits, same loss, same
# loop. There are no points for it, only pleasure.
