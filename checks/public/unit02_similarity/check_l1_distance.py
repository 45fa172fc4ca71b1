"""l1_distance: the mean absolute difference of two images."""

import torch

from grader.checking.kit import expect, mistake, needs


@mistake("It looks as if positive and negative differences cancel out: take .abs() before the mean.")
def no_abs(a, b):
    return (a - b).mean()


@mistake("It looks as if positive and negative differences cancel out: take .abs() before the mean.")
def no_abs_the_other_way_round(a, b):
    return (b - a).mean()


@mistake("It looks as if you took .abs() after the mean: by then the signs have cancelled out. Take it before.")
def abs_too_late(a, b):
    return (a - b).mean().abs()


@mistake("There is still one number for each pixel: take the .mean() of them all.")
def no_mean(a, b):
    return (a - b).abs()


@mistake("Your function computes the distance but gives None back: the return is missing.")
def returns_nothing(a, b):
    (a - b).abs().mean()


@mistake("It looks as if you summed over the pixels: take the mean.")
def sums(a, b):
    return (a - b).abs().sum()


@mistake("It looks as if you averaged over the columns only: .mean() without arguments averages over everything.")
def averages_each_row(a, b):
    return (a - b).abs().mean(-1)


@mistake("It looks as if you averaged over the rows only: .mean() without arguments averages over everything.")
def averages_each_column(a, b):
    return (a - b).abs().mean(0)


@mistake("That is the root mean squared error; here the mean of the absolute differences is asked for.")
def root_mean_square(a, b):
    return ((a - b) ** 2).mean().sqrt()


@mistake("That is the mean of the squared differences; here the mean of the absolute differences is asked for.")
def mean_square(a, b):
    return ((a - b) ** 2).mean()


@mistake("It looks as if you divide by the number of rows: .mean() divides by the number of all pixels.")
def divides_by_rows(a, b):
    return (a - b).abs().sum() / len(a)


@mistake("It looks as if you divide by 784 whatever the size of the image: .mean() counts the pixels for you.")
def divides_by_784(a, b):
    return (a - b).abs().sum() / 784


@mistake("It looks as if you took .abs() of each image: subtract first, then take the .abs() of the difference.")
def abs_of_each(a, b):
    return (a.abs() - b.abs()).abs().mean()


def check_single_number(student, digits):
    """gives a single number"""
    expect(student.l1_distance(digits.threes[0], digits.mean3)).has_shape()


@needs(check_single_number)
def check_mean_absolute_difference(student, digits):
    """is the mean absolute difference"""
    a, b = digits.threes[0], digits.mean3
    expected = sum(abs(x - y) for x, y in zip(a.flatten().tolist(), b.flatten().tolist(), strict=True)) / 784
    expect(student.l1_distance(a, b)).equals(expected).leaves_inputs_alone()


@needs(check_single_number)
def check_below_zero(student):
    """takes numbers below 0 too, and images of another size"""
    a, b = torch.tensor([[-1.0, 0.5], [1.0, 2.0]]), torch.tensor([[-0.5, -1.0], [-1.0, 2.5]])
    expect(student.l1_distance(a, b)).equals((0.5 + 1.5 + 2.0 + 0.5) / 4)
