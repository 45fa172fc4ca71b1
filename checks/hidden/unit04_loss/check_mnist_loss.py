"""mnist_loss, on mixed labels that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def loss(predictions, targets):
    """The oracle: |target - probability|, in double precision."""
    return (targets.double() - 1 / (1 + (-predictions.double()).exp())).abs().mean()


def mixed(rng, n=9):
    """Scores [n, 1] and labels [n, 1] float, of which about half are 1."""
    return 3 * torch.randn(n, 1, generator=rng), (torch.arange(n) % 2).float()[
        torch.randperm(n, generator=rng)
    ].unsqueeze(1)


def check_mixed_labels(student, rng):
    """is right on mixed labels"""
    predictions, targets = mixed(rng)
    expect(student.mnist_loss(predictions, targets)).equals(loss(predictions, targets))


@needs(check_mixed_labels)
def check_whole_number_labels(student, rng):
    """takes whole numbers as labels"""
    predictions, targets = mixed(rng)
    expect(student.mnist_loss(predictions, targets.long())).equals(loss(predictions, targets))


@needs(check_mixed_labels)
def check_gradient(student, rng):
    """has the right gradient"""
    predictions, targets = mixed(rng)
    leaf = student.helpers.leaves([predictions])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    result = student.keep.mnist_loss(student.helpers.double(student.helpers.item(leaf, 0)), targets)
    student.helpers.backward(result)
    p = torch.sigmoid(2 * predictions.double())
    expected = 2 * torch.where(targets == 1, -1.0, 1.0) * p * (1 - p) / len(p)
    expect(student.helpers.grads(leaf)).equals([expected.float()])


@needs(check_mixed_labels)
def check_single_image(student, rng):
    """takes a batch of one"""
    predictions, targets = mixed(rng, 1)
    expect(student.mnist_loss(predictions, targets)).has_shape().equals(loss(predictions, targets))


@needs(check_mixed_labels)
def check_large_scores(student):
    """stays finite for very large scores"""
    predictions, targets = torch.tensor([[300.0], [-300.0], [80.0]]), torch.tensor([[0.0], [0.0], [1.0]])
    expect(student.mnist_loss(predictions, targets)).is_finite().equals(torch.tensor(1 / 3))
