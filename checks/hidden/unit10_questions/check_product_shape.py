"""product_shape, of matrices that the learner has not seen."""

import torch

from checks.oracles.shapes import lengths_of
from grader.checking.kit import derived, expect, fail, needs, read


def lengths(rng, n):
    """n lengths from 2 to 40, all different."""
    return (torch.randperm(39, generator=rng)[:n] + 2).tolist()


def is_shape(student, left, right, shape):
    """Fail unless this shape came back."""
    answer = student.product_shape(left, right)
    expect(derived(answer, value=lengths_of(student, answer))).equals(shape)


def is_none(answer):
    """Fail unless None came back."""
    if read(answer) is not None:
        raise fail(answer, "Expected None, as there is no such product; got something else.", "none")


def check_other_shapes(student, rng):
    """is right for other shapes"""
    rows, inner, columns = lengths(rng, 3)
    product = torch.zeros(rows, inner) @ torch.zeros(inner, columns)
    is_shape(student, (rows, inner), (inner, columns), tuple(product.shape))


@needs(check_other_shapes)
def check_no_product(student, rng):
    """gives None where no two lengths agree"""
    a, b, c, d = lengths(rng, 4)
    is_none(student.product_shape((a, b), (c, d)))


@needs(check_other_shapes)
def check_wrong_lengths_agree(student, rng):
    """gives None where the wrong lengths agree"""
    a, b, c = lengths(rng, 3)
    for left, right in (((a, b), (c, b)), ((a, b), (a, c)), ((a, b), (c, a)), ((a, b), (a, b))):
        is_none(student.product_shape(left, right))


@needs(check_other_shapes)
def check_order_matters(student):
    """tells a batch times weights from weights times a batch"""
    is_shape(student, (64, 784), (784, 30), (64, 30))
    is_none(student.product_shape((784, 30), (64, 784)))


@needs(check_other_shapes)
def check_square_and_single(student):
    """takes square matrices, single rows and single columns"""
    for left, right, shape in (((6, 6), (6, 6), (6, 6)), ((1, 9), (9, 1), (1, 1)), ((9, 1), (1, 9), (9, 9))):
        is_shape(student, left, right, shape)
