"""validate_epoch, on loaders and models that the learner has not seen."""


from checks.oracles.loss import linear_start, mixed_batch
from grader.checking.kit import expect, fail, needs, read


def accuracies(x, y, weight, bias, size):
    """The oracle: the mean over batches, and the mean over images."""
    right = ((x @ weight.T + bias > 0) == (y == 1)).float().flatten()
    parts = [part.mean().item() for part in right.split(size)]
    return sum(parts) / len(parts), right.mean().item()


def near(answer, wanted):
    """Whether the answer is one of the accuracies, to four decimals."""
    expect(answer).has_shape()
    if min(abs(float(read(answer)) - each) for each in wanted) > 1.01e-4:
        raise fail(answer, "The accuracy over all batches is another.", "values")


def scene(rng, n):
    x, y = mixed_batch(rng, n, 6)
    weight, bias = linear_start(rng, 6)
    return x - 0.5, y, weight, bias


def check_linear_model(student, rng):
    """asks the model about every batch"""
    x, y, weight, bias = scene(rng, 26)
    answer = student.validate_epoch(student.helpers.linear(weight, bias), student.helpers.batches(x, y, 4))
    near(answer, accuracies(x, y, weight, bias, 4))


@needs(check_linear_model)
def check_one_batch(student, rng):
    """works for a single batch"""
    x, y, weight, bias = scene(rng, 9)
    answer = student.validate_epoch(student.helpers.linear(weight, bias), student.helpers.batches(x, y, 50))
    near(answer, accuracies(x, y, weight, bias, 50))


@needs(check_linear_model)
def check_only_its_own_loader(student, rng):
    """measures the loader that it is given"""
    x, _, weight, bias = scene(rng, 12)
    right = (x @ weight.T + bias > 0).float()
    model = student.helpers.linear(weight, bias)
    good, bad = student.helpers.batches(x, right, 4), student.helpers.batches(x, 1 - right, 4)
    expect(student.validate_epoch(model, good)).equals(1.0)
    expect(student.validate_epoch(model, bad)).equals(0.0)


@needs(check_linear_model)
def check_parameters_stay(student, rng):
    """trains nothing: parameters and gradients stay as they were"""
    x, y, weight, bias = scene(rng, 10)
    model = student.helpers.linear(weight, bias)
    params = student.helpers.parameters(model)
    student.validate_epoch(model, student.helpers.batches(x, y, 4))
    expect(student.helpers.values(params), "the parameters afterwards").equals([weight, bias])
    expect(student.helpers.grads(params), "the gradients afterwards").equals([None, None])
