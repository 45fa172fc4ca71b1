"""load_digits, on folders that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def bytes_of(images):
    """Images [n, 28, 28] from 0 to 1 as uint8."""
    return (images * 255).round().byte()


def shuffled_names(rng, n):
    """Names of which many begin alike, in random order, and the places of the images once the names are sorted as text."""
    names = [f"{number}.png" for number in torch.randperm(20 * n, generator=rng)[:n].tolist()]
    return names, sorted(range(n), key=lambda place: names[place])


def check_many_digits(student, digits, rng):
    """loads a folder of digits in the order of their names"""
    names, order = shuffled_names(rng, 23)
    folder = student.helpers.image_folder("sample/7", names, bytes_of(digits.sevens))
    expect(student.load_digits(folder)).equals(digits.sevens[order])


@needs(check_many_digits)
def check_path_object(student, digits, rng):
    """takes a Path as well as plain text"""
    names, order = shuffled_names(rng, 6)
    student.helpers.image_folder("sample/path", names, bytes_of(digits.threes[:6]))
    expect(student.load_digits(student.helpers.path("sample/path"))).equals(digits.threes[:6][order])


@needs(check_many_digits)
def check_other_files(student, digits, rng):
    """leaves files alone that are no .png"""
    names, order = shuffled_names(rng, 5)
    folder = student.helpers.image_folder("sample/mixed", names, bytes_of(digits.threes[:5]))
    student.helpers.text_file("sample/mixed/README.txt", "Five threes.")
    student.helpers.text_file("sample/mixed/labels.csv", "3,3,3,3,3")
    expect(student.load_digits(folder)).equals(digits.threes[:5][order])


@needs(check_many_digits)
def check_single_file(student, digits):
    """gives a stack of one for a folder of one"""
    folder = student.helpers.image_folder("sample/one", ["3.png"], bytes_of(digits.threes[:1]))
    expect(student.load_digits(folder)).equals(digits.threes[:1])


@needs(check_many_digits)
def check_numbers(student, digits):
    """gives float32 numbers from 0 to 1"""
    folder = student.helpers.image_folder("sample/two", ["a.png", "b.png"], bytes_of(digits.sevens[:2]))
    expect(student.load_digits(folder)).has_dtype(torch.float32).equals(digits.sevens[:2])
