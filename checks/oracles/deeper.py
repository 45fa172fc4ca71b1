"""The one-cycle policy by torch's own scheduler, and how a network of 18 layers was trained.

A training draws its random numbers in an order of its own, so a mistake is known by its symptom, which is the evidence.
"""

# ruff: noqa: E501  (a learner's sentence is one line)

import math

import torch
from torch import Tensor

from checks.digits import Digits
from checks.oracles.resnet import scored
from checks.oracles.symptoms import CycleSymptom
from grader import protocol
from grader.checking.answer import Answer
from grader.checking.compare import alike
from grader.checking.kit import fail, kind, read
from grader.checking.student import Student

BATCH, LR = 32, 0.1
VALID = 128  # images to validate with: four batches of 32, so that the mean over batches is that over images
MORE, WIDTH, EPOCHS = 400, 4, 4  # a training after which most images come out right


def rates(steps: int, lr_max: float) -> list[float]:
    """The rates of all steps and the one after the last, by torch.optim.lr_scheduler.OneCycleLR.

    That scheduler is at its top at step pct_start · total_steps - 1 and at its end at total_steps - 1, so that these settings put
    both where the text has them. It ends at 1/25000 of its start, which is 0 to six decimals.
    """
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    total = steps + 1
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, lr_max, total_steps=total, pct_start=(0.25 * steps + 1) / total, div_factor=25, final_div_factor=1e9, cycle_momentum=False,
    )  # fmt: skip
    found = [float(scheduler.get_last_lr()[0])]
    for _ in range(steps):
        optimizer.step()
        scheduler.step()
        found.append(float(scheduler.get_last_lr()[0]))
    return found


def ways(start: Tensor, grads: list[Tensor], lr: float) -> list[Tensor]:
    """Where a parameter stands after each of the steps of one cycle with a momentum of 0.9, in double precision."""
    place, speed, found = start.double(), torch.zeros_like(start).double(), []
    for rate, grad in zip(rates(len(grads), lr), grads, strict=False):
        speed = 0.9 * speed + grad.double()
        place = place - rate * speed
        found.append(place.float())
    return found


