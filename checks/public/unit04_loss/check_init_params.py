"""init_params: random numbers to start from, that ask for gradients."""

from dataclasses import replace

import torch

from grader.checking.kit import expect, fail, mistake, needs


@mistake("The parameters do not ask for gradients: add .requires_grad_() at the end.")
def no_gradient(size, std=1.0):
    return torch.randn(size) * std


@mistake("It looks as if requires_grad_() comes before the multiplication: then the result is computed and is no parameter.")
def gradient_too_early(size, std=1.0):
    return torch.randn(size).requires_grad_() * std


@mistake("It looks as if the numbers come from torch.rand, which gives only 0 to 1: use torch.randn.")
def uniform(size, std=1.0):
    return (torch.rand(size) * std).requires_grad_()


@mistake("It looks as if the numbers come from torch.rand: use torch.randn, whose numbers are normal and need no shift.")
def uniform_around_zero(size, std=1.0):
    return ((2 * torch.rand(size) - 1) * std).requires_grad_()


@mistake("requires_grad is a flag, True or False: requires_grad_(), with underscore and parentheses, sets it and gives the tensor.")
def gives_the_flag(size, std=1.0):
    return (torch.randn(size) * std).requires_grad


@mistake("It looks as if std is not used: multiply by it.")
def ignores_std(size, std=1.0):
    return torch.randn(size).requires_grad_()


@mistake("It looks as if std is added: multiply by it, so that the numbers spread more or less.")
def adds_std(size, std=1.0):
    return (torch.randn(size) + std).requires_grad_()


@mistake("All parameters are alike: use random numbers, torch.randn(size).")
def all_zero(size, std=1.0):
    return torch.zeros(size).requires_grad_()


@mistake("It looks as if you divide by std: multiply by it.")
def divides(size, std=1.0):
    return (torch.randn(size) / std).requires_grad_()


@mistake("Your function makes the parameters but gives None back: the return is missing.")
def returns_nothing(size, std=1.0):
    (torch.randn(size) * std).requires_grad_()


@mistake("The numbers are the same each time: leave out torch.manual_seed, so that every call draws its own.")
def seeds_itself(size, std=1.0):
    torch.manual_seed(0)
    return (torch.randn(size) * std).requires_grad_()


def drawn(student, size, *std):
    """The answer, its numbers, mean and standard deviation. These stay in the log, for no two ways to draw give the same numbers."""
    answer = student.init_params(size, *std)
    expect(answer).has_shape(*size)
    values = answer.value.detach().double()
    mean, spread = values.mean().item(), values.std().item()
    seen = f"mean {abs(mean):.0f}, spread {spread:.1f}" if spread else "all alike"
    student.log[:] = [replace(answer, value=seen, looked_at=True)]
    return answer, values, mean, spread


def check_shape_and_gradient(student):
    """gives parameters of the size, which ask for gradients"""
    expect(student.init_params((784, 1))).has_shape(784, 1).is_floating().requires_grad()


@needs(check_shape_and_gradient)
def check_spread(student):
    """spreads the numbers by std"""
    answer, _, _, spread = drawn(student, (2000, 2), 2.4)
    if not 2.1 < spread < 2.7:
        raise fail(answer, f"Expected numbers with a standard deviation of about 2.4; it is {spread:.2f}.", "spread")


@needs(check_spread)
def check_normal_distribution(student):
    """draws from the normal distribution around 0"""
    answer, values, mean, _ = drawn(student, (2000, 2), 2.4)
    if abs(mean) > 0.3:
        raise fail(answer, f"Expected numbers with a mean of about 0; it is {mean:.2f}.", "mean")
    within = (values.abs() < 2.4).double().mean().item()
    if not 0.64 < within < 0.73:  # 0.683 of a normal distribution lie within one deviation, 0.577 of a uniform one
        said = f"Of normal numbers 68% lie within one standard deviation; of these {within:.0%} do."
        raise fail(answer, said, "distribution", advice="Use torch.randn, whose numbers are normal.")


@needs(check_spread)
def check_standard_deviation_of_one(student):
    """spreads by 1 when nothing is said"""
    answer, _, _, spread = drawn(student, (2000, 2))
    if not 0.85 < spread < 1.15:
        raise fail(answer, f"Expected a standard deviation of about 1; it is {spread:.2f}.", "default")


@needs(check_shape_and_gradient)
def check_single_size(student):
    """takes a single number as the size"""
    expect(student.init_params(5)).has_shape(5).requires_grad()


@needs(check_shape_and_gradient)
def check_new_numbers_each_time(student):
    """draws new numbers each time"""
    first, second = student.init_params((50, 1)), student.init_params((50, 1))
    same = torch.equal(first.value.detach(), second.value.detach())
    student.log[:] = [replace(second, value="the same" if same else "others", looked_at=True)]
    if same:
        raise fail(second, "Two calls gave the same numbers.", "start")


@needs(check_shape_and_gradient)
def check_leaf(student):
    """gives a parameter that collects its own gradient"""
    params = student.keep.init_params((3, 2))
    student.helpers.backward(student.helpers.total(params))
    found = student.helpers.grads([params])
    if found.value == [None]:
        raise fail(found, "Expected a leaf: backward() leaves no gradient on this tensor, which was computed from another.", "leaf")
    expect(found, "the gradients").equals([torch.ones(3, 2)])
