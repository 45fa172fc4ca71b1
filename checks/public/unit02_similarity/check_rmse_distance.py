"""rmse_distance: the root of the mean squared difference of two images."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("no_root", "That is the mean squared error: the root is missing, so take the square root of the mean.",
        change("torch.sqrt(((a - b) ** 2).mean())", "((a - b) ** 2).mean()"))
mistake("root_too_early", "That is the mean absolute difference, as if the root came before the mean: square, then mean, then root.",
        change("torch.sqrt(((a - b) ** 2).mean())", "((a - b) ** 2).sqrt().mean()"))
mistake("root_of_sum", "It looks as if you took the root of the sum: take the mean of the squares first.",
        change("torch.sqrt(((a - b) ** 2).mean())", "((a - b) ** 2).sum().sqrt()"))
mistake("square_too_late", "It looks as if you squared after the mean: by then the signs have cancelled out. Square before it.",
        change("torch.sqrt(((a - b) ** 2).mean())", "((a - b).mean() ** 2).sqrt()"))
mistake("no_square", "It looks as if the differences are not squared: the root of their mean is no distance. Add ** 2.",
        change("torch.sqrt(((a - b) ** 2).mean())", "(a - b).mean().sqrt()"))
mistake("no_mean", "There is still one number for each pixel: take the .mean() before the root.",
        change("torch.sqrt(((a - b) ** 2).mean())", "((a - b) ** 2).sqrt()"))
mistake("returns_nothing", "Your function computes the distance but gives None back: the return is missing.",
        change("return torch.sqrt(((a - b) ** 2).mean())", "((a - b) ** 2).mean().sqrt()"))
mistake("halves", "It looks as if you wrote ** 1/2, which halves: ** is done before /. Write ** 0.5 or .sqrt().",
        change("torch.sqrt(((a - b) ** 2).mean())", "((a - b) ** 2).mean() ** 1 / 2"))
mistake("squares_b_alone", "It looks as if only b is squared: ** is done before -, so put a - b in parentheses.",
        change("torch.sqrt(((a - b) ** 2).mean())", "(a - b ** 2).mean().sqrt()"))
mistake("squares_each", "It looks as if each image is squared by itself: subtract first, then square the difference.",
        change("torch.sqrt(((a - b) ** 2).mean())", "(a ** 2 - b ** 2).mean().abs().sqrt()"))
mistake("averages_each_row", "It looks as if you averaged over one axis only: .mean() without arguments averages over everything.",
        change("torch.sqrt(((a - b) ** 2).mean())", "((a - b) ** 2).mean(-1).sqrt()"))
mistake("divides_by_784", "It looks as if you divide by 784 whatever the size of the image: .mean() counts the pixels for you.",
        change("torch.sqrt(((a - b) ** 2).mean())", "(((a - b) ** 2).sum() / 784).sqrt()"))


def check_single_number(student, digits):
    """gives a single number"""
    expect(student.rmse_distance(digits.threes[0], digits.mean3)).has_shape()


@needs(check_single_number)
def check_root_mean_square(student, digits):
    """is the root of the mean of the squared differences"""
    a, b = digits.threes[0], digits.mean3
    expected = (sum((x - y) ** 2 for x, y in zip(a.flatten().tolist(), b.flatten().tolist(), strict=True)) / 784) ** 0.5
    expect(student.rmse_distance(a, b)).equals(expected).leaves_inputs_alone()


@needs(check_single_number)
def check_below_zero(student):
    """takes numbers below 0 too, and images of another size"""
    a, b = torch.tensor([[-1.0, 0.5], [1.0, 2.0]]), torch.tensor([[-0.5, -1.0], [-1.0, 2.5]])
    expect(student.rmse_distance(a, b)).equals(((0.25 + 2.25 + 4.0 + 0.25) / 4) ** 0.5)
