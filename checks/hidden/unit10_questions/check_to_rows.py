"""to_rows, of images that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def rows(images):
    """The oracle: each image row by row, by way of plain lists."""
    return torch.tensor([[pixel for row in image for pixel in row] for image in images.tolist()])


def check_other_sizes(student, rng):
    """is right for images of other sizes"""
    for shape in ((7, 5, 3), (2, 1, 9), (4, 6, 6)):
        images = torch.rand(shape, generator=rng)
        expect(student.to_rows(images)).equals(rows(images))


@needs(check_other_sizes)
def check_real_digits(student, digits):
    """makes rows of 784 pixels of real digits"""
    expect(student.to_rows(digits.sevens)).has_shape(23, 784).equals(rows(digits.sevens))


@needs(check_other_sizes)
def check_single_image(student, rng):
    """takes a stack of one"""
    images = torch.rand(1, 4, 7, generator=rng)
    expect(student.to_rows(images)).equals(rows(images))


@needs(check_other_sizes)
def check_whole_numbers(student, rng):
    """works for whole numbers too"""
    images = torch.randint(0, 256, (5, 4, 3), generator=rng, dtype=torch.uint8)
    expect(student.to_rows(images)).equals(rows(images).byte())


@needs(check_other_sizes)
def check_input_unchanged(student, rng):
    """leaves the images as they were"""
    images = torch.rand(3, 5, 4, generator=rng)
    expect(student.to_rows(images)).leaves_inputs_alone().equals(rows(images))
