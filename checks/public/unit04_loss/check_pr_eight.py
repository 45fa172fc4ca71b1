"""pr_eight: every pixel times its weight, added up."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("takes_mean", "It looks as if you took the mean: the score is the sum of the products.", change("sum", "mean"))
mistake("no_sum", "There is still one number for each pixel: add them up with .sum().", change("(x * w).sum()", "x * w"))
mistake("matrix_product", "It looks as if that is a matrix product (@): multiply pixel by pixel with *.", change("x * w", "x @ w"))
mistake("adds", "It looks as if pixels and weights are added: multiply each pixel by its weight.", change("x * w", "x + w"))
mistake("sums_rows", "It looks as if only the rows are added up: .sum() without an axis adds up all.", change("sum()", "sum(-1)"))


@mistake("The pixels themselves were multiplied in place, by *= or mul_(): make a new tensor, x * w.")
def multiplies_in_place(x, w):
    x *= w
    return x.sum()


mistake("returns_nothing", "Your function computes the score but gives None back: the return is missing.", change("return", ""))


def check_single_number(student, digits, rng):
    """gives a single number"""
    expect(student.pr_eight(digits.threes[0], torch.randn(28, 28, generator=rng))).has_shape()


@needs(check_single_number)
def check_weighted_sum(student):
    """adds up pixels times weights"""
    x, w = torch.tensor([[0.0, 1.0], [0.5, 0.25]]), torch.tensor([[3.0, -2.0], [4.0, 8.0]])
    expect(student.pr_eight(x, w)).equals(0 * 3 - 1 * 2 + 0.5 * 4 + 0.25 * 8)


@needs(check_weighted_sum)
def check_other_sizes(student):
    """takes an image that is no square"""
    x, w = torch.tensor([[1.0, 0.0, 0.5], [0.25, 1.0, 0.0]]), torch.tensor([[2.0, 7.0, -4.0], [8.0, -3.0, 5.0]])
    expect(student.pr_eight(x, w)).equals(2.0 - 2.0 + 2.0 - 3.0)


@needs(check_weighted_sum)
def check_inputs_unchanged(student):
    """leaves image and weights as they were"""
    x, w = torch.tensor([[0.0, 1.0], [0.5, 0.25]]), torch.tensor([[3.0, -2.0], [4.0, 8.0]])
    expect(student.pr_eight(x, w)).leaves_inputs_alone()
