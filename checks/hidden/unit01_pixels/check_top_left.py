"""top_left, of images that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def corner(image):
    """The oracle: number by number, by way of plain lists."""
    return torch.tensor([row[:6] for row in image.tolist()[:6]])


def check_other_image(student, rng):
    """cuts the corner out of any image"""
    image = torch.rand(28, 28, generator=rng)
    expect(student.top_left(image)).equals(corner(image))


@needs(check_other_image)
def check_whole_numbers(student, rng):
    """works for whole numbers too"""
    image = torch.randint(0, 256, (28, 28), generator=rng, dtype=torch.uint8)
    expect(student.top_left(image)).equals(corner(image).byte())


@needs(check_other_image)
def check_real_digit(student, digits):
    """cuts the corner out of a real digit"""
    image = digits.threes[0].roll((-9, -9), (0, 1))  # rolled, so that there is ink in the corner
    expect(student.top_left(image)).equals(corner(image))


@needs(check_other_image)
def check_input_unchanged(student, rng):
    """leaves the image as it was"""
    image = torch.randn(28, 28, generator=rng)
    expect(student.top_left(image)).equals(corner(image)).leaves_inputs_alone()
