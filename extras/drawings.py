"""The pictures of each unit, drawn from what the learner's own functions answer, by the course's own pictures.py."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from checks.digits import Digits
from grader.checking.answer import Answer, called, read
from grader.learner.own import OwnCode
from grader.learner.show import PictureError

EPOCHS, NET_EPOCHS = 20, 40
BATCH = 256
WEIGHTS = 3  # of the first layer of a network: the hidden units with the strongest pattern

Draw = Callable[[OwnCode, Digits, Any], None]


def ideals(own: OwnCode, digits: Digits, pictures: Any) -> None:
    """Their ideal three and seven."""
    student = own.student("ideal_digit")
    three, seven = student.ideal_digit(digits.all_threes), student.ideal_digit(digits.all_sevens)
    pictures.show_ideals(_tensor(three, 28, 28), _tensor(seven, 28, 28))


def distances(own: OwnCode, digits: Digits, pictures: Any) -> None:
    """The images that their distance puts on the wrong side, those first that lie furthest there."""
    student = own.student("mnist_distance")
    images = torch.cat([digits.valid_threes, digits.valid_sevens])
    labels = torch.tensor([3] * len(digits.valid_threes) + [7] * len(digits.valid_sevens))
    to3, to7 = (_tensor(student.mnist_distance(images, mean), len(images)) for mean in (digits.mean3, digits.mean7))
    preds = torch.zeros(len(images), 10)
    preds[:, 3], preds[:, 7] = to7 / (to3 + to7), to3 / (to3 + to7)
    pictures.show_mistakes(images, preds, labels)


def fits(own: OwnCode, digits: Digits, pictures: Any) -> None:
    """Their curve on its way to the roller coaster's speeds, as in the unit."""
    generator = torch.Generator().manual_seed(0)
    t = torch.arange(20.0)
    speed = 0.75 * (t - 9.5) ** 2 + 1 + 3 * torch.randn(20, generator=generator)
    student = own.student("apply_step")
    params = student.helpers.item(student.helpers.leaves([torch.randn(3, generator=generator)]), 0)
    curves = []
    for _ in range(10):
        curves.append(_tensor(student.quadratic(t, params), 20).detach())
        student.apply_step(t, speed, params, 1e-5)
    pictures.show_fits(t, speed, curves)


def sigmoid(own: OwnCode, digits: Digits, pictures: Any) -> None:
    """Their sigmoid."""
    student = own.student("sigmoid")
    pictures.show_curve(lambda x: _tensor(student.sigmoid(x), *x.shape), "sigmoid")


def training(own: OwnCode, digits: Digits, pictures: Any) -> None:
    """Their training loop at work on a linear model: its accuracy, and its weights."""
    student = own.student("train_epoch")
    model = student.helpers.linear(torch.zeros(1, 784), torch.zeros(1))
    params = student.helpers.parameters(model)
    train = student.helpers.batches(*digits.train_3_7, BATCH)
    valid = student.helpers.batches(*digits.valid_3_7, BATCH)
    curve = [_number(student.validate_epoch(model, valid))]
    for _ in range(EPOCHS):
        student.train_epoch(model, train, 1.0, params)
        curve.append(_number(student.validate_epoch(model, valid)))
    pictures.show_training(curve)
    pictures.show_weights(_tensor(student.helpers.first_weights(model), 1, 784).reshape(28, 28))


def optimizer(own: OwnCode, digits: Digits, pictures: Any) -> None:
    """Their optimizer at work in their training."""
    student = own.student("BasicOptim")
    model = student.helpers.linear(torch.zeros(1, 784), torch.zeros(1))
    optim = student.keep.BasicOptim(student.helpers.parameters(model), 1.0)
    loaders = [student.helpers.batches(*each, BATCH) for each in (digits.train_3_7, digits.valid_3_7)]
    answer = student.train_model(model, *loaders, optim, EPOCHS)
    pictures.show_training(_numbers(answer), first=1)


def network(own: OwnCode, digits: Digits, pictures: Any) -> None:
    """Their ReLU, and what some hidden units of their trained network look for."""
    student = own.student("relu")
    pictures.show_curve(lambda x: _tensor(student.relu(x), *x.shape), "ReLU")
    student = own.student("train_simple_net")
    model = student.train_simple_net(student.helpers.batches(*digits.train_3_7, BATCH), 0.1, NET_EPOCHS)
    weights = read(student.helpers.first_weights(model))
    if not isinstance(weights, Tensor) or weights.ndim != 2 or weights.shape[1] != 784:
        raise PictureError(
            "Your network has no linear layer that meets the 784 pixels, so there are no weights to show."
        )
    for unit in weights.std(1).argsort(descending=True)[:WEIGHTS]:
        pictures.show_weights(weights[unit].reshape(28, 28))


def mistakes(own: OwnCode, digits: Digits, pictures: Any) -> None:
    """The wrong answers of which their classifier is most certain."""
    student = own.student("train_classifier")
    model = student.train_classifier(*digits.train_ten, "cpu")
    images, labels = digits.valid_ten
    scores = _tensor(student.helpers.predictions(model, images), len(images), 10)
    pictures.show_mistakes(images.reshape(-1, 28, 28), scores.float().softmax(1), labels)


DRAWINGS: dict[str, Draw] = {
    "unit01_pixels": ideals,
    "unit02_similarity": distances,
    "unit03_descent": fits,
    "unit04_loss": sigmoid,
    "unit05_training": training,
    "unit06_optimizer": optimizer,
    "unit07_network": network,
    "unit09_full_mnist": mistakes,
}


def _tensor(answer: Answer, *shape: int) -> Tensor:
    value = read(answer)
    if not isinstance(value, Tensor) or tuple(value.shape) != shape:
        got = list(value.shape) if isinstance(value, Tensor) else type(value).__name__
        name = called(answer).split("(")[0]
        raise PictureError(f"The picture needs shape {list(shape)} from {name}; got {got}. See: grader check {name}")
    return value


def _number(answer: Answer) -> float:
    value = read(answer)
    if isinstance(value, Tensor) and value.numel() == 1:
        value = value.item()
    if not isinstance(value, (int, float)):
        name = called(answer).split("(")[0]
        raise PictureError(
            f"The picture needs a number from {name}; got {type(value).__name__}. See: grader check {name}"
        )
    return float(value)


def _numbers(answer: Answer) -> list[float]:
    value = read(answer)
    if not isinstance(value, (list, tuple)):
        name = called(answer).split("(")[0]
        raise PictureError(
            f"The picture needs a list from {name}; got {type(value).__name__}. See: grader check {name}"
        )
    return [float(each) for each in value]
