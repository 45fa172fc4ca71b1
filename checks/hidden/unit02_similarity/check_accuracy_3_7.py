"""accuracy_3_7, on images that the learner has not seen. Each stack holds some images of the other digit, so no accuracy is 1."""

import torch

from grader.checking.kit import derived, expect, fail, kind, needs, read

FOUR_DECIMALS = 1e-4  # who rounds an accuracy for the reader does no wrong
PARTS = ("the accuracy on threes", "the accuracy on sevens", "their mean")


def right(x, near, far):
    """The oracle: the fraction of images for which the sum of absolute differences to `near` is the smaller one."""
    return sum(bool((each - near).abs().sum() < (each - far).abs().sum()) for each in x) / len(x)


def part(answer, number):
    """One of the three numbers of an answer."""
    if not isinstance(read(answer), (tuple, list)) or len(read(answer)) != 3:
        raise fail(answer, f"Expected three numbers; got {kind(read(answer))}.", "shape")
    return expect(derived(answer, value=read(answer)[number]), PARTS[number])


def stacks(digits):
    """Forty "threes" and thirty "sevens"."""
    threes = torch.cat([digits.valid_threes[:31], digits.valid_sevens[:9]])
    sevens = torch.cat([digits.valid_sevens[9:36], digits.valid_threes[31:34]])
    return threes, sevens


def check_on_threes(student, digits):
    """gives the fraction of threes that are taken for threes"""
    threes, sevens = stacks(digits)
    answer = student.accuracy_3_7(threes, sevens, digits.mean3, digits.mean7)
    part(answer, 0).equals(right(threes, digits.mean3, digits.mean7), FOUR_DECIMALS)


def check_on_sevens(student, digits):
    """gives the fraction of sevens that are not taken for threes"""
    threes, sevens = stacks(digits)
    answer = student.accuracy_3_7(threes, sevens, digits.mean3, digits.mean7)
    part(answer, 1).equals(right(sevens, digits.mean7, digits.mean3), FOUR_DECIMALS)


def check_mean_of_the_two(student, digits):
    """counts both digits alike in the mean"""
    threes, sevens = stacks(digits)
    answer = student.accuracy_3_7(threes, sevens, digits.mean3, digits.mean7)
    on_threes, on_sevens = right(threes, digits.mean3, digits.mean7), right(sevens, digits.mean7, digits.mean3)
    part(answer, 2).equals((on_threes + on_sevens) / 2, FOUR_DECIMALS)


@needs(check_on_threes, check_on_sevens)
def check_made_up_ideals(student, rng):
    """uses the ideals that it is given"""
    ideal3, ideal7 = torch.rand(28, 28, generator=rng), torch.rand(28, 28, generator=rng)
    ideals = torch.where(torch.rand(80, 1, 1, generator=rng) < 0.5, ideal3, ideal7)
    x = (
        ideals + torch.rand(80, 28, 28, generator=rng)
    ) / 2  # well away from a tie, which rounding could tip either way
    threes, sevens = x[:30], x[30:]
    answer = student.accuracy_3_7(threes, sevens, ideal3, ideal7)
    part(answer, 0).equals(right(threes, ideal3, ideal7), FOUR_DECIMALS)
    part(answer, 1).equals(right(sevens, ideal7, ideal3), FOUR_DECIMALS)


@needs(check_on_threes, check_on_sevens)
def check_single_images(student, digits):
    """works for stacks of one image"""
    answer = student.accuracy_3_7(digits.mean3[None], digits.mean7[None], digits.mean3, digits.mean7)
    for number in range(3):
        part(answer, number).equals(1.0, FOUR_DECIMALS)


@needs(check_on_threes, check_on_sevens)
def check_inputs_unchanged(student, digits):
    """leaves the images as they were"""
    threes, sevens = stacks(digits)
    answer = student.accuracy_3_7(threes, sevens, digits.mean3, digits.mean7)
    part(answer, 2).leaves_inputs_alone()
