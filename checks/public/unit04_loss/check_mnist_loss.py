"""mnist_loss: how far the probabilities are from the targets, on average."""

import torch

from grader.checking.kit import expect, mistake, needs

PREDICTIONS = torch.tensor([[2.0], [-1.0], [0.5], [-3.0], [0.7]])
TARGETS = torch.tensor([[1], [0], [0], [1], [1]])


@mistake("Predictions [n, 1] and targets [n] broadcast to [n, n]: give both the same shape before you compare them.")
def broadcasts(predictions, targets):
    p = predictions.sigmoid()
    return torch.where(targets.flatten() == 1, 1 - p, p).mean()


@mistake("There is one number for each image: backward() needs a single one, so take the .mean().")
def no_mean(predictions, targets):
    p = predictions.sigmoid()
    return torch.where(targets == 1, 1 - p, p)


@mistake("It looks as if the two cases are swapped: where the target is 1, the distance is 1 - prediction.")
def swapped_cases(predictions, targets):
    p = predictions.sigmoid()
    return torch.where(targets == 1, p, 1 - p).mean()


@mistake("The predictions are raw scores: put them through the sigmoid first, so that they lie between 0 and 1.")
def no_sigmoid(predictions, targets):
    return torch.where(targets == 1, 1 - predictions, predictions).mean()


@mistake("It looks as if the sigmoid is taken twice: once is enough.")
def sigmoid_twice(predictions, targets):
    p = predictions.sigmoid().sigmoid()
    return torch.where(targets == 1, 1 - p, p).mean()


@mistake("It looks as if predictions and targets are mixed up: the sigmoid belongs to the predictions.")
def swapped_arguments(predictions, targets):
    p = targets.float().sigmoid()
    return torch.where(predictions == 1, 1 - p, p).mean()


@mistake("A hard threshold has no gradient, so nothing could be learned: use the probabilities as they are.")
def hard_threshold(predictions, targets):
    p = (predictions.sigmoid() > 0.5).float()
    return torch.where(targets == 1, 1 - p, p).mean()


@mistake("It looks as if you sum over the batch: take the mean, so that the loss does not grow with the batch.")
def sums(predictions, targets):
    p = predictions.sigmoid()
    return torch.where(targets == 1, 1 - p, p).sum()


@mistake("Your function computes the loss but gives None back: the return is missing.")
def returns_nothing(predictions, targets):
    p = predictions.sigmoid()
    torch.where(targets == 1, 1 - p, p).mean()


@mistake("That is the cross-entropy; here the mean distance |target - probability| is asked for.")
def cross_entropy(predictions, targets):
    return torch.nn.functional.binary_cross_entropy_with_logits(predictions, targets.float())


@mistake("That is the squared distance; here the plain distance |target - probability| is asked for.")
def squared(predictions, targets):
    return ((predictions.sigmoid() - targets) ** 2).mean()


@mistake("It looks as if distances above and below 0 cancel out: take .abs() of each difference, or torch.where.")
def no_abs(predictions, targets):
    return (targets - predictions.sigmoid()).mean()


@mistake("It looks as if the softmax is taken, or the tanh: the probabilities come from the sigmoid.")
def softmax(predictions, targets):
    p = predictions.softmax(0)
    return torch.where(targets == 1, 1 - p, p).mean()


@mistake("It looks as if the softmax is taken, or the tanh: the probabilities come from the sigmoid.")
def tanh(predictions, targets):
    return (predictions.tanh() - targets).abs().mean()


@mistake(
    "The result is cut off from the predictions (.detach(), .data, no_grad): backward() could not reach the weights."
)
def detached(predictions, targets):
    p = predictions.detach().sigmoid()
    return torch.where(targets == 1, 1 - p, p).mean()


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


@mistake("For large scores this is nan, infinity divided by infinity: take predictions.sigmoid().")
def overflows(predictions, targets):
    p = predictions.exp() / (1 + predictions.exp())
    return torch.where(targets == 1, 1 - p, p).mean()


@mistake("The result is a plain number, and backward() needs the tensor: leave .item() away.")
def plain_number(predictions, targets):
    p = predictions.sigmoid()
    return torch.where(targets == 1, 1 - p, p).mean().item()


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
    loss = student.keep.mnist_loss(student.helpers.double(student.helpers.item(leaf, 0)), TARGETS)
    student.helpers.backward(loss)
    p = (2 * PREDICTIONS).sigmoid()
    expected = 2 * torch.where(TARGETS == 1, -1.0, 1.0) * p * (1 - p) / len(p)
    expect(student.helpers.grads(leaf), "the gradient").equals([expected])
