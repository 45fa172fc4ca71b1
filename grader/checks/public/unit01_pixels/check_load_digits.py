"""load_digits: all images of a folder as one stack, in the order of their names."""

import os
from pathlib import Path

import torch
from unit01_pixels import image_to_tensor

from grader.checks.compare import alike
from grader.checks.kit import expect, fail, mistake, needs

NAMES = ["8.png", "10.png", "9.png", "100.png"]  # as text: 10, 100, 8, 9
ORDER = [1, 3, 0, 2]


@mistake("It looks as if the names are sorted as numbers: sort them as text, as sorted does by itself.")
def sorts_numbers(folder):
    return torch.stack([image_to_tensor(p) for p in sorted(Path(folder).glob("*.png"), key=lambda p: int(p.stem))])


@mistake("The images are still in a list: torch.stack makes one tensor of them.")
def keeps_a_list(folder):
    return [image_to_tensor(p) for p in sorted(Path(folder).glob("*.png"))]


@mistake(
    "It looks as if the images are joined at their edges: torch.stack puts them on top of one another, torch.cat does not."
)
def joins_the_edges(folder):
    return torch.cat([image_to_tensor(p) for p in sorted(Path(folder).glob("*.png"))])


@mistake("It looks as if every file of the folder is loaded: take those alone that end in .png.")
def takes_every_file(folder):
    return torch.stack([image_to_tensor(p) for p in sorted(Path(folder).iterdir())])


@mistake("The folder may come as plain text, which has no glob: write Path(folder).glob(...).")
def wants_a_path(folder):
    return torch.stack([image_to_tensor(p) for p in sorted(folder.glob("*.png"))])


@mistake("The folder may come as a Path, which cannot be added to text: write Path(folder) / name.")
def wants_text(folder):
    return torch.stack([image_to_tensor(folder + "/" + n) for n in sorted(os.listdir(folder)) if n.endswith(".png")])


@mistake("os.listdir gives names without their folder: put it in front, Path(folder) / name.")
def forgets_the_folder(folder):
    return torch.stack([image_to_tensor(n) for n in sorted(os.listdir(folder)) if n.endswith(".png")])


@mistake("It looks as if you divide by 255 again: image_to_tensor has done so.")
def scales_again(folder):
    return torch.stack([image_to_tensor(p) for p in sorted(Path(folder).glob("*.png"))]) / 255


@mistake("Only one image comes back: load all of them, and stack them after the loop.")
def single_image(folder):
    for path in sorted(Path(folder).glob("*.png")):
        return image_to_tensor(path)


@mistake("It looks as if the images are stacked along the last axis: the first one should count them.")
def stacks_at_the_end(folder):
    return torch.stack([image_to_tensor(p) for p in sorted(Path(folder).glob("*.png"))], -1)


@mistake("Your function loads the images but gives None back: the return is missing.")
def returns_nothing(folder):
    torch.stack([image_to_tensor(p) for p in sorted(Path(folder).glob("*.png"))])


def check_one_stack(student, digits):
    """gives all images as one stack"""
    folder = student.props.image_folder("four", NAMES, (digits.threes[:4] * 255).round().byte())
    expect(student.load_digits(folder)).is_tensor().has_shape(4, 28, 28)


@needs(check_one_stack)
def check_order(student, digits):
    """puts the images in the order of their names, sorted as text"""
    folder = student.props.image_folder("four", NAMES, (digits.threes[:4] * 255).round().byte())
    answer, expected = student.load_digits(folder), digits.threes[:4][ORDER]
    if all(any(alike(one, other) for one in images(answer)) for other in expected) and not alike(
        answer.value, expected
    ):
        advice = 'Sort the files: sorted(Path(folder).glob("*.png")).'
        raise fail(
            answer, "All images are there, but in another order than that of their names.", "order", advice=advice
        )
    expect(answer).equals(expected)


def images(answer):
    """The images of a stack, if it is one."""
    return answer.value if isinstance(answer.value, torch.Tensor) and answer.value.ndim == 3 else ()
