"""mnist_distance: one distance per image, averaged over its pixels."""

import torch

from grader.checking.kit import change, expect, mistake, needs

WRAPS = (
    "It looks as if the pixels become uint8, which knows nothing below 0: there 3 - 5 is 254. Subtract them as floats."
)

mistake("averages_everything", "You averaged over the images too: a batch of n images needs n distances, so average over the last two axes only.",
        change("(-1, -2)", ""))
mistake("returns_nothing", "Your function computes the distance but gives None back: the return is missing.", change("return", ""))
mistake("no_abs", "It looks as if positive and negative differences cancel out: take .abs() before the mean.",
        change("(a - b).abs()", "(a - b)"))
mistake("no_abs_the_other_way_round", "It looks as if positive and negative differences cancel out: take .abs() before the mean.",
        change("(a - b).abs()", "(b - a)"))
mistake("abs_too_late", "It looks as if you took .abs() after the mean: by then the signs have cancelled out. Take it before.",
        change("(a - b).abs().mean((-1, -2))", "(a - b).mean((-1, -2)).abs()"))
mistake("averages_first_axis", "It looks as if you averaged over the images (the first axis): average over rows and columns, the last two axes.",
        change("-1, -2", "0"))
mistake("averages_last_axis", "It looks as if you averaged over one axis only: an image has two, so take the mean over (-1, -2).",
        change("-1, -2", "-1"))
mistake("root_mean_square", "That is the root mean squared error; here the mean of the absolute differences is asked for.",
        change("(a - b).abs().mean((-1, -2))", "((a - b) ** 2).mean((-1, -2)).sqrt()"))
mistake("mean_square", "That is the mean of the squared differences; here the mean of the absolute differences is asked for.",
        change("(a - b).abs()", "((a - b) ** 2)"))
mistake("sums", "It looks as if you summed over the pixels: take the mean.", change("mean", "sum"))
mistake("wraps_around", WRAPS,
        change("(a - b).abs().mean((-1, -2))", "((a * 255).byte() - (b * 255).byte()).float().mean((-1, -2)) / 255"))
mistake("wraps_around_from_0_to_255", WRAPS, change("(a - b).abs", "((a * 255).byte() - (b * 255).byte()).float"))
mistake("counts_axes_from_the_start", "It looks as if the axes are counted from the start: a single image has no axis 2, but -1 and -2 fit both.",
        change("-1, -2", "1, 2"))
mistake("flattens_from_the_start", "It looks as if the axes are counted from the start: a single image has no axis 2, but -1 and -2 fit both.",
        change("mean((-1, -2))", "flatten(1).mean(1)"))
mistake("divides_by_784", "It looks as if you divide by 784 whatever the size of the image: .mean((-1, -2)) counts the pixels for you.",
        change("mean((-1, -2))", "sum((-1, -2)) / 784"))


def check_one_distance_per_image(student, digits):
    """gives one distance per image"""
    expect(student.mnist_distance(digits.threes, digits.mean3)).has_shape(len(digits.threes))


@needs(check_one_distance_per_image)
def check_mean_absolute_difference(student, digits):
    """is the mean absolute difference"""
    a, b = digits.threes, digits.mean3
    expected = (a.double() - b.double()).abs().flatten(1).sum(1).float() / 784
    expect(student.mnist_distance(a, b)).equals(expected).leaves_inputs_alone()


@needs(check_mean_absolute_difference)
def check_single_image(student, rng):
    """gives a single number for a single image, of any size"""
    a, b = torch.rand(2, 3, 5, generator=rng)
    expect(student.mnist_distance(a, b)).equals(sum(abs(x - y) for x, y in zip(a.ravel(), b.ravel(), strict=True)) / 15)


@needs(check_mean_absolute_difference)
def check_two_stacks(student, rng):
    """compares two stacks image by image"""
    a, b = torch.rand(2, 4, 3, 5, generator=rng)
    expected = [sum(abs(x - y) for x, y in zip(a[i].ravel(), b[i].ravel(), strict=True)) / 15 for i in range(4)]
    expect(student.mnist_distance(a, b)).equals(torch.stack(expected))


@needs(check_mean_absolute_difference)
def check_no_loop(student, digits):
    """measures the whole stack at once"""
    once, twice = (student.count.mnist_distance(digits.all_threes[:n], digits.mean3) for n in (50, 100))
    expect(once).takes_no_loop(twice, images=50)
