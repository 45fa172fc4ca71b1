"""nearest_ideal_digit, on images that the learner has not seen."""

import torch

from checks.oracles.ten import ideals, nearest
from grader.checking.kit import expect, needs


def check_other_digits(student, digits):
    """is the digit of the nearest ideal"""
    images = digits.valid_ten[0][100:200].reshape(-1, 28, 28)
    expect(student.nearest_ideal_digit(images, ideals(digits))).equals(nearest(images, ideals(digits)))


@needs(check_other_digits)
def check_ten_images(student, rng):
    """is right for ten images too, as many as there are ideals"""
    images, made_up = torch.rand(10, 28, 28, generator=rng), torch.rand(10, 28, 28, generator=rng)
    expect(student.nearest_ideal_digit(images, made_up)).equals(nearest(images, made_up))


@needs(check_other_digits)
def check_single_image(student, digits):
    """works for a stack of one image"""
    images = digits.valid_ten[0][:1].reshape(-1, 28, 28)
    expect(student.nearest_ideal_digit(images, ideals(digits))).equals(nearest(images, ideals(digits)))


@needs(check_other_digits)
def check_order_of_the_ideals(student, digits, rng):
    """uses the ideals in the order that it is given"""
    images = digits.valid_ten[0][200:250].reshape(-1, 28, 28)
    shuffled = ideals(digits)[torch.randperm(10, generator=rng)]
    expect(student.nearest_ideal_digit(images, shuffled)).equals(nearest(images, shuffled))


@needs(check_other_digits)
def check_inputs_unchanged(student, digits):
    """leaves images and ideals as they were"""
    images = digits.valid_ten[0][250:280].reshape(-1, 28, 28)
    answer = student.nearest_ideal_digit(images, ideals(digits))
    expect(answer).equals(nearest(images, ideals(digits))).leaves_inputs_alone()
