"""image_to_tensor: the pixels of a file as float32 from 0 to 1."""

import numpy as np
import torch
from PIL import Image

from grader.checking.kit import change, expect, mistake, needs

# Multiples of 51, a fifth of 255; none is 255, so that dividing by the largest pixel shows.
PIXELS = torch.tensor([[0, 51, 102], [204, 153, 0]], dtype=torch.uint8)

mistake("not_scaled", "The numbers still run from 0 to 255: make floats of them, and divide by 255.", change(" / 255", ""))
mistake("stays_bytes", "The numbers still run from 0 to 255: make floats of them, and divide by 255.",
        change("torch.tensor(pixels, dtype=torch.float32) / 255", "torch.tensor(pixels)"))
mistake("stays_an_array", "That is no tensor yet: hand the array, np.array(Image.open(path)), to torch.tensor.",
        change("torch.tensor(pixels, dtype=torch.float32)", "pixels"))
mistake("double_precision", "These are floats of 64 bits, as numpy makes them: say dtype=torch.float32, or call .float().",
        change("torch.tensor(pixels, dtype=torch.float32) / 255", "torch.tensor(pixels / 255)"))
mistake("by_256", "It looks as if you divide by 256: the largest pixel is 255, and it should become 1.", change("255", "256"))


@mistake("It looks as if you divide by the image's own largest pixel: divide by 255, or a pale image turns dark.")
def by_the_largest(path):
    pixels = torch.tensor(np.array(Image.open(path)), dtype=torch.float32)
    return pixels / pixels.max()


mistake("scaled_twice", "It looks as if you divide twice by 255: once is enough.", change("/ 255", "/ 255 / 255"))
mistake("whole_division", "It looks as if // leaves whole numbers, 0 or 1: divide with a single /.",
        change("torch.tensor(pixels, dtype=torch.float32) / 255", "(torch.tensor(pixels) // 255).float()"))
mistake("inverted", "It looks as if black and white are exchanged: 0 stays 0, and 255 becomes 1.", change("return ", "return 1 - "))
mistake("transposed", "It looks as if rows and columns are exchanged: leave the array as np.array gives it.",
        change("torch.tensor(pixels, dtype=torch.float32)", "torch.tensor(pixels, dtype=torch.float32).T"))
mistake("extra_axis", "There is an axis too many: a grey image has two, rows and columns.",
        change("torch.tensor(pixels, dtype=torch.float32)", "torch.tensor(pixels, dtype=torch.float32)[None]"))
mistake("returns_nothing", "Your function loads the image but gives None back: the return is missing.", change("return ", ""))


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
    student.helpers.image_file("tiny.png", PIXELS)  # writes the file
    answer = student.image_to_tensor(student.helpers.path("tiny.png"))
    expect(answer).equals(torch.tensor([[0.0, 0.2, 0.4], [0.8, 0.6, 0.0]]))
