"""train_deeper: other sizes, what the record says, and what a training must leave alone."""

import torch
from unit11_deeper import train_deeper

from grader.checks.kit import expect, mistake, needs
from grader.checks.oracles_deeper import (
    BATCH,
    expect_accuracy,
    expect_rates,
    in_order,
    model_of,
    rows_of,
    trained,
)
from grader.checks.oracles_layers import seen
from grader.checks.oracles_resnet import scored

THIN = 2

# The mistake holds the reference by a default, for its name is its own once it is grafted over it.


@mistake(
    "It looks as if the images are changed in place: methods whose name ends in _, and -=, change them outside too."
)
def works_in_place(train_x, train_y, valid_x, valid_y, device, width=64, epochs=1, train=train_deeper):
    learn = train(train_x, train_y, valid_x, valid_y, device, width, epochs)
    train_x -= 0.5
    return learn


@mistake("Without an epochs the cycle takes one epoch: keep the defaults of the stub, width 64 and epochs 1.")
def other_defaults(train_x, train_y, valid_x, valid_y, device, width=64, epochs=2, train=train_deeper):
    return train(train_x, train_y, valid_x, valid_y, device, width, epochs)


def check_other_sizes(student, digits, device):
    """goes through one cycle also with other numbers of images and epochs"""
    for count, epochs in ((64, 1), (34, 3)):
        learn = trained(student, digits, device, count, THIN, epochs)
        wanted = epochs * -(-count // BATCH)
        if any(number != wanted for number in student.props.batches_seen(model_of(student, learn)).value):
            raise seen(
                student, learn, "steps", f"Expected {wanted} training batches; there was another number.", "steps"
            )
        expect_rates(student, learn, count, THIN, epochs)


@needs(check_other_sizes)
def check_one_epoch(student, digits, device):
    """trains a single epoch where the number is left out"""
    x, y = in_order(digits, 40)
    learn = student.train_deeper(x, y, *in_order(digits, 32, valid=True), device, width=THIN)
    rows = rows_of(student, learn)
    if len(rows) != 1:
        raise seen(student, learn, "rows", f"Expected 1 row in learn.recorder.values; got {len(rows)}.", "record")


@needs(check_other_sizes)
def check_record(student, digits, device):
    """records the loss and the accuracy that the network has on the validation images"""
    learn = trained(student, digits, device, 64, THIN, 1)
    x, y = in_order(digits, 128, valid=True)
    scores = scored(student, model_of(student, learn), x, 2).double()
    loss, right = torch.nn.functional.cross_entropy(scores, y).item(), (scores.argmax(1) == y).double().mean().item()
    row = rows_of(student, learn)[-1]
    if len(row) != 3 or abs(row[1] - loss) > 1e-3 * (1 + loss) or abs(row[2] - right) > 1e-4:
        sentence = "Expected validation loss and accuracy in the record as learn.model has them; they are others."
        raise seen(student, learn, "another record", sentence, "record")


@needs(check_other_sizes)
def check_anew(student, digits, device):
    """begins every training with a new network"""
    x, y = in_order(digits, 32)
    valid = in_order(digits, 32, valid=True)
    one, other = (student.train_deeper(x, y, *valid, device, THIN, 1) for _ in range(2))
    if one.value.number == other.value.number or torch.equal(
        scored(student, model_of(student, one), x, 2), scored(student, model_of(student, other), x, 2)
    ):
        raise seen(
            student, other, "the same", "Expected another network in the second training; it is the same.", "start"
        )


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
    expect(student.props.predictions(model_of(student, learn), x), "the scores").lives_on(device)


@needs(check_other_sizes)
def check_well_done(student, digits, device, thresholds):
    """is right about nearly all images that it has not seen"""
    # First what takes no time, so that known mistakes are spared the long training.
    expect_rates(student, trained(student, digits, device, 64, THIN, 1), 64, THIN, 1)
    expect_accuracy(student, digits, device, thresholds["well_done"])
