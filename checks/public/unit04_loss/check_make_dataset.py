"""make_dataset: images as rows, and a label for each."""

import torch

from grader.checking.kit import change, derived, expect, fail, mistake, needs, peek, read

mistake("flat_labels", "It looks as if the labels are [n], one axis too few: they are a column, [n, 1], as the predictions will be.",
        change("new_ones(len(threes), 1)", "new_ones(len(threes))", "new_zeros(len(sevens), 1)", "new_zeros(len(sevens))"))
mistake("swapped_labels", "It looks as if the labels are swapped: a three is 1 and a seven is 0.",
        change("new_ones", "new_zeros", "sevens.new_zeros", "sevens.new_ones"))
mistake("keeps_the_shape", "The images still have rows and columns: make one row of 784 numbers of each, with reshape or flatten(1).",
        change(".reshape(-1, 28 * 28)", ""))
mistake("sevens_first", "It looks as if the sevens come first: put the threes first, so that images and labels belong together.",
        change("[threes, sevens]", "[sevens, threes]"))
mistake("digits_as_labels", "It looks as if the labels are the digits 3 and 7: use 1 for a three and 0 for a seven.",
        change("new_ones(len(threes), 1)", "new_full((len(threes), 1), 3.0)", "new_zeros(len(sevens), 1)", "new_full((len(sevens), 1), 7.0)"))
mistake("pixels_as_rows", "It looks as if the pixels got mixed up: each row must be one image, so keep the first axis and flatten the rest.",
        change("reshape(-1, 28 * 28)", "reshape(28 * 28, -1).T"))
mistake("mixes_up_lengths", "It looks as if the lengths are mixed up: as many ones as there are threes, and as many zeros as sevens.",
        change("new_ones(len(threes)", "new_ones(len(sevens)", "new_zeros(len(sevens)", "new_zeros(len(threes)"))


@mistake("The labels lie in a row: make a column of them, [n, 1], by unsqueeze(1) or [:, None].")
def labels_in_a_row(threes, sevens):
    x = torch.cat([threes, sevens]).reshape(-1, 28 * 28)
    return x, torch.cat([torch.ones(len(threes)), torch.zeros(len(sevens))])[None]


mistake("only_images", "It looks as if only the images are given back: return x and y, in this order.",
        change("return x, y", "return x"))
mistake("labels_first", "It looks as if x and y are swapped: the images come first.", change("return x, y", "return y, x"))
mistake("returns_nothing", "Your function makes the dataset but gives None back: the return is missing.", change("return ", ""))


@mistake("The single three or seven lost an axis on the way: squeeze() takes away every axis of length 1, so leave it out.")
def squeezes(threes, sevens):
    threes, sevens = threes.squeeze(), sevens.squeeze()
    x = torch.cat([threes, sevens]).reshape(-1, 28 * 28)
    return x, torch.cat([torch.ones(len(threes), 1), torch.zeros(len(sevens), 1)])


def labels_as_floats(answer):
    """The answer with labels as floats: whole numbers are as good, and no sign of another mistake."""
    match peek(answer):
        case [x, torch.Tensor() as y]:
            return derived(answer, value=[x, y.float()])
    return answer


def check_shapes(student, digits):
    """gives images as rows and labels as a column"""
    answer = labels_as_floats(student.make_dataset(digits.threes, digits.sevens))
    if not isinstance(read(answer), (tuple, list)) or len(read(answer)) != 2:
        raise fail(answer, "Expected two tensors, x and y.", "parts", advice="Give both back, in one line: return x, y.")
    n = len(digits.threes) + len(digits.sevens)
    shapes = [list(each.shape) if isinstance(each, torch.Tensor) else None for each in read(answer)]
    if shapes != [[n, 784], [n, 1]]:
        said = f"Expected x [{n}, 784] and y [{n}, 1]; got x {shapes[0]} and y {shapes[1]}."
        raise fail(answer, said, "shapes", advice="" if all(shapes) else "Make a tensor of each: torch.tensor takes a list of numbers.")


@needs(check_shapes)
def check_images_and_labels(student, digits):
    """keeps every image, with 1 for a three and 0 for a seven"""
    x = [image.flatten() for image in [*digits.threes, *digits.sevens]]
    y = [[1.0]] * len(digits.threes) + [[0.0]] * len(digits.sevens)
    answer = labels_as_floats(student.make_dataset(digits.threes, digits.sevens))
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
