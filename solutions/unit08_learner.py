# %% [markdown]
# # Unit 8: A Learner of your own
#
# After this unit you will be able to
#
# - put data, model, optimizer, loss and metrics into one object that trains with a single call;
# - record what happened in every epoch, and read the record;
# - name the torch call for each of the parts that you made by hand, and prove that it does the same.

# %%
from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor, nn

Batches = Iterable[tuple[Tensor, Tensor]]
Score = Callable[[Tensor, Tensor], Tensor]  # predictions and targets in, a single number out: a loss or a metric

if __name__ == "__main__":
    from demo import demonstration, sample
    from pictures import show_training
    from unit02_similarity import l1_distance
    from unit03_descent import mse
    from unit04_loss import linear1, make_dataset, mnist_loss, sigmoid
    from unit05_training import batch_accuracy, make_batches
    from unit06_optimizer import BasicOptim
    from unit07_network import make_simple_net, relu

# %% [markdown]
# ## Exercise: `DataLoaders`
#
# Two loaders always go together: the one to train with and the one to validate with. Mixing them up is a mistake that
# no error message tells you about; the accuracy simply looks too good. So keep them in one object, under names that
# cannot be mistaken.


# %%
class DataLoaders:
    """The two loaders of a project, kept together.

    Args:
        train: gives pairs (xb, yb) to learn from.
        valid: gives pairs (xb, yb) to measure with.
    Both can be read again under the same names, as `dls.train` and `dls.valid`.

    Example:
        >>> dls = DataLoaders([("train", "batches")], [("valid", "batches")])
        >>> dls.valid
        [('valid', 'batches')]
    """

    def __init__(self, train: Batches, valid: Batches) -> None:
        ### BEGIN SOLUTION
        self.train = train
        self.valid = valid
        ### END SOLUTION


# %% [markdown]
# ## Exercise: `Learner`
#
# Everything comes together. A Learner is told once what it works with: the loaders, a model, what makes an optimizer, a
# loss, and what you would like to have measured. After that, `fit(epochs, lr)` does it all.
#
# In `fit`, first make an optimizer for the parameters of the model: `opt_func(self.model.parameters(), lr)`. Then, for
# every epoch,
#
# 1. put the model into training mode, `self.model.train()`, and walk through the training batches: predictions, loss,
#    backward, step, clear the gradients;
# 2. walk through the validation batches, under `torch.no_grad()`: predictions, loss, metrics. Nothing is learned here.
# 3. add one row to the record: the training loss, the validation loss, and each of the metrics, as plain floats.
#
# The *training loss* of an epoch is the mean of the losses of its batches, each as it was just before the step. The
# validation loss and the metrics are means over the validation batches.
#
# What are the modes for? Some layers, such as dropout, do something else while a model learns than when it is used.
# `predict` puts the model into evaluation mode, `self.model.eval()`, and it stays there until `train()` is called.
#
# Why `opt_func`, and not an optimizer? Because an optimizer needs the learning rate, which is known only when `fit` is
# called. A class can be passed around like any other value: `BasicOptim` and `torch.optim.SGD` both fit here, and both
# make an optimizer when they are called with parameters and a learning rate.
#
# One pixel again. The model is a single weight of 0, the training set a pixel of 4, the validation set a pixel of 1, and
# the target of both is 1. The loss is the mean squared error, the metric the mean absolute one. In the first epoch the
# prediction is 0, the loss 1 and the gradient -8, and a step with a learning rate of 0.025 makes the weight 0.2. With
# that, the prediction for the other pixel is 0.2: its squared error is 0.64, its absolute error 0.8. In the second epoch
# the training loss is down to 0.04.
#
# ```python
# >>> model = nn.Linear(1, 1, bias=False)
# >>> _ = nn.init.zeros_(model.weight)
# >>> dls = DataLoaders([(torch.tensor([[4.0]]), torch.tensor([[1.0]]))], [(torch.tensor([[1.0]]), torch.tensor([[1.0]]))])
# >>> learn = Learner(dls, model, torch.optim.SGD, nn.functional.mse_loss, nn.functional.l1_loss)
# >>> learn.fit(2, 0.025)
# >>> [[round(number, 4) for number in row] for row in learn.recorder.values]
# [[1.0, 0.64, 0.8], [0.04, 0.5776, 0.76]]
# ```
#
# `learn.recorder` is any object with a list called `values`; `SimpleNamespace(values=[])` makes one. Every Learner
# needs a recorder of its own, made in `__init__`: a list that stands right below the `class` line belongs to all
# Learners together, and one would find the rows of another in it. A second `fit` goes on from where the first one
# stopped, and adds its rows to the same list.


