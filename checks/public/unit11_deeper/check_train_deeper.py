"""train_deeper: the parts of the course put together, and one cycle for the whole of a training. Sevens come before threes.

The mistakes build on one another: calling one trains, and each makes one part of the training in another way.
"""

import math
from functools import partial

import torch
from unit05_training import make_batches  # for the written-out mistakes alone
from unit08_learner import DataLoaders, Learner  # for the written-out mistakes alone
from unit09_full_mnist import accuracy, cross_entropy  # for the written-out mistakes alone
from unit11_deeper import OneCycleSGD, make_resnet18  # for the written-out mistakes alone

from checks.oracles.deeper import (
    BATCH,
    expect_accuracy,
    expect_rates,
    expect_record,
    in_order,
    model_of,
    rows_of,
    trained,
)
from checks.oracles.resnet import scored, size
from checks.oracles.symptoms import CycleSymptom
from grader.checking.kit import expect, fail, mistake, needs, read

FEW, THIN, TWO = 70, 2, 2  # a tiny training: two full batches and a smaller one, a thin network, two epochs


@mistake("The trained network comes back: return the Learner, which holds it as learn.model.")
class returns_the_model:
    def __new__(cls, train_x, train_y, valid_x, valid_y, device, width=64, epochs=1):
        train, valid = (train_x.to(device), train_y.to(device)), (valid_x.to(device), valid_y.to(device))
        dls = cls.loaders(cls.batches(*train, shuffle=True), cls.batches(*valid, shuffle=False))
        learn = Learner(dls, cls.net(width).to(device), cls.opt_func(len(train_x), epochs), cls.loss, cls.metrics)
        learn.fit(**cls.terms(epochs))
        return cls.result(learn)

    @staticmethod
    def batches(x, y, shuffle):
        return make_batches(x, y, batch_size=32, shuffle=shuffle)

    @staticmethod
    def loaders(train_dl, valid_dl):
        return DataLoaders(train_dl, valid_dl)

    @staticmethod
    def net(width):
        return make_resnet18(width)

    @staticmethod
    def opt_func(n, epochs):
        return partial(OneCycleSGD, steps=epochs * math.ceil(n / 32))

    loss, metrics = cross_entropy, accuracy

    @staticmethod
    def terms(epochs):
        return {"epochs": epochs, "lr": 0.1}

    @staticmethod
    def result(learn):
        return learn.model


@mistake("Your function trains but gives None back: return the Learner.")
class returns_nothing(returns_the_model):
    @staticmethod
    def result(learn):
        return None


@mistake("It looks as if the Learner is made but not trained: call learn.fit(epochs, lr=0.1) before you return it.")
class never_fits(returns_the_model):
    @staticmethod
    def terms(epochs):
        return {"epochs": 0, "lr": 0.1}

    @staticmethod
    def result(learn):
        return learn


@mistake("The number of steps is the batches of an epoch times the epochs: the cycle is over after the first epoch otherwise.")
class counts_one_epoch(returns_the_model):
    @staticmethod
    def opt_func(n, epochs):
        return partial(OneCycleSGD, steps=math.ceil(n / 32))

    @staticmethod
    def result(learn):
        return learn


@mistake("It looks as if steps is the number of epochs: there is a step for every batch, so take the batches times the epochs.")
class counts_epochs(counts_one_epoch):
    @staticmethod
    def opt_func(n, epochs):
        return partial(OneCycleSGD, steps=epochs)


@mistake("It looks as if steps is the number of images: there is a step for every batch of 32, so the cycle is far too long.")
class counts_images(counts_one_epoch):
    @staticmethod
    def opt_func(n, epochs):
        return partial(OneCycleSGD, steps=n * epochs)


