"""init_params, with sizes and spreads that the learner has not seen."""

import torch

from grader.checking.kit import expect, fail, mistake, needs, read


@mistake("It looks as if the default of std is not 1: keep the def line of the stub, std=1.0.")
def another_default(size, std=0.1):
    return (torch.randn(size) * std).requires_grad_()


def check_single_size(student):
    """takes a single number as the size"""
    expect(student.init_params(17)).has_shape(17).requires_grad()


def check_normal_distribution(student):
    """draws from the normal distribution"""
    answer = student.init_params((5000, 2), 2.0)
    expect(answer).has_shape(5000, 2)
    values = read(answer).detach() / 2
    # Shares of a standard normal distribution; over 10,000 draws they vary by less than 0.005 (one deviation).
    inside = [(values.abs() < limit).float().mean().item() for limit in (0.5, 1.0, 2.0)]
    if abs(values.mean().item()) > 0.06 or any(abs(a - b) > 0.03 for a, b in zip(inside, (0.383, 0.683, 0.954), strict=True)):
        raise fail(answer, "The numbers do not look as if they were drawn from a normal distribution with mean 0.", "values")


@needs(check_normal_distribution)
def check_standard_deviation_of_one(student):
    """spreads by 1 when nothing is said"""
    answer = student.init_params((100, 100))
    spread = read(answer).detach().std().item()
    if not 0.95 < spread < 1.05:
        raise fail(answer, f"Expected a standard deviation of about 1; it is {spread:.2f}.", "values")


@needs(check_normal_distribution)
def check_new_numbers_each_time(student):
    """draws new numbers each time"""
    first, second = student.init_params(50), student.init_params(50)
    if torch.equal(read(first).detach(), read(second).detach()):
        raise fail(second, "Two calls gave the same numbers. Is a seed set inside?", "values")


@needs(check_single_size)
def check_leaf(student, rng):
    """gives a parameter that collects its own gradient"""
    params = student.keep.init_params((3, 2))
    student.helpers.backward(student.helpers.total(params))
    answer = student.helpers.grads([params])
    expect(answer, "the gradients").equals([torch.ones(3, 2)])
