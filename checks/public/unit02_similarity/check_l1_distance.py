"""l1_distance: the mean absolute difference of two images."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("no_abs", "It looks as if positive and negative differences cancel out: take .abs() before the mean.", change("abs().", ""))
mistake("no_abs_the_other_way_round", "It looks as if positive and negative differences cancel out: take .abs() before the mean.",
        change("(a - b).abs()", "(b - a)"))
mistake("abs_too_late", "It looks as if you took .abs() after the mean: by then the signs have cancelled out. Take it before.",
        change("abs().mean()", "mean().abs()"))
mistake("no_mean", "There is still one number for each pixel: take the .mean() of them all.", change(".mean()", ""))
mistake("returns_nothing", "Your function computes the distance but gives None back: the return is missing.", change("return", ""))
mistake("sums", "It looks as if you summed over the pixels: take the mean.", change("mean", "sum"))
mistake("averages_each_row", "It looks as if you averaged over the columns only: .mean() without arguments averages over everything.",
        change("mean()", "mean(-1)"))
mistake("averages_each_column", "It looks as if you averaged over the rows only: .mean() without arguments averages over everything.",
        change("mean()", "mean(0)"))
mistake("root_mean_square", "That is the root mean squared error; here the mean of the absolute differences is asked for.",
        change("(a - b).abs().mean", "((a - b) ** 2).mean().sqrt"))
mistake("mean_square", "That is the mean of the squared differences; here the mean of the absolute differences is asked for.",
        change("(a - b).abs()", "((a - b) ** 2)"))
mistake("divides_by_rows", "It looks as if you divide by the number of rows: .mean() divides by the number of all pixels.",
        change("mean()", "sum() / len(a)"))
mistake("divides_by_784", "It looks as if you divide by 784 whatever the size of the image: .mean() counts the pixels for you.",
        change("mean()", "sum() / 784"))
mistake("abs_of_each", "It looks as if you took .abs() of each image: subtract first, then take the .abs() of the difference.",
        change("a - b", "a.abs() - b.abs()"))


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