def in_order(digits: Digits, count: int, valid: bool = False, swapped: bool = False) -> tuple[Tensor, Tensor]:
    """About `count` images [n, 1, 28, 28] and labels int64 [n], sevens (0) before threes (1), as many of the one as of the other.

    Those to validate with are held back from the training images: whoever gets labels with an image is not judged on it. With
    `swapped`, sevens are 1 and threes 0.
    """
    threes, sevens = digits.rough.all_threes, digits.rough.all_sevens
    half = min(count // 2, len(threes) - VALID // 2, len(sevens) - VALID // 2)
    places = slice(-half, None) if valid else slice(half)
    labels = torch.cat([torch.zeros(half), torch.ones(half)]).long()
    return torch.cat([sevens[places], threes[places]])[:, None], 1 - labels if swapped else labels


def unseen(digits: Digits, swapped: bool) -> tuple[Tensor, Tensor]:
    """Every validation image [n, 1, 28, 28] and its label int64 [n]: what a trained network is judged on."""
    images, threes = digits.rough.valid_3_7
    labels = threes[:, 0].long()
    return images.reshape(-1, 1, 28, 28), 1 - labels if swapped else labels


def trained(
    student: Student, digits: Digits, device: str, count: int, width: int, epochs: int, swapped: bool = False
) -> Answer:
    """The Learner that comes back from a training, which is done once for all checks of a submission; its rates are noted."""
    x, y = in_order(digits, count, swapped=swapped)
    valid_x, valid_y = in_order(digits, VALID, valid=True, swapped=swapped)
    name = _name(len(x), width, epochs, swapped)
    learn = student.helpers.recall(name)
    if read(learn) is None:
        student.helpers.watch_rates()
        learn = student.train_deeper(x, y, valid_x, valid_y, device, width, epochs)
        student.helpers.remember(f"{name}: rates", read(student.helpers.rates()))
        if not isinstance(read(learn), protocol.Handle):
            raise fail(learn, f"Expected the Learner; got {kind(read(learn))}.", "type")
        student.helpers.remember(name, learn)
    call = f"train_deeper(train_x {list(x.shape)}, train_y [{len(y)}], …, width {width}, epochs {epochs})"
    return student.resume(learn, call)


def _name(count: int, width: int, epochs: int, swapped: bool = False) -> str:
    return f"train_deeper on {count} images, width {width}, {epochs} epochs{', swapped' if swapped else ''}"


def model_of(student: Student, learn: Answer) -> Answer:
    """The Learner's network."""
    return student.helpers.attribute(learn, "model")


def rows_of(student: Student, learn: Answer) -> list[list[float]]:
    """The rows of the Learner's record; CheckFailed where it has none, as a network has none."""
    rows: list[list[float]] | None = read(student.helpers.record(learn))
    if rows is None or not all(isinstance(row, list) for row in rows):
        sentence = "Expected the Learner, with its rows in learn.recorder.values; there are none."
        raise fail(learn, sentence, "record", evidence="no record")
    return rows


def expect_rates(student: Student, learn: Answer, count: int, width: int, epochs: int) -> None:
    """The rates of one cycle over a whole training; nothing is known where another optimizer than torch.optim.SGD took the steps."""
    found = read(student.helpers.recall(f"{_name(count, width, epochs)}: rates"))
    steps = epochs * math.ceil(count / BATCH)
    if symptom := judge_rates(found, steps):
        shown = ", ".join(f"{rate:.4f}" for rate in found)
        sentence = f"Expected the rates of one cycle of {steps} steps; those of your training are {shown}."
        raise fail(learn, sentence, "rates", advice=symptom.advice, evidence=shown)


def expect_accuracy(student: Student, digits: Digits, device: str, least: float) -> None:
    """At least this fraction of the validation images comes out right, whichever of the two digits is 1."""
    for swapped in digits.swaps:
        learn = trained(student, digits, device, MORE, WIDTH, EPOCHS, swapped)
        x, y = unseen(digits, swapped)
        answers = scored(student, model_of(student, learn), x, 2).argmax(1)
        right = (answers == y).float().mean().item()
        if right < least:
            symptom = CycleSymptom.IN_ORDER if answers.bincount(minlength=2).max() > 0.9 * len(y) else CycleSymptom.UNTRAINED
            sentence = f"{right:.1%} of the images that it has not seen are right; at least {least:.0%} are expected."
            raise fail(learn, sentence, "accuracy", advice=symptom.advice, evidence=symptom)


def expect_record(student: Student, digits: Digits, learn: Answer) -> None:
    """The last row of the record has the loss and the accuracy that the network has on the images to validate with."""
    x, y = in_order(digits, VALID, valid=True)
    scores = scored(student, model_of(student, learn), x, 2).double()
    loss, right = torch.nn.functional.cross_entropy(scores, y).item(), (scores.argmax(1) == y).double().mean().item()
    row = rows_of(student, learn)[-1]
    if len(row) != 3 or abs(row[1] - loss) > 1e-3 * (1 + loss) or abs(row[2] - right) > 1e-4:
        sentence = "Expected validation loss and accuracy in the record as learn.model has them; they are others."
        raise fail(learn, sentence, "measures", evidence="another record")


def judge_rates(found: list[float], steps: int) -> CycleSymptom | None:
    """What is wrong with the rates of a training of so many steps in all; None also where none were noted."""
    right = rates(steps, LR)[:steps]
    if not found or alike(found, right, 1e-4):
        return None
    if max(found) - min(found) < 1e-9:
        return CycleSymptom.CONSTANT
    if len(found) == steps and alike([rate / found[0] * right[0] for rate in found], right, 1e-4):
        return CycleSymptom.SCALE
    return CycleSymptom.OVER if min(found) < 0.02 * LR else CycleSymptom.NO_END
