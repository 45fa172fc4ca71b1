# %% [markdown]
# # Unit 5: Training
#
# After this unit you will be able to
#
# - cut a data set into mini-batches, and say why they are shuffled;
# - write the loop that every training run is built around: predict, loss, gradients, step;
# - watch a model learn threes and sevens, and judge it fairly.

# %%
from collections.abc import Callable, Iterable, Sequence

import torch
from torch import Tensor
from torch.utils.data import DataLoader, TensorDataset
from unit03_descent import sgd_step
from unit04_loss import mnist_loss

Model = Callable[[Tensor], Tensor]  # images [n,784] in, scores [n,1] out
Batches = Iterable[tuple[Tensor, Tensor]]  # pairs of images [n,784] and labels [n,1]

if __name__ == "__main__":
    from demo import demonstration, sample
    from pictures import show_training, show_weights
    from unit04_loss import init_params, linear1, make_dataset

# %% [markdown]
# ## Exercise: `make_batches`
#
# How many images should the model see before it takes a step? All of them: a good direction, but only one step for
# all that work. A single one: many steps, each in a direction that suits one image only. The usual answer lies
# between: a *mini-batch* of, say, 256 images. One walk through all the batches is called an *epoch*.
#
# The order matters too. Your data set holds all threes before all sevens, so without *shuffling* most batches hold
# only one digit, and each step pulls the model towards it. A new order for every epoch avoids that. (For validation
# the order does not matter.)
#
# Torch has a tool for this, the `DataLoader`. It takes anything that gives an (x, y) pair for each index, walks
# through it in batches, and can be walked through again and again. Seven rows in batches of three give 3 + 3 + 1:
#
# ```python
# >>> [len(xb) for xb, yb in make_batches(torch.rand(7, 784), torch.ones(7, 1), batch_size=3)]
# [3, 3, 1]
# ```


# %%
def make_batches(x: Tensor, y: Tensor, batch_size: int, shuffle: bool = False) -> Batches:
    """Mini-batches that can be walked through again and again.

    Args:
        x: float tensor [n,784], or with any other number of columns.
        y: tensor [n,1]. Both stay as they are.
        batch_size: the number of rows in a batch; the last batch may be smaller, but no row is left out.
        shuffle: False gives the rows in order; True gives them in a new random order on every walk. The order comes
            from torch's own random numbers, so `torch.manual_seed` makes it repeatable.
    Returns:
        a DataLoader, or anything else that gives pairs (xb, yb) whenever a `for` loop walks through it.
    Example:
        >>> x, y = torch.arange(3.0).reshape(3, 1), torch.tensor([[1], [0], [0]])
        >>> [yb.flatten().tolist() for xb, yb in make_batches(x, y, batch_size=2)]
        [[1, 0], [0]]
    """
    ### BEGIN SOLUTION
    return DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=shuffle)
    ### END SOLUTION


# %% [markdown]
# ## Exercise: `calc_grad`
#
# The first half of a step: find out which way is down. Three lines: ask the model for its predictions, work out the
# loss, call `backward()` on it. The gradients then stand in the `.grad` of every parameter that the model used.
#
# `model` is anything that can be called with a batch. Here it has a single weight of 0, so it gives every image a
# score of 0, "no idea". The only image is a three whose one pixel is 4. A higher weight would be better, so the slope
# of the loss is negative; a step against it will go up.
#
# ```python
# >>> weight = torch.zeros(1, 1, requires_grad=True)
# >>> _ = calc_grad(torch.tensor([[4.0]]), torch.tensor([[1]]), model=lambda xb: xb @ weight)
# >>> weight.grad
# tensor([[-1.]])
# ```
#
# Call it again without clearing, and `.grad` becomes -2: `backward()` *adds* to what is there. That is as it should
# be. Clearing is not the job of this function; it comes after the step.


# %%
def calc_grad(xb: Tensor, yb: Tensor, model: Model) -> Tensor | None:
    """Add the gradients of `mnist_loss` on one batch to the `.grad` of the model's parameters.

    Args:
        xb: float tensor [n,784].
        yb: tensor [n,1], the targets.
        model: a function or a torch module that turns xb into scores [n,1]. Its parameters stay as they are.
    Returns:
        nothing, or the loss, as you like: only the gradients count.
    """
    ### BEGIN SOLUTION
    loss = mnist_loss(model(xb), yb)
    loss.backward()
    return loss.detach()
    ### END SOLUTION


# %% [markdown]
# ## Exercise: `train_epoch`
#
# One epoch: for each batch, work out the gradients and take a step with all parameters. You have written both halves,
# `calc_grad` just now and `sgd_step` in unit 3. (You may also write the step out again: subtract `lr` times the
# gradient without being watched by autograd, then clear the gradient.)
#
# Go on with the single weight from above. After its gradient of -1 and with a learning rate of 0.5, one step moves it
# from 0 to 0.5:
#
# ```python
# >>> weight = torch.zeros(1, 1, requires_grad=True)
# >>> batches = [(torch.tensor([[4.0]]), torch.tensor([[1]]))]
# >>> train_epoch(lambda xb: xb @ weight, batches, lr=0.5, params=[weight])
# >>> weight
# tensor([[0.5000]], requires_grad=True)
# ```


