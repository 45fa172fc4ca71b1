"""image_to_tensor: the pixels of a file as float32 from 0 to 1."""

import numpy as np
import torch
from PIL import Image

from grader.checking.kit import expect, mistake, needs

PIXELS = torch.tensor([[0, 51, 102], [204, 153, 0]], dtype=torch.uint8)


@mistake("The numbers still run from 0 to 255: make floats of them, and divide by 255.")
def not_scaled(path):
    return torch.tensor(np.array(Image.open(path)), dtype=torch.float32)


@mistake("The numbers still run from 0 to 255: make floats of them, and divide by 255.")
def stays_bytes(path):
    return torch.tensor(np.array(Image.open(path)))


@mistake("That is no tensor yet: hand the array, np.array(Image.open(path)), to torch.tensor.")
def stays_an_array(path):
    return np.array(Image.open(path)) / 255


@mistake("These are floats of 64 bits, as numpy makes them: say dtype=torch.float32, or call .float().")
def double_precision(path):
    return torch.tensor(np.array(Image.open(path)) / 255)


@mistake("It looks as if you divide by 256: the largest pixel is 255, and it should become 1.")
def by_256(path):
    return torch.tensor(np.array(Image.open(path)), dtype=torch.float32) / 256


@mistake("It looks as if you divide by the image's own largest pixel: divide by 255, or a pale image turns dark.")
def by_the_largest(path):
    pixels = torch.tensor(np.array(Image.open(path)), dtype=torch.float32)
    return pixels / pixels.max()


@mistake("It looks as if you divide twice by 255: once is enough.")
def scaled_twice(path):
    return torch.tensor(np.array(Image.open(path)), dtype=torch.float32) / 255 / 255


@mistake("It looks as if // leaves whole numbers, 0 or 1: divide with a single /.")
def whole_division(path):
    return (torch.tensor(np.array(Image.open(path))) // 255).float()


@mistake("It looks as if black and white are exchanged: 0 stays 0, and 255 becomes 1.")
def inverted(path):
    return 1 - torch.tensor(np.array(Image.open(path)), dtype=torch.float32) / 255


@mistake("It looks as if rows and columns are exchanged: leave the array as np.array gives it.")
def transposed(path):
    return torch.tensor(np.array(Image.open(path)), dtype=torch.float32).T / 255


@mistake("There is an axis too many: a grey image has two, rows and columns.")
def extra_axis(path):
    return torch.tensor(np.array(Image.open(path)), dtype=torch.float32)[None] / 255


@mistake("Your function loads the image but gives None back: the return is missing.")
def returns_nothing(path):
    torch.tensor(np.array(Image.open(path)), dtype=torch.float32) / 255


def check_rows_and_columns(student):
    """gives a tensor with the rows and columns of the image"""
    expect(student.image_to_tensor(student.helpers.image_file("tiny.png", PIXELS))).is_tensor().has_shape(2, 3)


@needs(check_rows_and_columns)
def check_pixels(student):
    """turns the pixels into float32 numbers from 0 to 1"""
    answer = student.image_to_tensor(student.helpers.image_file("tiny.png", PIXELS))
    expect(answer).equals(torch.tensor([[0.0, 0.2, 0.4], [0.8, 0.6, 0.0]])).has_dtype(torch.float32)


@needs(check_pixels)
def check_path_object(student):
    """takes a Path as well as plain text"""
    student.helpers.image_file("tiny.png", PIXELS)
    answer = student.image_to_tensor(student.helpers.path("tiny.png"))
    expect(answer).equals(torch.tensor([[0.0, 0.2, 0.4], [0.8, 0.6, 0.0]]))
