"""make_dataset: images as rows, and a label for each."""

from dataclasses import replace

import torch

from grader.checking.kit import expect, fail, mistake, needs


@mistake("It looks as if the labels are [n], one axis too few: they are a column, [n, 1], as the predictions will be.")
def flat_labels(threes, sevens):
    x = torch.cat([threes, sevens]).reshape(-1, 28 * 28)
    return x, torch.cat([torch.ones(len(threes)), torch.zeros(len(sevens))])


@mistake("It looks as if the labels are swapped: a three is 1 and a seven is 0.")
def swapped_labels(threes, sevens):
    x = torch.cat([threes, sevens]).reshape(-1, 28 * 28)
    return x, torch.cat([torch.zeros(len(threes), 1), torch.ones(len(sevens), 1)])


@mistake("The images still have rows and columns: make one row of 784 numbers of each, with reshape or flatten(1).")
def keeps_the_shape(threes, sevens):
    y = torch.cat([torch.ones(len(threes), 1), torch.zeros(len(sevens), 1)])
    return torch.cat([threes, sevens]), y


@mistake("It looks as if the sevens come first: put the threes first, so that images and labels belong together.")
def sevens_first(threes, sevens):
    x = torch.cat([sevens, threes]).reshape(-1, 28 * 28)
    return x, torch.cat([torch.ones(len(threes), 1), torch.zeros(len(sevens), 1)])


@mistake("It looks as if the labels are the digits 3 and 7: use 1 for a three and 0 for a seven.")
def digits_as_labels(threes, sevens):
    x = torch.cat([threes, sevens]).reshape(-1, 28 * 28)
    return x, torch.cat([torch.full((len(threes), 1), 3.0), torch.full((len(sevens), 1), 7.0)])


@mistake("It looks as if the pixels got mixed up: each row must be one image, so keep the first axis and flatten the rest.")
def pixels_as_rows(threes, sevens):
    x = torch.cat([threes, sevens]).reshape(28 * 28, -1).T
    return x, torch.cat([torch.ones(len(threes), 1), torch.zeros(len(sevens), 1)])


@mistake("It looks as if the lengths are mixed up: as many ones as there are threes, and as many zeros as sevens.")
def mixes_up_lengths(threes, sevens):
    x = torch.cat([threes, sevens]).reshape(-1, 28 * 28)
    return x, torch.cat([torch.ones(len(sevens), 1), torch.zeros(len(threes), 1)])


@mistake("The labels lie in a row: make a column of them, [n, 1], by unsqueeze(1) or [:, None].")
def labels_in_a_row(threes, sevens):
    x = torch.cat([threes, sevens]).reshape(-1, 28 * 28)
    return x, torch.cat([torch.ones(len(threes)), torch.zeros(len(sevens))])[None]


@mistake("It looks as if only the images are given back: return x and y, in this order.")
def only_images(threes, sevens):
    return torch.cat([threes, sevens]).reshape(-1, 28 * 28)


@mistake("It looks as if x and y are swapped: the images come first.")
def labels_first(threes, sevens):
    x = torch.cat([threes, sevens]).reshape(-1, 28 * 28)
    return torch.cat([torch.ones(len(threes), 1), torch.zeros(len(sevens), 1)]), x


@mistake("Your function makes the dataset but gives None back: the return is missing.")
def returns_nothing(threes, sevens):
    torch.cat([threes, sevens]).reshape(-1, 28 * 28)


@mistake("The single three or seven lost an axis on the way: squeeze() takes away every axis of length 1, so leave it out.")
def squeezes(threes, sevens):
    threes, sevens = threes.squeeze(), sevens.squeeze()
    x = torch.cat([threes, sevens]).reshape(-1, 28 * 28)
    return x, torch.cat([torch.ones(len(threes), 1), torch.zeros(len(sevens), 1)])


def labels_as_floats(student, answer):
    """The answer, and its line in the log, with labels as floats: whole numbers are as good, and no sign of another mistake."""
    if isinstance(answer.value, (tuple, list)) and len(answer.value) == 2 and isinstance(answer.value[1], torch.Tensor):
        answer = replace(answer, value=[answer.value[0], answer.value[1].float()], looked_at=True)
        student.log[:] = [answer]
    return answer


def check_shapes(student, digits):
    """gives images as rows and labels as a column"""
    answer = labels_as_floats(student, student.make_dataset(digits.threes, digits.sevens))
    if not isinstance(answer.value, (tuple, list)) or len(answer.value) != 2:
        raise fail(answer, "Expected two tensors, x and y.", "parts", advice="Give both back, in one line: return x, y.")
    n = len(digits.threes) + len(digits.sevens)
    shapes = [list(each.shape) if isinstance(each, torch.Tensor) else None for each in answer.value]
    if shapes != [[n, 784], [n, 1]]:
        said = f"Expected x [{n}, 784] and y [{n}, 1]; got x {shapes[0]} and y {shapes[1]}."
        raise fail(answer, said, "shapes", advice="" if all(shapes) else "Make a tensor of each: torch.tensor takes a list of numbers.")


@needs(check_shapes)
def check_images_and_labels(student, digits):
    """keeps every image, with 1 for a three and 0 for a seven"""
    x = [image.flatten() for image in [*digits.threes, *digits.sevens]]
    y = [[1.0]] * len(digits.threes) + [[0.0]] * len(digits.sevens)
    answer = labels_as_floats(student, student.make_dataset(digits.threes, digits.sevens))
    expect(answer, "the dataset").equals([torch.stack(x), torch.tensor(y)])


@needs(check_images_and_labels)
def check_one_image_each(student, digits):
    """takes a single image of each"""
    threes, sevens = digits.threes[:1], digits.sevens[:1]
    expected = [torch.stack([threes[0].flatten(), sevens[0].flatten()]), torch.tensor([[1.0], [0.0]])]
    expect(student.make_dataset(threes, sevens), "the dataset").equals(expected)


@needs(check_images_and_labels)
def check_inputs_unchanged(student, digits):
    """leaves the stacks as they were"""
    expect(student.make_dataset(digits.threes, digits.sevens)).leaves_inputs_alone()