# %%
def train_epoch(model: Model, dl: Batches, lr: float, params: Sequence[Tensor]) -> None:
    """Train for one epoch: one step of gradient descent for every batch.

    Args:
        model: turns images [n,784] into scores [n,1].
        dl: gives pairs (xb, yb).
        lr: the learning rate.
        params: a list of the parameters to change, in place, and no others. When the epoch begins, none of them holds a
            gradient, and when it ends, their gradients are cleared (None or zero) again.
    Returns:
        nothing (what you return is not looked at).
    """
    ### BEGIN SOLUTION
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        sgd_step(params, lr)
    ### END SOLUTION


# %% [markdown]
# ## Exercise: `batch_accuracy`
#
# The loss is for the machine; you want to know how many answers are right. The model says "three" when the
# probability is above 0.5. Careful: it gives scores, not probabilities. A score of 0.3 is below 0.5, and yet it means
# a probability of 0.5744, a three.
#
# For scores 0.3, -2 and 1 the answers are three, seven and three. If the digits were a three, a seven and a seven,
# two of three answers are right. Mind the shapes: both columns [n,1], or broadcasting makes n × n comparisons of n.


# %%
def batch_accuracy(preds: Tensor, yb: Tensor) -> Tensor:
    """The fraction of right answers in a batch.

    Args:
        preds: float tensor [n,1], scores (before the sigmoid), which may require gradients.
        yb: tensor [n,1], 1 for a three and 0 for a seven; float or int. Both stay as they are.
    Returns:
        a number in [0,1]: a float tensor of rank 0, or a float. A score of exactly 0 may count either way.
    Example:
        >>> batch_accuracy(torch.tensor([[0.3], [-2.0], [1.0]]), torch.tensor([[1], [0], [0]]))
        tensor(0.6667)
    """
    ### BEGIN SOLUTION
    return ((preds.sigmoid() > 0.5) == yb).float().mean()
    ### END SOLUTION


# %% [markdown]
# ## Exercise: `validate_epoch`
#
# Judge the model on all batches of the validation set: take the accuracy of each batch, and the mean of these. Four
# decimals are enough. Nothing is learned here, so there is no `backward()`, and with `torch.no_grad()` torch need not
# even take notes for one.
#
# Mind which loader you give it. On the data that it was trained on, a model always looks better than it is.


# %%
def validate_epoch(model: Model, dl: Batches) -> float:
    """The accuracy of the model over all batches.

    Args:
        model: turns images [n,784] into scores [n,1]. Its parameters and their gradients stay as they are.
        dl: gives pairs (xb, yb), of the validation set.
    Returns:
        the mean of the accuracies of the batches, or the accuracy over all images, rounded to four decimals or not.
    Example:
        >>> first = torch.tensor([[1.0], [2.0]]), torch.tensor([[1], [0]])
        >>> second = torch.tensor([[-1.0], [-3.0]]), torch.tensor([[0], [0]])
        >>> validate_epoch(lambda xb: xb, [first, second])
        0.75
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        accuracies = [batch_accuracy(model(xb), yb) for xb, yb in dl]
    return round(float(sum(accuracies) / len(accuracies)), 4)
    ### END SOLUTION


# %% [markdown]
# ## Train
#
# Everything is ready: random parameters, a learning rate of 1, twenty epochs. Before training the model only guesses.
# Watch what happens after that, and look at the weights it has learned: they light up where a three has ink and a
# seven has none.

# %%
if __name__ == "__main__":
    with demonstration():
        torch.manual_seed(0)
        train_dl = make_batches(*make_dataset(sample(3), sample(7)), batch_size=256, shuffle=True)
        valid_dl = make_batches(*make_dataset(sample(3, "valid"), sample(7, "valid")), batch_size=256)
        weights, bias = init_params((784, 1), std=0.1), init_params(1, std=0.1)

        def model(xb: Tensor) -> Tensor:
            """The linear model of unit 4 with these parameters."""
            return linear1(xb, weights, bias)

        curve = [validate_epoch(model, valid_dl)]
        for _ in range(20):
            train_epoch(model, train_dl, lr=1.0, params=[weights, bias])
            curve.append(validate_epoch(model, valid_dl))
        print(" ".join(f"{accuracy:.4f}" for accuracy in curve))
        show_training(curve)
        show_weights(weights.detach().reshape(28, 28))

# %% [markdown]
# Why `std=0.1`? A score adds up about 150 inked pixels times their weights. With weights of std 1 it starts somewhere
# around 9 or -9, where the sigmoid is nearly flat, so the gradients are nearly zero and the steps tiny. Try it: with
# as few images as in the sample, about one start in fifteen never gets anywhere. With smaller weights the scores
# start on the steep part.
#
# Every number on that curve comes from a handful of lines of yours: a product, a sigmoid, a mean, a gradient and a
# step. Try other learning rates, other batch sizes, no shuffling. What breaks first?
