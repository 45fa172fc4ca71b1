"""relu_points: points on the curve of ReLU."""

import torch

from grader.checking.kit import change, expect, fail, kind, mistake, needs, read

XS = [-2, -0.5, 0.5, 1.5, 3, -1]

mistake("values_alone", "Those are the values alone: make a pair (x, y) of each number and its value.",
        change("x, max(x, 0)", "max(x, 0)"))
mistake("exchanged", "It looks as if x and y are exchanged: what goes in comes first.", change("x, max(x, 0)", "max(x, 0), x"))
mistake("takes_the_smaller", "It looks as if the smaller of x and 0 is taken: ReLU takes the larger, max.", change("max", "min"))
mistake("absolute_value", "It looks as if the sign is dropped: ReLU makes 0 of every number below 0, where abs makes 2 of -2.",
        change("max(x, 0)", "abs(x)"))
mistake("leaves_out_negatives", "It looks as if numbers below 0 are left out: there ReLU is 0, so each has its point too.",
        change("[(x, max(x, 0)) for x in xs]", "[(x, x) for x in xs if x >= 0]"))
mistake("clips_x_too", "It looks as if x itself becomes 0 below 0: only y does, x stays as it is.",
        change("x, max", "max(x, 0), max"))
mistake("straight_line", "That is the straight line y = x: below 0, y is 0.", change("max(x, 0)", "x"))
mistake("gives_the_slope", "It looks as if y is 0 or 1: above 0, ReLU gives the number itself. (0 and 1 are its slope.)",
        change("max(x, 0)", "1 if x > 0 else 0"))
mistake("gives_the_comparison", "It looks as if y is True or False: above 0, ReLU gives the number itself. (Whether x > 0 tells its slope.)",
        change("max(x, 0)", "x > 0"))
mistake("leaky", "It looks as if negative numbers are made small and not 0: that is a leaky ReLU.",
        change("max(x, 0)", "x if x > 0 else 0.01 * x"))
mistake("capped", "It looks as if y never exceeds 1: ReLU has a bend at 0 and none above it.",
        change("max(x, 0)", "min(max(x, 0), 1)"))
mistake("sorts", "It looks as if the points are sorted by x: leave them in the order of the list.",
        change("in xs", "in sorted(xs)"))
mistake("points_of_lists", "The points are right, but lists: write each as a tuple, (x, y), in parentheses.",
        change("(x, max(x, 0))", "[x, max(x, 0)]"))


@mistake("torch.relu takes a tensor, and this is a list: use Python's max(x, 0), for one number at a time.")
def torch_on_the_list(xs):
    return torch.relu(xs)


@mistake("torch.relu takes a tensor, and these are plain numbers: use Python's max(x, 0).")
def torch_on_numbers(xs):
    return [(x, torch.relu(x)) for x in xs]


@mistake("That is a tensor: a list of tuples is asked for, and plain Python makes one.")
def gives_a_tensor(xs):
    return torch.stack([torch.tensor(xs), torch.tensor(xs).relu()], 1)


mistake("makes_a_dict", "That is a dict, which has one value for each x: make a list of tuples (x, y).",
        change("[(x, max(x, 0)) for x in xs]", "{x: max(x, 0) for x in xs}"))
mistake("two_lists", "There are two lists, one of each x and one of each y: make one list of pairs, for instance with zip.",
        change("[(x, max(x, 0)) for x in xs]", "xs, [max(x, 0) for x in xs]"))
mistake("gives_a_generator", "Something comes back that is no list yet: write the comprehension in square brackets, or put list(...) around it.",
        change("[(x, max(x, 0)) for x in xs]", "((x, max(x, 0)) for x in xs)"))


@mistake("It looks as if the return stands inside the loop, so that it ends too soon: move it to the left.")
def returns_inside_the_loop(xs):
    for x in xs:
        return [(x, max(x, 0))]


mistake("returns_nothing", "Your function makes the points but gives None back: the return is missing.", change("return", ""))


def check_list_of_points(student):
    """gives a list with one tuple (x, y) for each number"""
    answer = student.relu_points(XS)
    found = read(answer)
    if not isinstance(found, list) or len(found) != len(XS):
        raise fail(answer, f"Expected a list of {len(XS)}; got {kind(found)}.", "shape")
    for each in found:
        if not isinstance(each, tuple) or len(each) != 2:
            raise fail(answer, f"Expected a tuple of 2 at each place; got {kind(each)}.", "type")


@needs(check_list_of_points)
def check_curve(student):
    """is 0 below 0, and x above"""
    expect(student.relu_points(XS)).equals([(-2, 0), (-0.5, 0), (0.5, 0.5), (1.5, 1.5), (3, 3), (-1, 0)])
    expect(student.relu_points([])).equals([])