# %%
class Learner:
    """Trains a model and keeps a record.

    Args:
        dls: has the loaders `train` and `valid`, each of which gives pairs (xb, yb) and can be walked again and again.
        model: a torch module that turns xb into predictions. It is changed by `fit`, and can be read as `learn.model`.
        opt_func: called with parameters and a learning rate, it makes an optimizer with `step()` and `zero_grad()`.
        loss_func: called with predictions and targets, it gives a tensor of rank 0 on which `backward()` can be called.
        metrics: one function of predictions and targets that gives a single number (a tensor or a float), a list of
            such functions (which may be empty), or None.

    `recorder.values` is a list with one row for every epoch of every `fit` so far, the oldest first. A row is a list of
    floats: the mean training loss, the mean validation loss, then the mean of each metric, in the order given.
    """

    def __init__(
        self,
        dls: DataLoaders,
        model: nn.Module,
        opt_func: Callable[..., Any],
        loss_func: Score,
        metrics: Score | Sequence[Score] | None = None,
    ) -> None:
        ### BEGIN SOLUTION
        self.dls = dls
        self.model = model
        self.opt_func = opt_func
        self.loss_func = loss_func
        self.metrics = [] if metrics is None else [metrics] if callable(metrics) else list(metrics)
        self.recorder = SimpleNamespace(values=[])
        ### END SOLUTION

    def fit(self, epochs: int, lr: float) -> None:
        """Train for some epochs with a new optimizer; after each epoch, validate and record.

        Args:
            epochs: how often to walk through the training batches, with one step for each batch.
            lr: the learning rate.
        Returns:
            nothing (what you return is not looked at, and you may print what you like).
        """
        ### BEGIN SOLUTION
        opt = self.opt_func(self.model.parameters(), lr)
        for _ in range(epochs):
            self.model.train()
            losses = []
            for xb, yb in self.dls.train:
                loss = self.loss_func(self.model(xb), yb)
                loss.backward()
                opt.step()
                opt.zero_grad()
                losses.append(loss.item())
            scores = []
            for xb, yb in self.dls.valid:
                preds = self.predict(xb)
                scores.append([float(score(preds, yb)) for score in (self.loss_func, *self.metrics)])
            columns = [losses, *zip(*scores, strict=True)]
            self.recorder.values.append([sum(column) / len(column) for column in columns])
        ### END SOLUTION

    def predict(self, xb: Tensor) -> Tensor:
        """What the model makes of a batch, in evaluation mode and without a record for gradients.

        Args:
            xb: a batch of inputs, such as float [n,784].
        Returns:
            the predictions of the model as they are: scores, before any sigmoid.
        """
        ### BEGIN SOLUTION
        self.model.eval()
        with torch.no_grad():
            return self.model(xb)
        ### END SOLUTION


# %% [markdown]
# Now the whole of the chapter in a few lines: data, model, optimizer, loss, metric, fit. There is a well-known library,
# fastai, whose `Learner` is used in just this way. From here on you know what is inside.

