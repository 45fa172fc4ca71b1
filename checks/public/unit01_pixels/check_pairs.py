"""pairs: what stands at the same place in two lists, together."""

# ruff: noqa: B905  (the mistakes use zip as learners do)
import torch

from grader.checking.kit import expect, fail, kind, mistake, needs

XS, YS = ["a", "b", "c"], [3, 7, 3]


@mistake("zip makes the pairs only when someone asks for them: ask for all with list(zip(xs, ys)).")
def gives_the_zip(xs, ys):
    return zip(xs, ys)


@mistake("It looks as if x and y are exchanged: what comes from xs comes first.")
def exchanged(xs, ys):
    return list(zip(ys, xs))


@mistake("It looks as if each of xs meets all of ys: only what stands at the same place belongs together, so use zip.")
def all_with_all(xs, ys):
    return [(x, y) for x in xs for y in ys]


@mistake("The pairs are right, but lists: zip gives tuples, so leave each as it is.")
def pairs_of_lists(xs, ys):
    return [[x, y] for x, y in zip(xs, ys)]


@mistake("That is a dict, which keeps one pair only for each x: put list(...) around zip.")
def makes_a_dict(xs, ys):
    return {x: y for x, y in zip(xs, ys)}


@mistake("The pairs are right, but in a tuple: put list(...) around zip.")
def makes_a_tuple(xs, ys):
    return tuple(zip(xs, ys))


@mistake("It looks as if the two lists come one after the other: zip brings together what stands at the same place.")
def one_after_the_other(xs, ys):
    return [*xs, *ys]


@mistake("It looks as if there is one tuple of both lists: zip brings together what stands at the same place.")
def both_lists(xs, ys):
    return [(xs, ys)]


@mistake("It looks as if only the first pair comes back: is there a return inside the loop?")
def first_pair(xs, ys):
    for x, y in zip(xs, ys):
        return [(x, y)]


@mistake("Your function makes the pairs but gives None back: the return is missing.")
def returns_nothing(xs, ys):
    list(zip(xs, ys))


def check_list_of_tuples(student):
    """gives a list with one tuple for each place"""
    answer = student.pairs(XS, YS)
    found = answer.value
    if not isinstance(found, list) or len(found) != 3:
        raise fail(answer, f"Expected a list of 3; got {kind(found)}.", "shape")
    for each in found:
        if not isinstance(each, tuple) or len(each) != 2:
            raise fail(answer, f"Expected a tuple of 2 at each place; got {kind(each)}.", "type")


@needs(check_list_of_tuples)
def check_same_place(student):
    """brings together what stands at the same place"""
    expect(student.pairs(XS, YS)).equals([("a", 3), ("b", 7), ("c", 3)])


@needs(check_same_place)
def check_tensors(student):
    """takes tensors as well as lists, and lists that are empty"""
    images, labels = torch.eye(3), torch.tensor([3, 7, 3])
    expect(student.pairs(images, labels)).equals([(images[i], labels[i]) for i in range(3)])
    expect(student.pairs([], [])).equals([])
