"""init_params: random numbers to start from, that ask for gradients."""

import torch

from grader.checking.kit import change, expect, fail, mistake, needs, read

mistake("no_gradient", "The parameters do not ask for gradients: add .requires_grad_() at the end.",
        change("(torch.randn(size) * std).requires_grad_()", "torch.randn(size) * std"))
mistake("gradient_too_early", "It looks as if requires_grad_() comes before the multiplication: then the result is computed and is no parameter.",
        change("(torch.randn(size) * std).requires_grad_()", "torch.randn(size).requires_grad_() * std"))
mistake("uniform", "It looks as if the numbers come from torch.rand, which gives only 0 to 1: use torch.randn.",
        change("randn", "rand"))
mistake("uniform_around_zero", "It looks as if the numbers come from torch.rand: use torch.randn, whose numbers are normal and need no shift.",
        change("torch.randn(size)", "(2 * torch.rand(size) - 1)"))
mistake("gives_the_flag", "requires_grad is a flag, True or False: requires_grad_(), with underscore and parentheses, sets it and gives the tensor.",
        change("requires_grad_()", "requires_grad"))
mistake("ignores_std", "It looks as if std is not used: multiply by it.", change("torch.randn(size) * std", "torch.randn(size)"))
mistake("adds_std", "It looks as if std is added: multiply by it, so that the numbers spread more or less.", change("*", "+"))
mistake("all_zero", "All parameters are alike: use random numbers, torch.randn(size).",
        change("torch.randn(size) * std", "torch.zeros(size)"))
mistake("divides", "It looks as if you divide by std: multiply by it.", change("*", "/"))
mistake("returns_nothing", "Your function makes the parameters but gives None back: the return is missing.", change("return", ""))


@mistake("The numbers are the same each time: leave out torch.manual_seed, so that every call draws its own.")
def seeds_itself(size, std=1.0):
    torch.manual_seed(0)
    return (torch.randn(size) * std).requires_grad_()


def drawn(student, size, *std):
    """The answer, its numbers, mean and standard deviation, and the two in words: the evidence, for no two ways to draw numbers give the same."""
    answer = student.init_params(size, *std)
    expect(answer).has_shape(*size)
    values = read(answer).detach().double()
    mean, spread = values.mean().item(), values.std().item()
    return answer, values, mean, spread, f"mean {abs(mean):.0f}, spread {spread:.1f}" if spread else "all alike"


def check_shape_and_gradient(student):
    """gives parameters of the size, which ask for gradients"""
    expect(student.init_params((784, 1))).has_shape(784, 1).is_floating().requires_grad()


@needs(check_shape_and_gradient)
def check_spread(student):
    """spreads the numbers by std"""
    answer, _, _, spread, found = drawn(student, (2000, 2), 2.4)
    if not 2.1 < spread < 2.7:
        raise fail(answer, f"Expected numbers with a standard deviation of about 2.4; it is {spread:.2f}.", "spread", evidence=found)


@needs(check_spread)
def check_normal_distribution(student):
    """draws from the normal distribution around 0"""
    answer, values, mean, _, found = drawn(student, (2000, 2), 2.4)
    if abs(mean) > 0.3:
        raise fail(answer, f"Expected numbers with a mean of about 0; it is {mean:.2f}.", "mean", evidence=found)
    within = (values.abs() < 2.4).double().mean().item()
    if not 0.64 < within < 0.73:  # 0.683 of a normal distribution lie within one deviation, 0.577 of a uniform one
        said = f"Of normal numbers 68% lie within one standard deviation; of these {within:.0%} do."
        raise fail(answer, said, "distribution", advice="Use torch.randn, whose numbers are normal.", evidence=found)


@needs(check_spread)
def check_standard_deviation_of_one(student):
    """spreads by 1 when nothing is said"""
    answer, _, _, spread, found = drawn(student, (2000, 2))
    if not 0.85 < spread < 1.15:
        raise fail(answer, f"Expected a standard deviation of about 1; it is {spread:.2f}.", "default", evidence=found)


@needs(check_shape_and_gradient)
def check_single_size(student):
    """takes a single number as the size"""
    expect(student.init_params(5)).has_shape(5).requires_grad()


@needs(check_shape_and_gradient)
def check_new_numbers_each_time(student):
    """draws new numbers each time"""
    first, second = student.init_params((50, 1)), student.init_params((50, 1))
    if torch.equal(read(first).detach(), read(second).detach()):
        raise fail(second, "Two calls gave the same numbers.", "start", evidence="the same")


@needs(check_shape_and_gradient)
def check_leaf(student):
    """gives a parameter that collects its own gradient"""
    params = student.keep.init_params((3, 2))
    student.helpers.backward(student.helpers.total(params))
    found = student.helpers.grads([params])
    if read(found) == [None]:
        raise fail(found, "Expected a leaf: backward() leaves no gradient on this tensor, which was computed from another.", "leaf")
    expect(found, "the gradients").equals([torch.ones(3, 2)])
