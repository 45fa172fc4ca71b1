"""unzip, of pairs that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs


def check_other_pairs(student, rng):
    """is right for other pairs"""
    xs, ys = (torch.randint(0, 100, (9,), generator=rng).tolist() for _ in range(2))
    expect(student.unzip([(xs[i], ys[i]) for i in range(9)])).equals((xs, ys))


@needs(check_other_pairs)
def check_images_and_labels(student, digits):
    """takes images and labels apart"""
    images, labels = [*digits.threes[:2], *digits.sevens[:3]], [3, 3, 7, 7, 7]
    expect(student.unzip([(images[i], labels[i]) for i in range(5)])).equals((images, labels))


@needs(check_other_pairs)
def check_same_pair_twice(student):
    """keeps pairs that come twice"""
    expect(student.unzip([("three", 3), ("seven", 7), ("three", 3)])).equals((["three", "seven", "three"], [3, 7, 3]))


@needs(check_other_pairs)
def check_single_pair(student):
    """takes a single pair apart"""
    expect(student.unzip([(1.5, "one and a half")])).equals(([1.5], ["one and a half"]))


@needs(check_other_pairs)
def check_no_pairs(student):
    """gives two empty lists without pairs"""
    expect(student.unzip([])).equals(([], []))
