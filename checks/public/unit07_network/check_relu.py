"""relu: every negative number becomes 0, the others stay."""

import torch

from grader import protocol
from grader.checking.kit import change, expect, fail, mistake, needs, read

X = torch.tensor([[-2.0, -0.5, 0.0], [3.0, 0.25, -4.0]])
RIGHT = torch.tensor([[0.0, 0.0, 0.0], [3.0, 0.25, 0.0]])

mistake("changes_the_input", "A method whose name ends in _ changes x itself: use the one without, or work on x.clone().",
        change("x.clamp_min(0.0)", "x.relu_()"))
mistake("keeps_the_negative", "It looks as if the positive numbers are the ones that vanish: keep those, and replace the negative ones.",
        change("x.clamp_min", "x.clamp_max"))
mistake("gives_ones", "That is 1, or True, for every positive number: keep the number itself, for example by x times that.",
        change("x.clamp_min(0.0)", "(x > 0).float()"))
mistake("gives_truth", "That is 1, or True, for every positive number: keep the number itself, for example by x times that.",
        change("x.clamp_min(0.0)", "x > 0"))
mistake("drops_signs", "It looks as if the signs are dropped, as abs() does: a negative number should become 0, whatever its size.",
        change("x.clamp_min(0.0)", "x.abs()"))
mistake("pythons_max", "if and Python's max compare two single numbers: for a whole tensor use x.clamp_min(0.0) or torch.where.",
        change("x.clamp_min(0.0)", "max(x, 0)"))


@mistake("if and Python's max compare two single numbers: for a whole tensor use x.clamp_min(0.0) or torch.where.")
def pythons_if(x):
    if x < 0:
        return 0
    return x


mistake("maximum_with_a_number", "torch.maximum compares two tensors: give it torch.zeros_like(x), or use x.clamp_min(0.0).",
        change("x.clamp_min(0.0)", "torch.maximum(x, 0)"))
mistake("takes_the_largest", "The largest number of the tensor comes back: relu treats every number by itself, so keep the shape.",
        change("x.clamp_min(0.0)", "x.max()"))
mistake("leaves_out", "There are fewer numbers than before: put a 0 in place of each negative one, so that the shape stays.",
        change("x.clamp_min(0.0)", "x[x > 0]"))
mistake("cuts_at_one", "It looks as if large numbers are cut off at 1: there is a lower bound only, so write x.clamp_min(0.0).",
        change("x.clamp_min(0.0)", "x.clamp(0.0, 1.0)"))
mistake("leaks", "It looks as if a little of each negative number stays: that is a leaky ReLU, and here they become 0.",
        change("x.clamp_min(0.0)", "torch.where(x > 0, x, 0.01 * x)"))
mistake("takes_the_sigmoid", "It looks as if this is the sigmoid: relu leaves the positive numbers as they are.",
        change("x.clamp_min(0.0)", "x.sigmoid()"))
mistake("gives_a_list", "The numbers come back as a plain list: work on the tensor as a whole, so that it stays one.",
        change("x.clamp_min(0.0)", "[[max(v, 0.0) for v in row] for row in x.tolist()]"))
mistake("stops_the_gradient", "No gradient can pass: leave out .data, .detach(), torch.no_grad and torch.tensor.",
        change("x.clamp_min", "x.detach().clamp_min"))
mistake("returns_nothing", "Your function computes the result but gives None back: the return is missing.", change("return", ""))


def check_shape(student):
    """gives a tensor of the same shape"""
    answer = student.relu(X)
    if isinstance(read(answer), protocol.Handle) and read(answer).type == "ReLU":
        advice = "nn.ReLU makes a layer: call what it makes with x, or use x.clamp_min(0.0)."
        raise fail(answer, "Expected a tensor; got a layer of torch's.", "layer", advice=advice)
    expect(answer).has_shape(*X.shape)


@needs(check_shape)
def check_values(student):
    """replaces negative numbers by 0 and keeps the others"""
    expect(student.relu(X)).equals(RIGHT)


@needs(check_values)
def check_any_shape(student):
    """works for tensors of any shape"""
    expect(student.relu(X.reshape(3, 1, 2))).equals(RIGHT.reshape(3, 1, 2))
    expect(student.relu(torch.tensor(-1.5))).equals(0.0)
    expect(student.relu(torch.tensor(2.5))).equals(2.5)


@needs(check_values)
def check_input_unchanged(student):
    """leaves its input as it was"""
    expect(student.relu(X)).leaves_inputs_alone()


@needs(check_values)
def check_gradient(student):
    """lets the gradient pass where the number is positive"""
    leaf = student.helpers.leaves([torch.tensor([-2.0, -0.5, 0.25, 3.0])])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    result = student.keep.relu(student.helpers.double(student.helpers.item(leaf, 0)))
    student.helpers.backward(student.helpers.total(result))
    expect(student.helpers.grads(leaf), "the gradient").equals([torch.tensor([0.0, 0.0, 2.0, 2.0])])
