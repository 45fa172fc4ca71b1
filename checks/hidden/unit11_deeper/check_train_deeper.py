"""train_deeper: other sizes, what the record says, and what a training must leave alone."""

import torch

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
from checks.oracles.resnet import scored
from grader.checking.kit import expect, fail, needs, read

THIN = 2


def check_other_sizes(student, digits, device):
    """goes through one cycle also with other numbers of images and epochs"""
    for count, epochs in ((64, 1), (34, 3)):
        learn = trained(student, digits, device, count, THIN, epochs)
        wanted = epochs * -(-count // BATCH)
        if any(number != wanted for number in read(student.helpers.batches_seen(model_of(student, learn)))):
            raise fail(learn, f"Expected {wanted} training batches; there was another number.", "steps", evidence="steps")
        expect_rates(student, learn, count, THIN, epochs)


@needs(check_other_sizes)
def check_one_epoch(student, digits, device):
    """trains a single epoch where the number is left out"""
    x, y = in_order(digits, 40)
    learn = student.train_deeper(x, y, *in_order(digits, 32, valid=True), device, THIN)
    rows = rows_of(student, learn)
    if len(rows) != 1:
        raise fail(learn, f"Expected 1 row in learn.recorder.values; got {len(rows)}.", "record", evidence="rows")


@needs(check_other_sizes)
def check_record(student, digits, device):
    """records the loss and the accuracy that the network has on the validation images"""
    expect_record(student, digits, trained(student, digits, device, 64, THIN, 1))


@needs(check_other_sizes)
def check_anew(student, digits, device):
    """begins every training with a new network"""
    valid = in_order(digits, 32, valid=True)
    one, other = (student.train_deeper(*in_order(digits, count), *valid, device, THIN, 1) for count in (32, 40))
    x, _ = valid
    if read(one).number == read(other).number or torch.equal(
        scored(student, model_of(student, one), x, 2), scored(student, model_of(student, other), x, 2)
    ):
        raise fail(other, "Expected another network in the second training; it is the same.", "start", evidence="the same")


@needs(check_other_sizes)
def check_inputs_unchanged(student, digits, device):
    """leaves images and labels as they were"""
    x, y = in_order(digits, 40)
    answer = student.train_deeper(x, y, *in_order(digits, 32, valid=True), device, THIN, 1)
    expect(answer).leaves_inputs_alone()


@needs(check_other_sizes)
def check_device(student, digits, device):
    """leaves the network on the device that it is told"""
    learn = trained(student, digits, device, 64, THIN, 1)
    x, _ = in_order(digits, 32, valid=True)
    expect(student.helpers.predictions(model_of(student, learn), x), "the scores").lives_on(device)


@needs(check_other_sizes)
def check_well_done(student, digits, device, thresholds):
    """is right about nearly all images that it has not seen"""
    # First what takes no time, so that known mistakes are spared the long training.
    expect_rates(student, trained(student, digits, device, 64, THIN, 1), 64, THIN, 1)
    expect_accuracy(student, digits, device, thresholds["well_done"])
