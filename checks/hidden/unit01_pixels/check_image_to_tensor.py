"""image_to_tensor, on files that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def scaled(pixels):
    """The oracle: in double precision."""
    return (pixels.double() / 255).float()


def noise(rng, *shape, top=256):
    """Random pixels below `top`."""
    return torch.randint(0, top, shape, generator=rng, dtype=torch.uint8)


def check_real_digit(student, digits):
    """loads a real digit"""
    pixels = (digits.threes[0] * 255).round().byte()
    answer = student.image_to_tensor(student.helpers.image_file("digits/three.png", pixels))
    expect(answer).equals(scaled(pixels)).has_dtype(torch.float32)


@needs(check_real_digit)
def check_path_object(student, rng):
    """takes a Path as well as plain text"""
    pixels = noise(rng, 28, 28)
    student.helpers.image_file("noise.png", pixels)  # writes the file
    expect(student.image_to_tensor(student.helpers.path("noise.png"))).equals(scaled(pixels))


@needs(check_real_digit)
def check_pale_image(student, rng):
    """leaves a pale image pale"""
    pixels = noise(rng, 28, 28, top=100)
    expect(student.image_to_tensor(student.helpers.image_file("pale.png", pixels))).equals(scaled(pixels))


@needs(check_real_digit)
def check_other_size(student, rng):
    """loads an image of another size"""
    pixels = noise(rng, 11, 17)
    expect(student.image_to_tensor(student.helpers.image_file("wide.png", pixels))).equals(scaled(pixels))
