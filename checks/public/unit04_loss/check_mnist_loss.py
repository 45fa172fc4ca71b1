"""mnist_loss: how far the probabilities are from the targets, on average."""

import torch

from grader.checking.kit import change, expect, gives, mistake, needs

PREDICTIONS = torch.tensor([[2.0], [-1.0], [0.5], [-3.0], [0.7]])
TARGETS = torch.tensor([[1], [0], [0], [1], [1]])

mistake("broadcasts", "Predictions [n, 1] and targets [n] broadcast to [n, n]: give both the same shape before you compare them.",
        change("== 1", ".flatten() == 1"))
mistake("no_mean", "There is one number for each image: backward() needs a single one, so take the .mean().", change(".mean()", ""))
mistake("swapped_cases", "It looks as if the two cases are swapped: where the target is 1, the distance is 1 - prediction.",
        change("1 - probabilities,", "probabilities, 1 -"))
mistake("no_sigmoid", "The predictions are raw scores: put them through the sigmoid first, so that they lie between 0 and 1.",
        gives("torch.where(targets == 1, 1 - predictions, predictions).mean()"))
mistake("sigmoid_twice", "It looks as if the sigmoid is taken twice: once is enough.", change(".sigmoid", ".sigmoid().sigmoid"))
mistake("swapped_arguments", "It looks as if predictions and targets are mixed up: the sigmoid belongs to the predictions.",
        change("predictions.", "targets.float().", "targets ==", "predictions =="))
mistake("hard_threshold", "A hard threshold has no gradient, so nothing could be learned: use the probabilities as they are.",
        change("predictions.sigmoid", "(predictions.sigmoid() > 0.5).float"))
mistake("sums", "It looks as if you sum over the batch: take the mean, so that the loss does not grow with the batch.",
        change("mean", "sum"))
mistake("returns_nothing", "Your function computes the loss but gives None back: the return is missing.", change("return ", ""))
mistake("cross_entropy", "That is the cross-entropy; here the mean distance |target - probability| is asked for.",
        gives("torch.nn.functional.binary_cross_entropy_with_logits(predictions, targets.float())"))
mistake("squared", "That is the squared distance; here the plain distance |target - probability| is asked for.",
        gives("((predictions.sigmoid() - targets) ** 2).mean()"))
mistake("no_abs", "It looks as if distances above and below 0 cancel out: take .abs() of each difference, or torch.where.",
        gives("(targets - predictions.sigmoid()).mean()"))
mistake("softmax", "It looks as if the softmax is taken, or the tanh: the probabilities come from the sigmoid.",
        change("sigmoid()", "softmax(0)"))
mistake("tanh", "It looks as if the softmax is taken, or the tanh: the probabilities come from the sigmoid.",
        gives("(predictions.tanh() - targets).abs().mean()"))
mistake("detached", "The result is cut off from the predictions (.detach(), .data, no_grad): backward() could not reach the weights.",
        change(".sigmoid", ".detach().sigmoid"))


@mistake("The predictions themselves were changed, by sigmoid_() or another method that ends in _: take the one without.")
def sigmoid_in_place(predictions, targets):
    with torch.no_grad():
        predictions.sigmoid_()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()


@mistake("Some answers are written into the sigmoid's own result, which backward() still needs: make a new tensor by torch.where.")
def writes_into_probabilities(predictions, targets):
    p = predictions.sigmoid()
    p[targets == 1] = 1 - p[targets == 1]
    return p.mean()


mistake("overflows", "For large scores this is nan, infinity divided by infinity: take predictions.sigmoid().",
        change("sigmoid()", "exp() / (1 + predictions.exp())"))
mistake("plain_number", "The result is a plain number, and backward() needs the tensor: leave .item() away.",
        change("mean()", "mean().item()"))


def check_single_number(student):
    """gives a single number"""
    expect(student.mnist_loss(PREDICTIONS, TARGETS)).has_shape()


@needs(check_single_number)
def check_mean_distance(student):
    """is the mean distance between probability and target"""
    distances = [(target - 1 / (1 + (-score).exp())).abs() for score, target in zip(PREDICTIONS, TARGETS, strict=True)]
    expect(student.mnist_loss(PREDICTIONS, TARGETS)).equals(sum(distances).squeeze() / 5)


@needs(check_mean_distance)
def check_labels_as_floats(student):
    """takes labels that are floating-point numbers"""
    distances = [(target - 1 / (1 + (-score).exp())).abs() for score, target in zip(PREDICTIONS, TARGETS, strict=True)]
    expect(student.mnist_loss(PREDICTIONS, TARGETS.float())).equals(sum(distances).squeeze() / 5)


@needs(check_mean_distance)
def check_single_image(student):
    """takes a batch of one"""
    expect(student.mnist_loss(PREDICTIONS[:1], TARGETS[:1])).equals(1 - 1 / (1 + (-PREDICTIONS[0, 0]).exp()))


@needs(check_mean_distance)
def check_large_scores(student):
    """stays between 0 and 1 for very large scores"""
    predictions, targets = torch.tensor([[300.0], [-300.0]]), torch.tensor([[0], [0]])
    expect(student.mnist_loss(predictions, targets)).equals(torch.tensor(0.5))


@needs(check_mean_distance)
def check_predictions_unchanged(student):
    """leaves predictions and targets as they were"""
    expect(student.mnist_loss(PREDICTIONS, TARGETS)).leaves_inputs_alone()


@needs(check_mean_distance)
def check_backward(student):
    """lets backward() reach the predictions"""
    leaf = student.helpers.leaves([PREDICTIONS])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    loss = student.keep.mnist_loss(student.helpers.double(student.helpers.item(leaf, 0)), TARGETS)
    student.helpers.backward(loss)
    p = (2 * PREDICTIONS).sigmoid()
    expected = 2 * torch.where(TARGETS == 1, -1.0, 1.0) * p * (1 - p) / len(p)
    expect(student.helpers.grads(leaf), "the gradient").equals([expected])
