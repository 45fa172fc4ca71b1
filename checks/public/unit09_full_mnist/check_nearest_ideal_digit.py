"""nearest_ideal_digit: the number of the ideal that is nearest to each image."""

import torch

from checks.oracles.ten import ideals, nearest
from grader.checking.kit import change, expect, gives, mistake, needs

mistake("wrong_axis", "It looks as if you search along the axis of the images: argmin(1) searches among the ten ideals.",
        gives("mnist_distance(images[:, None], ideals).argmin(0)"))
mistake("no_axis", "It looks as if argmin searches all distances at once: argmin(1) gives one place for each image.",
        gives("mnist_distance(images[:, None], ideals).argmin()"))
mistake("takes_the_farthest", "It looks as if you take the farthest ideal: the nearest has the smallest distance, so take argmin.",
        gives("mnist_distance(images[:, None], ideals).argmax(1)"))
mistake("no_new_axis",
        "Images [n,28,28] and ideals [10,28,28] do not broadcast: give the images an axis of length 1, images[:, None].",
        gives("mnist_distance(images, ideals).argmin(0)"))
mistake("new_axis_first", "It looks as if the new axis is in the wrong place: images[:, None] has the shape [n,1,28,28].",
        gives("mnist_distance(images[None], ideals).argmin(0)"))
mistake("gives_the_distance", "That is the smallest distance itself: argmin tells where it stands.",
        gives("mnist_distance(images[:, None], ideals).amin(1)"))
mistake("gives_both", "min(1) gives values and places together: take .indices of it, or argmin(1).",
        gives("mnist_distance(images[:, None], ideals).min(1)"))
mistake("gives_distances", "Those are the ten distances of each image: the digit is where the smallest stands, so take argmin(1).",
        change("torch.stack([mnist_distance(images, ideal) for ideal in ideals], dim=1).argmin(1)", "mnist_distance(images[:, None], ideals)"))
mistake("returns_nothing", "Your function finds the digits but gives None back: the return is missing.",
        change("return torch.stack([mnist_distance(images, ideal) for ideal in ideals], dim=1)", "mnist_distance(images[:, None], ideals)"))
mistake("gives_floats", "The numbers are right, but as floats: digits are whole numbers, as argmin gives them.",
        gives("mnist_distance(images[:, None], ideals).argmin(1).float()"))
mistake("gives_bytes", "The numbers are right, but not of dtype int64: leave them as argmin gives them.",
        gives("mnist_distance(images[:, None], ideals).argmin(1).byte()"))
mistake("counts_from_1", "It looks as if you count from 1: ideals[0] is the digit 0, so the place is the digit.",
        gives("mnist_distance(images[:, None], ideals).argmin(1) + 1"))
mistake("squares", "That is the nearest by squared differences: mnist_distance takes the absolute ones.",
        change("torch.stack([mnist_distance(images, ideal) for ideal in ideals], dim=1)", "((images[:, None] - ideals) ** 2).mean((-1, -2))"))
mistake("no_abs", "It looks as if positive and negative differences cancel out: use mnist_distance, which takes .abs() first.",
        change("torch.stack([mnist_distance(images, ideal) for ideal in ideals], dim=1)", "(images[:, None] - ideals).mean((-1, -2)).abs()"))


def check_one_digit_per_image(student, digits):
    """gives one whole number per image"""
    images = digits.valid_ten[0][:17].reshape(-1, 28, 28)
    expect(student.nearest_ideal_digit(images, ideals(digits))).has_shape(17).has_dtype(torch.int64)


@needs(check_one_digit_per_image)
def check_nearest(student, digits):
    """is the digit of the nearest ideal"""
    images = digits.valid_ten[0][:60].reshape(-1, 28, 28)
    answer = student.nearest_ideal_digit(images, ideals(digits))
    expect(answer).equals(nearest(images, ideals(digits))).leaves_inputs_alone()
