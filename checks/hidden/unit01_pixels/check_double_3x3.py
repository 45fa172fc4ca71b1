"""double_3x3: what makes it right, one thing at a time."""

import torch

from grader.checking.kit import derived, expect, needs, read


def check_shape(student):
    """has three rows and three columns"""
    expect(student.double_3x3()).is_tensor().has_shape(3, 3)


@needs(check_shape)
def check_each_number(student):
    """holds each doubled number once"""
    answer = student.double_3x3()
    expect(answer).has_shape(3, 3)
    in_order = read(answer).flatten().sort().values
    expect(derived(answer, value=in_order), "the numbers in order of size").equals(2 * torch.arange(1, 10))


@needs(check_shape)
def check_order(student):
    """counts on from row to row"""
    expect(student.double_3x3()).equals(torch.tensor([[2 * (3 * i + j + 1) for j in range(3)] for i in range(3)]))


@needs(check_shape)
def check_called_again(student):
    """gives the same tensor when it is called again"""
    student.double_3x3()
    expect(student.double_3x3()).equals(torch.arange(2, 20, 2).view(3, 3))
