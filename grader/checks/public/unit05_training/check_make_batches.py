"""make_batches: the data in mini-batches, again and again."""

import torch
from torch.utils.data import DataLoader, TensorDataset

from grader.checks.kit import expect, fail, mistake, needs


@mistake("The batches can be walked through only once: give a DataLoader or a list, not a generator or an iterator.")
def walked_once(x, y, batch_size, shuffle=False):
    return iter(DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=shuffle))


@mistake("It looks as if the last, smaller batch is dropped: no row may be left out.")
def drops_last(x, y, batch_size, shuffle=False):
    return DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=shuffle, drop_last=True)


@mistake("It looks as if batch_size is not used: every batch has as many rows as it says.")
def single_rows(x, y, batch_size, shuffle=False):
    return DataLoader(TensorDataset(x, y), shuffle=shuffle)


@mistake("It looks as if shuffle is not used: with shuffle=True every walk has a new order.")
def never_shuffles(x, y, batch_size, shuffle=False):
    return DataLoader(TensorDataset(x, y), batch_size=batch_size)


@mistake("It looks as if the rows are always shuffled: with shuffle=False they stay in order.")
def always_shuffles(x, y, batch_size, shuffle=False):
    return DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=True)


@mistake("It looks as if the order is drawn once: with shuffle=True every walk needs a new one.")
def shuffles_once(x, y, batch_size, shuffle=False):
    order = torch.randperm(len(x)) if shuffle else torch.arange(len(x))
    return [(x[rows], y[rows]) for rows in order.split(batch_size)]


@mistake("It looks as if x and y are shuffled apart, so that labels no longer belong to their images: use one order for both.")
def shuffles_apart(x, y, batch_size, shuffle=False):
    class Batches:
        def __iter__(self):
            a = torch.randperm(len(x)) if shuffle else torch.arange(len(x))
            b = torch.randperm(len(x)) if shuffle else torch.arange(len(x))
            return zip(x[a].split(batch_size), y[b].split(batch_size), strict=True)

    return Batches()


@mistake("It looks as if each batch holds the images alone: give pairs (xb, yb).")
def images_alone(x, y, batch_size, shuffle=False):
    return DataLoader(x, batch_size=batch_size, shuffle=shuffle)


@mistake("Your function makes the batches but gives None back: the return is missing.")
def returns_nothing(x, y, batch_size, shuffle=False):
    DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=shuffle)


def data(n):
    """Rows that can be told apart: row i is [i, -i], its label i % 2."""
    x = torch.arange(float(n)).unsqueeze(1) * torch.tensor([1.0, -1.0])
    return x, (torch.arange(n) % 2).unsqueeze(1)


def check_batches_in_order(student):
    """gives every row once, in batches and in order"""
    x, y = data(7)
    made = student.keep.make_batches(x, y, 3)
    if made.value.type == "NoneType":
        raise fail(made, "Expected batches; got None (is the return missing?).", "type")
    expected = [(x[:3], y[:3]), (x[3:6], y[3:6]), (x[6:], y[6:])]
    expect(student.props.collect(made), "the batches").equals(expected)


@needs(check_batches_in_order)
def check_again_and_again(student):
    """can be walked through again and again"""
    x, y = data(5)
    made = student.keep.make_batches(x, y, 2)
    student.props.collect(made)
    expect(student.props.collect(made), "the second walk").equals([(x[:2], y[:2]), (x[2:4], y[2:4]), (x[4:], y[4:])])
