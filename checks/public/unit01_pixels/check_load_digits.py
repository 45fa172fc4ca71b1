"""load_digits: all images of a folder as one stack, in the order of their names."""

import os
from pathlib import Path

import torch
from unit01_pixels import image_to_tensor  # for the written-out mistakes alone

from grader.checking.compare import alike
from grader.checking.kit import change, expect, fail, gives, mistake, needs, read

NAMES = [f"{number}.png" for number in (8, 10, 9, 100, 3, 21, 1, 30, 2)]  # many, so that no folder lists them in order by luck
ORDER = sorted(range(len(NAMES)), key=NAMES.__getitem__)  # as text: 1, 10, 100, 2, 21, 3, 30, 8, 9

mistake("sorts_numbers", "It looks as if the names are sorted as numbers: sort them as text, as sorted does by itself.",
        change('("*.png")', "('*.png'), key=lambda path: int(path.stem)"))
mistake("keeps_a_list", "The images are still in a list: torch.stack makes one tensor of them.",
        gives('[image_to_tensor(p) for p in sorted(Path(folder).glob("*.png"))]'))
mistake("joins_the_edges", "It looks as if the images are joined at their edges: torch.stack puts them on top of one another, torch.cat does not.",
        change("torch.stack", "torch.cat"))
mistake("takes_every_file", "It looks as if every file of the folder is loaded: take those alone that end in .png.",
        change('glob("*.png")', "iterdir()"))
mistake("wants_a_path", "The folder may come as plain text, which has no glob: write Path(folder).glob(...).",
        change("Path(folder)", "folder"))


@mistake("The folder may come as a Path, which cannot be added to text: write Path(folder) / name.")
def wants_text(folder):
    return torch.stack([image_to_tensor(folder + "/" + n) for n in sorted(os.listdir(folder)) if n.endswith(".png")])


@mistake("os.listdir gives names without their folder: put it in front, Path(folder) / name.")
def forgets_the_folder(folder):
    return torch.stack([image_to_tensor(n) for n in sorted(os.listdir(folder)) if n.endswith(".png")])


mistake("scales_again", "It looks as if you divide by 255 again: image_to_tensor has done so.",
        gives('torch.stack([image_to_tensor(p) for p in sorted(Path(folder).glob("*.png"))]) / 255'))
mistake("double_precision", "These are floats of 64 bits, as numpy makes them: say dtype=torch.float32, or call .float().",
        change("image_to_tensor(path)", "image_to_tensor(path).double()"))
mistake("not_scaled", "The numbers still run from 0 to 255: divide by 255, or let image_to_tensor load each image.",
        gives('torch.stack([image_to_tensor(p) for p in sorted(Path(folder).glob("*.png"))]) * 255'))
mistake("stays_bytes", "The numbers still run from 0 to 255: divide by 255, or let image_to_tensor load each image.",
        gives('(torch.stack([image_to_tensor(p) for p in sorted(Path(folder).glob("*.png"))]) * 255).round().byte()'))


@mistake("Only one image comes back: load all of them, and stack them after the loop.")
def single_image(folder):
    for path in sorted(Path(folder).glob("*.png")):
        return image_to_tensor(path)


mistake("stacks_at_the_end", "It looks as if the images are stacked along the last axis: the first one should count them.",
        gives('torch.stack([image_to_tensor(p) for p in sorted(Path(folder).glob("*.png"))], -1)'))
mistake("returns_nothing", "Your function loads the images but gives None back: the return is missing.",
        change("return ", "", '"*.png"', "'*.png'"))


def check_one_stack(student, digits):
    """gives all images as one stack"""
    folder = student.helpers.image_folder("nine", NAMES, (digits.threes[:9] * 255).round().byte())
    expect(student.load_digits(folder)).is_tensor().has_shape(9, 28, 28)


@needs(check_one_stack)
def check_order(student, digits):
    """puts the images in the order of their names, sorted as text"""
    folder = student.helpers.image_folder("nine", NAMES, (digits.threes[:9] * 255).round().byte())
    answer, expected = student.load_digits(folder), digits.threes[:9][ORDER]
    if all(any(alike(one, other) for one in images(answer)) for other in expected) and not alike(
        read(answer), expected
    ):
        advice = 'Sort the files: sorted(Path(folder).glob("*.png")).'
        sentence = "All images are there, but in another order than that of their names."
        raise fail(answer, sentence, "order", advice=advice)
    expect(answer).equals(expected).has_dtype(torch.float32)


@needs(check_order)
def check_path_object(student, digits):
    """takes a Path as well as plain text"""
    student.helpers.image_folder("nine", NAMES, (digits.threes[:9] * 255).round().byte())
    expect(student.load_digits(student.helpers.path("nine"))).equals(digits.threes[:9][ORDER])


@needs(check_order)
def check_other_files(student, digits):
    """leaves files alone that are no .png"""
    folder = student.helpers.image_folder("nine", NAMES, (digits.threes[:9] * 255).round().byte())
    student.helpers.text_file("nine/README.txt", "Nine threes.")
    expect(student.load_digits(folder)).equals(digits.threes[:9][ORDER])


def images(answer):
    """The images of a stack, if it is one."""
    return read(answer) if isinstance(read(answer), torch.Tensor) and read(answer).ndim == 3 else ()
