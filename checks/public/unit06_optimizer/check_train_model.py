"""train_model: epoch after epoch, and the accuracy on the validation set after each."""

import torch
from unit05_training import validate_epoch  # for the written-out mistakes alone
from unit06_optimizer import train_epoch_with  # for the written-out mistakes alone

from grader.checking.kit import derived, expect, fail, gives, kind, mistake, needs, read

# The model starts with a score of -2 times the only pixel: everything is a seven. It learns from one three, whose pixel is 1. After
# the epochs it takes pixels below 0.12, 0.33 and 0.79 for threes: so 2, then 3, then all 4 of the validation images are right.
WEIGHT, BIAS, LR, EPOCHS = torch.tensor([[-2.0]]), torch.tensor([0.0]), 2.0, 3
TRAIN = torch.tensor([[1.0]]), torch.tensor([[1.0]])
VALID = torch.tensor([[0.1], [0.2], [0.5], [0.9]]), torch.tensor([[1.0], [1.0], [1.0], [0.0]])
FOUR_DECIMALS = 1e-4  # validate_epoch may round or not
RIGHT = [0.5, 0.75, 1.0]


@mistake("You measured data that the model trained on: give validate_epoch the validation set, valid_dl.")
def measures_training_data(model, train_dl, valid_dl, opt, epochs):
    accuracies = []
    for _ in range(epochs):
        train_epoch_with(model, train_dl, opt)
        accuracies.append(validate_epoch(model, train_dl))
    return accuracies


@mistake("It looks as if the model trains on the validation set: give train_epoch_with the other loader, train_dl.")
def trains_on_validation_data(model, train_dl, valid_dl, opt, epochs):
    accuracies = []
    for _ in range(epochs):
        train_epoch_with(model, valid_dl, opt)
        accuracies.append(validate_epoch(model, valid_dl))
    return accuracies


@mistake("Only one accuracy comes back: put each into a list in the loop, and return the list after it.")
def last_accuracy_alone(model, train_dl, valid_dl, opt, epochs):
    for _ in range(epochs):
        train_epoch_with(model, train_dl, opt)
        accuracy = validate_epoch(model, valid_dl)
    return accuracy


@mistake("It looks as if the return stands inside the loop, so that it ends after one epoch: move it to the left.")
def returns_inside_the_loop(model, train_dl, valid_dl, opt, epochs):
    accuracies = []
    for _ in range(epochs):
        train_epoch_with(model, train_dl, opt)
        accuracies.append(validate_epoch(model, valid_dl))
        return accuracies


@mistake("Only the last accuracy is in the list: make the list before the loop, and append to it inside.")
def keeps_the_last(model, train_dl, valid_dl, opt, epochs):
    for _ in range(epochs):
        accuracies = []
        train_epoch_with(model, train_dl, opt)
        accuracies.append(validate_epoch(model, valid_dl))
    return accuracies


@mistake("The model is trained, but your function gives None back: return the list of accuracies (printing is not enough).")
def returns_nothing(model, train_dl, valid_dl, opt, epochs):
    for _ in range(epochs):
        train_epoch_with(model, train_dl, opt)
        validate_epoch(model, valid_dl)


@mistake("It looks as if you measure before each epoch: train first, then measure.")
def measures_before(model, train_dl, valid_dl, opt, epochs):
    accuracies = []
    for _ in range(epochs):
        accuracies.append(validate_epoch(model, valid_dl))
        train_epoch_with(model, train_dl, opt)
    return accuracies


@mistake("There is one number too many: measure after each epoch, and not before the first.")
def measures_the_start_too(model, train_dl, valid_dl, opt, epochs):
    accuracies = [validate_epoch(model, valid_dl)]
    for _ in range(epochs):
        train_epoch_with(model, train_dl, opt)
        accuracies.append(validate_epoch(model, valid_dl))
    return accuracies


@mistake("One epoch is missing: range(1, epochs) has one number less than range(epochs).")
def one_epoch_less(model, train_dl, valid_dl, opt, epochs):
    accuracies = []
    for _ in range(1, epochs):
        train_epoch_with(model, train_dl, opt)
        accuracies.append(validate_epoch(model, valid_dl))
    return accuracies


@mistake("It looks as if a fixed number of epochs is trained however many are asked for: use range(epochs).")
def twenty_always(model, train_dl, valid_dl, opt, epochs):
    accuracies = []
    for _ in range(20):
        train_epoch_with(model, train_dl, opt)
        accuracies.append(validate_epoch(model, valid_dl))
    return accuracies


mistake("never_trains", "It looks as if the model is never trained: call train_epoch_with in every epoch, before you measure.",
        gives("[validate_epoch(model, valid_dl) for _ in range(epochs)]"))


@mistake("It looks as if all the training comes first: measure after each epoch, in the same loop.")
def trains_first(model, train_dl, valid_dl, opt, epochs):
    for _ in range(epochs):
        train_epoch_with(model, train_dl, opt)
    return [validate_epoch(model, valid_dl) for _ in range(epochs)]


@mistake("The list holds what train_epoch_with gives back, and that is nothing: append what validate_epoch says.")
def keeps_what_training_gives(model, train_dl, valid_dl, opt, epochs):
    return [train_epoch_with(model, train_dl, opt) for _ in range(epochs)]  # type: ignore[func-returns-value]  # that is the mistake


@mistake("It looks as if you train twice in every epoch: one call of train_epoch_with is enough.")
def trains_twice(model, train_dl, valid_dl, opt, epochs):
    accuracies = []
    for _ in range(epochs):
        train_epoch_with(model, train_dl, opt)
        train_epoch_with(model, train_dl, opt)
        accuracies.append(validate_epoch(model, valid_dl))
    return accuracies


@mistake("It looks as if the accuracies are percentages: keep them from 0 to 1, as validate_epoch gives them.")
def percentages(model, train_dl, valid_dl, opt, epochs):
    accuracies = []
    for _ in range(epochs):
        train_epoch_with(model, train_dl, opt)
        accuracies.append(100 * validate_epoch(model, valid_dl))
    return accuracies


@mistake("The accuracies are right, but in a tensor: a plain list is asked for.")
def makes_a_tensor(model, train_dl, valid_dl, opt, epochs):
    accuracies = []
    for _ in range(epochs):
        train_epoch_with(model, train_dl, opt)
        accuracies.append(validate_epoch(model, valid_dl))
    return torch.tensor(accuracies)


def trained(student):
    """What the learner gives back for three epochs."""
    model = student.helpers.linear(WEIGHT, BIAS)
    opt = student.helpers.descent(student.helpers.parameters(model), LR)
    return student.train_model(model, student.helpers.batches(*TRAIN, 1), student.helpers.batches(*VALID, 4), opt, EPOCHS)


def check_one_accuracy_for_each_epoch(student):
    """gives a list with one accuracy for each epoch"""
    answer = trained(student)
    if not isinstance(read(answer), (list, tuple)) or len(read(answer)) != EPOCHS:
        raise fail(answer, f"Expected a list of {EPOCHS} accuracies; got {kind(read(answer))}.", "shape")
    for each in read(answer):
        expect(derived(answer, value=each)).has_shape()


@needs(check_one_accuracy_for_each_epoch)
def check_accuracies(student):
    """gives the accuracy on the validation set after each epoch"""
    expect(trained(student), "the accuracies").equals(RIGHT, FOUR_DECIMALS)
