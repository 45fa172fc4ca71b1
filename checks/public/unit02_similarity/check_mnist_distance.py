"""mnist_distance: one distance per image, averaged over its pixels."""

import torch

from grader.checking.kit import expect, mistake, needs

WRAPS = (
    "It looks as if the pixels become uint8, which knows nothing below 0: there 3 - 5 is 254. Subtract them as floats."
)


@mistake(
    "You averaged over the images too: a batch of n images needs n distances, so average over the last two axes only."
)
def averages_everything(a, b):
    return (a - b).abs().mean()


@mistake("Your function computes the distance but gives None back: the return is missing.")
def returns_nothing(a, b):
    (a - b).abs().mean((-1, -2))


@mistake("It looks as if positive and negative differences cancel out: take .abs() before the mean.")
def no_abs(a, b):
    return (a - b).mean((-1, -2))


@mistake("It looks as if positive and negative differences cancel out: take .abs() before the mean.")
def no_abs_the_other_way_round(a, b):
    return (b - a).mean((-1, -2))


@mistake("It looks as if you took .abs() after the mean: by then the signs have cancelled out. Take it before.")
def abs_too_late(a, b):
    return (a - b).mean((-1, -2)).abs()


@mistake(
    "It looks as if you averaged over the images (the first axis): average over rows and columns, the last two axes."
)
def averages_first_axis(a, b):
    return (a - b).abs().mean(0)


@mistake("It looks as if you averaged over one axis only: an image has two, so take the mean over (-1, -2).")
def averages_last_axis(a, b):
    return (a - b).abs().mean(-1)


@mistake("That is the root mean squared error; here the mean of the absolute differences is asked for.")
def root_mean_square(a, b):
    return ((a - b) ** 2).mean((-1, -2)).sqrt()


@mistake("That is the mean of the squared differences; here the mean of the absolute differences is asked for.")
def mean_square(a, b):
    return ((a - b) ** 2).mean((-1, -2))


@mistake("It looks as if you summed over the pixels: take the mean.")
def sums(a, b):
    return (a - b).abs().sum((-1, -2))


@mistake(WRAPS)
def wraps_around(a, b):
    return ((a * 255).byte() - (b * 255).byte()).float().mean((-1, -2)) / 255


@mistake(WRAPS)
def wraps_around_from_0_to_255(a, b):
    return ((a * 255).byte() - (b * 255).byte()).float().mean((-1, -2))


@mistake("It looks as if the axes are counted from the start: a single image has no axis 2, but -1 and -2 fit both.")
def counts_axes_from_the_start(a, b):
    return (a - b).abs().mean((1, 2))


@mistake("It looks as if the axes are counted from the start: a single image has no axis 2, but -1 and -2 fit both.")
def flattens_from_the_start(a, b):
    return (a - b).abs().flatten(1).mean(1)


@mistake("It looks as if you divide by 784 whatever the size of the image: .mean((-1, -2)) counts the pixels for you.")
def divides_by_784(a, b):
    return (a - b).abs().sum((-1, -2)) / 784


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
    some, twice = (student.count.mnist_distance(digits.all_threes[:n], digits.mean3) for n in (50, 100))
    expect(some).takes_no_loop(twice, 50)
