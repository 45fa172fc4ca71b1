"""ideal_digit, of stacks that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def average(stack):
    """The oracle: in double precision, image by image."""
    return (sum(image.double() for image in stack) / len(stack)).float()


def check_other_digits(student, digits):
    """is right for other digits"""
    expect(student.ideal_digit(digits.valid_sevens)).equals(average(digits.valid_sevens))


@needs(check_other_digits)
def check_other_sizes(student, rng):
    """works for images of any size"""
    stack = torch.rand(7, 12, 9, generator=rng)
    expect(student.ideal_digit(stack)).equals(average(stack))


@needs(check_other_digits)
def check_square_stack(student, rng):
    """averages over the images where all axes are of one length"""
    stack = torch.rand(10, 10, 10, generator=rng)
    expect(student.ideal_digit(stack)).equals(average(stack))


@needs(check_other_digits)
def check_single_image(student, digits):
    """gives the image itself for a stack of one"""
    expect(student.ideal_digit(digits.threes[3:4])).equals(digits.threes[3])


@needs(check_other_digits)
def check_input_unchanged(student, digits):
    """leaves the stack as it was"""
    expect(student.ideal_digit(digits.sevens)).equals(average(digits.sevens)).leaves_inputs_alone()