@mistake("It looks as if the last batch is forgotten: it may be smaller and takes a step as well, so round up, math.ceil.")
class rounds_down(counts_one_epoch):
    @staticmethod
    def opt_func(n, epochs):
        return partial(OneCycleSGD, steps=n // 32 * epochs)


@mistake(CycleSymptom.CONSTANT.advice)
class keeps_the_rate(counts_one_epoch):
    @staticmethod
    def opt_func(n, epochs):
        return partial(torch.optim.SGD, momentum=0.9)


@mistake("OneCycleSGD wants the number of steps too: give it in advance, partial(OneCycleSGD, steps=...).")
class gives_no_steps(counts_one_epoch):
    @staticmethod
    def opt_func(n, epochs):
        return OneCycleSGD


@mistake(CycleSymptom.SCALE.advice)
class other_rate(counts_one_epoch):
    @staticmethod
    def opt_func(n, epochs):
        return returns_the_model.opt_func(n, epochs)

    @staticmethod
    def terms(epochs):
        return {"epochs": epochs, "lr": 1.0}


@mistake("It looks as if a single epoch is trained however many are asked for: learn.fit(epochs, lr=0.1).")
class fits_one_epoch(counts_one_epoch):
    @staticmethod
    def terms(epochs):
        return {"epochs": 1, "lr": 0.1}


@mistake("The width is not handed on: make_resnet18(width).")
class ignores_the_width(counts_one_epoch):
    @staticmethod
    def net(width):
        return make_resnet18(8)

    @staticmethod
    def opt_func(n, epochs):
        return returns_the_model.opt_func(n, epochs)


@mistake("The accuracy is missing in the record: give it to the Learner as its metric.")
class measures_nothing(counts_one_epoch):
    metrics = None  # type: ignore[assignment]  # that is the mistake

    @staticmethod
    def opt_func(n, epochs):
        return returns_the_model.opt_func(n, epochs)


@mistake("It looks as if the batches are not of 32 images: make_batches(..., batch_size=32).")
class other_batches(counts_one_epoch):
    @staticmethod
    def batches(x, y, shuffle):
        return make_batches(x, y, batch_size=64, shuffle=shuffle)


@mistake("It looks as if the Learner trains on the validation set: DataLoaders takes the training batches first.")
class exchanges_the_loaders(counts_one_epoch):
    @staticmethod
    def loaders(train_dl, valid_dl):
        return DataLoaders(valid_dl, train_dl)


@mistake(CycleSymptom.IN_ORDER.advice)
class never_shuffles(other_rate):
    @staticmethod
    def batches(x, y, shuffle):
        return make_batches(x, y, batch_size=32)

    @staticmethod
    def terms(epochs):
        return {"epochs": epochs, "lr": 0.1}


@mistake("It looks as if the images are changed in place: methods whose name ends in _, and -=, change them outside too.")
class works_in_place(never_shuffles):
    def __new__(cls, train_x, train_y, valid_x, valid_y, device, width=64, epochs=1):
        learn = super().__new__(cls, train_x, train_y, valid_x, valid_y, device, width, epochs)
        train_x -= 0.5
        return learn

    @staticmethod
    def batches(x, y, shuffle):
        return returns_the_model.batches(x, y, shuffle)


@mistake("Without an epochs the cycle takes one epoch: keep the defaults of the stub, width 64 and epochs 1.")
class other_defaults(works_in_place):
    def __new__(cls, train_x, train_y, valid_x, valid_y, device, width=64, epochs=2):
        return never_shuffles.__new__(cls, train_x, train_y, valid_x, valid_y, device, width, epochs)


@mistake("It looks as if the Learner measures on the images that it trains with: DataLoaders takes the others second.")
class validates_on_the_training_images(other_defaults):
    def __new__(cls, train_x, train_y, valid_x, valid_y, device, width=64, epochs=1):
        return never_shuffles.__new__(cls, train_x, train_y, train_x, train_y, device, width, epochs)


def check_learner(student, digits, device):
    """gives the Learner back, with a row of three numbers for every epoch"""
    learn = trained(student, digits, device, FEW, THIN, TWO)
    rows = rows_of(student, learn)
    if len(rows) != TWO or any(len(row) != 3 for row in rows):
        lengths = " and ".join(str(len(row)) for row in rows) or "no"
        sentence = (
            f"Expected {TWO} rows of 3 numbers in learn.recorder.values; got {len(rows)}, with {lengths} numbers."
        )
        raise fail(learn, sentence, "record", evidence=f"rows of {lengths}")


@needs(check_learner)
def check_network(student, digits, device):
    """trains a network of the width that is asked for"""
    learn = trained(student, digits, device, FEW, THIN, TWO)
    numbers = read(student.helpers.count_numbers(model_of(student, learn)))
    if numbers != size(THIN):
        sentence = f"Expected a network of width {THIN} with {size(THIN):,} numbers; learn.model has {numbers:,}."
        raise fail(learn, sentence, "sizes", evidence=f"{numbers} numbers")


@needs(check_network)
def check_steps(student, digits, device):
    """takes a step for every batch of 32 images in every epoch"""
    learn = trained(student, digits, device, FEW, THIN, TWO)
    wanted = TWO * -(-FEW // BATCH)
    for number in read(student.helpers.batches_seen(model_of(student, learn))):
        if number != wanted:
            sentence = f"Expected {wanted} training batches in {TWO} epochs of {FEW} images; there were {number}."
            raise fail(learn, sentence, "steps", advice=CycleSymptom.STEPS.advice, evidence=f"{number} batches")


@needs(check_steps)
def check_rates(student, digits, device):
    """lets the learning rate go through one cycle in all epochs together"""
    expect_rates(student, trained(student, digits, device, FEW, THIN, TWO), FEW, THIN, TWO)


@needs(check_learner)
def check_record(student, digits, device):
    """records the loss and the accuracy that the network has on the validation images"""
    expect_record(student, digits, trained(student, digits, device, FEW, THIN, TWO))


@needs(check_learner)
def check_again(student, digits, device):
    """trains a new network in another call, for one epoch if no number is given, and leaves the images as they were"""
    valid = in_order(digits, BATCH, valid=True)
    learn = student.train_deeper(*in_order(digits, BATCH), *valid, device, THIN)
    expect(learn).leaves_inputs_alone()
    rows = rows_of(student, learn)
    if len(rows) != 1:
        sentence = f"Expected 1 row in learn.recorder.values, where no number of epochs is given; got {len(rows)}."
        raise fail(learn, sentence, "epochs", evidence=f"{len(rows)} rows")
    other = model_of(student, trained(student, digits, device, FEW, THIN, TWO))
    if torch.equal(scored(student, other, valid[0], 2), scored(student, model_of(student, learn), valid[0], 2)):
        sentence = "Expected another network in the second training; it is the same."
        raise fail(learn, sentence, "start", evidence="the same")


@needs(check_rates)
def check_works(student, digits, device, thresholds):
    """is right about most images that it has not seen"""
    for before in (check_network, check_steps, check_rates):  # so known mistakes are spared the long training
        before(student, digits, device)
    expect_accuracy(student, digits, device, thresholds["works"])