# %%
if __name__ == "__main__":
    with demonstration():
        torch.manual_seed(0)
        train = make_batches(*make_dataset(sample(3), sample(7)), batch_size=64, shuffle=True)
        valid = make_batches(*make_dataset(sample(3, "valid"), sample(7, "valid")), batch_size=256)
        learn = Learner(DataLoaders(train, valid), make_simple_net(), BasicOptim, mnist_loss, batch_accuracy)
        learn.fit(20, lr=0.1)
        print("epoch   training loss   validation loss   accuracy")
        for epoch, (train_loss, valid_loss, metric) in enumerate(learn.recorder.values, start=1):
            print(f"{epoch:5}{train_loss:16.4f}{valid_loss:18.4f}{metric:11.4f}")
        show_training([row[2] for row in learn.recorder.values], first=1)

# %% [markdown]
# ## Exercise: `library_names`
#
# Nearly everything that you made by hand is in torch as well, tested by thousands and fast. In real work you will use
# that; and because you made it once, you know what it does.
#
# Fill in the table: for each of your own the name of its partner in torch, written in full, such as
# "torch.nn.functional.softplus". Use the index of the torch documentation. The names are not taken on trust: what you
# name is given random inputs, and has to do with them the same as what you made by hand.
#
# | made by hand | what to look for |
# |---|---|
# | `l1_distance` | a loss that is the mean absolute difference |
# | `mse` | a loss that is the mean squared difference |
# | `sigmoid` | the function of the same name |
# | `relu` | the function of the same name |
# | `linear1` | a layer or a function that multiplies by weights and adds a bias |
# | `make_batches` | what gives the pairs of a data set in batches |
# | `BasicOptim` | the optimizer of plain gradient descent |


# %%
def library_names() -> dict[str, str]:
    """The partner in torch of everything made by hand.

    Returns:
        a dict with the seven names of the table above as keys. Each value is the full name of a function or a class of
        torch, as you would write it after `import torch`, for example "torch.nn.functional.softplus".
    """
    ### BEGIN SOLUTION
    return {
        "l1_distance": "torch.nn.functional.l1_loss",
        "mse": "torch.nn.functional.mse_loss",
        "sigmoid": "torch.sigmoid",
        "relu": "torch.relu",
        "linear1": "torch.nn.functional.linear",
        "make_batches": "torch.utils.data.DataLoader",
        "BasicOptim": "torch.optim.SGD",
    }
    ### END SOLUTION


# %% [markdown]
# Measure the agreement yourself. Torch keeps the functions of `torch.nn.functional` also as classes, such as
# `torch.nn.MSELoss`: make one without arguments, then call it. `torch.nn.functional.linear` stores its weights the
# other way round, as [1,784]: `.T` turns them.

# %%
if __name__ == "__main__":

    def find(name: str) -> Any:
        """What the name stands for; a class of functions is made into a function."""
        found = torch
        for part in name.split(".")[1:]:
            found = getattr(found, part)
        is_function_class = isinstance(found, type) and issubclass(found, nn.Module) and found is not nn.Linear
        return found() if is_function_class else found

    with demonstration():
        torch.manual_seed(0)
        names = library_names()
        a, b = torch.rand(5, 784), torch.rand(5, 784)
        weights, bias = torch.randn(784, 1), torch.randn(1)
        for function, inputs in ((l1_distance, (a, b)), (mse, (a, b)), (sigmoid, (a - b,)), (relu, (a - b,))):
            difference = (function(*inputs) - find(names[function.__name__])(*inputs)).abs().max()
            print(f"{function.__name__:12} {names[function.__name__]:32} largest difference {difference:.7f}")
        if names["linear1"] == "torch.nn.functional.linear":
            difference = (linear1(a, weights, bias) - nn.functional.linear(a, weights.T, bias)).abs().max()
            print(f"{'linear1':12} {names['linear1']:32} largest difference {difference:.7f}")

# %% [markdown]
# You have made all the parts of a training run by hand, each of them once. In the next unit you put them to work on all
# ten digits.
