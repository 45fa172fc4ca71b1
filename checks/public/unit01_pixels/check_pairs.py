"""pairs: what stands at the same place in two lists, together."""

# ruff: noqa: B905  (the mistakes use zip as learners do)
import torch

from grader.checking.kit import change, expect, fail, kind, mistake, needs, read

XS, YS = ["a", "b", "c"], [3, 7, 3]

mistake("gives_the_zip", "zip makes the pairs only when someone asks for them: ask for all with list(zip(xs, ys)).",
        change("list(zip(xs, ys))", "zip(xs, ys)"))
mistake("exchanged", "It looks as if x and y are exchanged: what comes from xs comes first.", change("zip(xs, ys)", "zip(ys, xs)"))
mistake("all_with_all", "It looks as if each of xs meets all of ys: only what stands at the same place belongs together, so use zip.",
        change("list(zip(xs, ys))", "[(x, y) for x in xs for y in ys]"))
mistake("pairs_of_lists", "The pairs are right, but lists: zip gives tuples, so leave each as it is.",
        change("list(zip(xs, ys))", "[[x, y] for x, y in zip(xs, ys)]"))
mistake("makes_a_dict", "That is a dict, which keeps one pair only for each x: put list(...) around zip.",
        change("list(zip(xs, ys))", "{x: y for x, y in zip(xs, ys)}"))
mistake("makes_a_tuple", "The pairs are right, but in a tuple: put list(...) around zip.", change("list(", "tuple("))
mistake("one_after_the_other", "It looks as if the two lists come one after the other: zip brings together what stands at the same place.",
        change("list(zip(xs, ys))", "[*xs, *ys]"))
mistake("both_lists", "It looks as if there is one tuple of both lists: zip brings together what stands at the same place.",
        change("list(zip(xs, ys))", "[(xs, ys)]"))


@mistake("It looks as if only the first pair comes back: is there a return inside the loop?")
def first_pair(xs, ys):
    for x, y in zip(xs, ys):
        return [(x, y)]


mistake("returns_nothing", "Your function makes the pairs but gives None back: the return is missing.", change("return", ""))


def check_list_of_tuples(student):
    """gives a list with one tuple for each place"""
    answer = student.pairs(XS, YS)
    found = read(answer)
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
