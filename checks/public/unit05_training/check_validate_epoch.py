"""validate_epoch: the accuracy over all batches of the validation set."""

import torch
from unit05_training import batch_accuracy, calc_grad  # for the written-out mistakes alone

from grader.checking.kit import expect, fail, gives, mistake, needs, read

X = torch.tensor([[1.0], [2.0], [-1.0], [-3.0], [0.5], [-0.5]])
Y = torch.tensor([[1.0], [0.0], [0.0], [0.0], [1.0], [1.0]])


@mistake("It looks as if only the last batch counts: collect the accuracy of every batch, then take the mean.")
def last_batch_only(model, dl):
    for xb, yb in dl:
        accuracy = batch_accuracy(model(xb), yb)
    return round(float(accuracy), 4)


@mistake("It looks as if only the first batch counts: is there a return inside the loop?")
def first_batch_only(model, dl):
    for xb, yb in dl:
        return round(float(batch_accuracy(model(xb), yb)), 4)


mistake("sums", "It looks as if the accuracies are added up: take their mean.",
        gives("round(sum(float(batch_accuracy(model(xb), yb)) for xb, yb in dl), 4)"))
mistake("no_model", "It looks as if the model is not asked: give batch_accuracy what model(xb) says, not xb itself.",
        gives("round(sum(float(batch_accuracy(xb, yb)) for xb, yb in dl) / len(list(dl)), 4)"))
mistake("gives_list", "The accuracies are still a list, one a batch: give back their mean.",
        gives("[float(batch_accuracy(model(xb), yb)) for xb, yb in dl]"))


@mistake("It looks as if the result is rounded too much: keep four decimals.")
def rounds_too_much(model, dl):
    accuracies = [float(batch_accuracy(model(xb), yb)) for xb, yb in dl]
    return round(sum(accuracies) / len(accuracies), 1)


@mistake("round() takes plain numbers: make one of the tensor first, by .item() or float().")
def rounds_a_tensor(model, dl):
    return round(torch.stack([batch_accuracy(model(xb), yb) for xb, yb in dl]).mean(), 4)  # type: ignore[call-overload]  # that is the mistake


@mistake("It looks as if the result is a percentage: give a number from 0 to 1.")
def percentage(model, dl):
    accuracies = [float(batch_accuracy(model(xb), yb)) for xb, yb in dl]
    return 100 * sum(accuracies) / len(accuracies)


@mistake("It looks as if gradients are computed here too: nothing is learned from the validation set, so leave calc_grad and backward() out.")
def computes_gradients(model, dl):
    accuracies = []
    for xb, yb in dl:
        scores = model(xb)
        if scores.requires_grad:
            calc_grad(xb, yb, model)
        accuracies.append(float(batch_accuracy(scores, yb)))
    return sum(accuracies) / len(accuracies)


@mistake("Your function computes the accuracy but gives None back: the return is missing.")
def returns_nothing(model, dl):
    [batch_accuracy(model(xb), yb) for xb, yb in dl]


def either(answer, first, second):
    """The mean over batches or over images: both are right."""
    expect(answer).has_shape()
    got = float(read(answer))
    if min(abs(got - first), abs(got - second)) > 1.01e-4:
        shown = f"Expected {first:.4f} (or {second:.4f}, the mean over the images); got {got:.4f}."
        raise fail(answer, "The accuracy over all batches is another.", "values", shown)


def check_single_number(student):
    """gives a single number"""
    dl = student.helpers.batches(X, Y, 2)
    expect(student.validate_epoch(student.helpers.identity(), dl)).has_shape()


@needs(check_single_number)
def check_mean_over_batches(student):
    """is the mean accuracy of all batches"""
    dl = student.helpers.batches(X, Y, 4)
    model = student.helpers.linear(torch.tensor([[1.0]]), torch.tensor([0.75]))  # takes -0.5 for a three, which x alone is not
    either(student.validate_epoch(model, dl), (3 / 4 + 2 / 2) / 2, 5 / 6)


@needs(check_mean_over_batches)
def check_parameters_stay(student):
    """trains nothing: parameters and gradients stay as they were"""
    weight, bias = torch.tensor([[0.5]]), torch.tensor([0.25])
    model = student.helpers.linear(weight, bias)
    params = student.helpers.parameters(model)
    student.validate_epoch(model, student.helpers.batches(X, Y, 4))
    expect(student.helpers.values(params), "the parameters afterwards").equals([weight, bias])
    found = student.helpers.grads(params)
    if read(found) != [None, None]:
        raise fail(found, "Expected no gradients afterwards; there are some.", "learning")
