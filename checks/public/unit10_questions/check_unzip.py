"""unzip: from pairs back to two lists."""

# ruff: noqa: B905  (the mistakes use zip as learners do)
from grader.checking.kit import change, expect, fail, kind, mistake, needs, read

PAIRS = [(4, "dot"), (1, "arc"), (3, "cap"), (4, "arc")]


@mistake("Those are tuples, as zip makes them: put list(...) around each.")
def makes_tuples(pairs):
    if not pairs:
        return [], []
    return tuple(zip(*pairs))


mistake("makes_tuples_or_nothing", "Those are tuples, as zip makes them: put list(...) around each.",
        change("[x for x, _ in pairs], [y for _, y in pairs]", "tuple(zip(*pairs))"))


@mistake("Those are tuples, as zip makes them: put list(...) around each.")
def unpacks_tuples(pairs):
    xs, ys = zip(*pairs)
    return xs, ys


mistake("first_two_pairs", "Those are the first two pairs: of each pair take what stands first, and of each what stands second.",
        change("[x for x, _ in pairs], [y for _, y in pairs]", "pairs[0], pairs[1]"))
mistake("exchanged", "It looks as if the two lists are exchanged: the first parts come first.",
        change("[x for x, _ in pairs], [y for _, y in pairs]", "[y for x, y in pairs], [x for x, y in pairs]"))
mistake("same_twice", "Both lists are the same: take the second part of each pair for the second list.",
        change("[x for x, _ in pairs], [y for _, y in pairs]", "[x for x, y in pairs], [x for x, y in pairs]"))
mistake("one_list", "There is one list of all parts: return two, with a comma between them.",
        change("[x for x, _ in pairs], [y for _, y in pairs]", "[part for pair in pairs for part in pair]"))
mistake("whole_pairs", "Both lists hold whole pairs: take each apart, for x, y in pairs.",
        change("[x for x, _ in pairs], [y for _, y in pairs]", "[x for x in pairs], [y for y in pairs]"))
mistake("first_parts_alone", "Only the first parts come back: return the second ones too, after a comma.",
        change("[x for x, _ in pairs], [y for _, y in pairs]", "[x for x, y in pairs]"))
mistake("gives_the_zip", "zip makes the lists only when someone asks for them, and then as tuples: put list(...) around each.",
        change("[x for x, _ in pairs], [y for _, y in pairs]", "zip(*pairs)"))
mistake("gives_generators", "Those are no lists yet: write each comprehension in square brackets.",
        change("[x for x, _ in pairs], [y for _, y in pairs]", "(x for x, y in pairs), (y for x, y in pairs)"))


@mistake("A dict keeps one y only for each x, so pairs are lost: use a list comprehension for each list.")
def through_a_dict(pairs):
    found = dict(pairs)
    return list(found.keys()), list(found.values())


mistake("sorts", "It looks as if the parts are sorted, or kept once: leave them in the order of the pairs.",
        change("[x for x, _ in pairs], [y for _, y in pairs]", "sorted((x for x, y in pairs)), sorted((y for x, y in pairs))"))


@mistake("It looks as if only the first pair is taken apart: is there a return inside the loop?")
def first_pair(pairs):
    for x, y in pairs:
        return [x], [y]
    return [], []


@mistake("Without pairs, zip(*pairs) gives nothing, and not two empty lists: a list comprehension for each does.")
def two_lists_of_nothing(pairs):
    xs, ys = zip(*pairs)
    return list(xs), list(ys)


mistake("nothing_at_all", "Without pairs, zip(*pairs) gives nothing, and not two empty lists: a list comprehension for each does.",
        change("[x for x, _ in pairs], [y for _, y in pairs]", "list(map(list, zip(*pairs)))"))
mistake("returns_nothing", "Your function makes the lists but gives None back: the return is missing.",
        change("return [x for x, _ in pairs], [y for _, y in pairs]", "[x for x, y in pairs], [y for x, y in pairs]"))


def two_lists(answer, length):
    """Fail unless two lists of this length came back; of fewer than two there is nothing more to say."""
    found = read(answer)
    if not isinstance(found, (tuple, list)) or len(found) != 2:
        advice = "Return both lists with a comma between them: return xs, ys."
        raise fail(answer, f"Expected two lists; got {kind(found)}.", "shape", advice=advice)
    for each in found:
        if not isinstance(each, list) or len(each) != length:
            raise fail(answer, f"Expected two lists of {length}; got {kind(each)} among them.", "type")


def check_two_lists(student):
    """gives two lists, with one part of each pair, or none without pairs"""
    two_lists(student.unzip(PAIRS), 4)
    two_lists(student.unzip([]), 0)


@needs(check_two_lists)
def check_parts(student):
    """takes each pair apart"""
    expect(student.unzip(PAIRS)).equals(([4, 1, 3, 4], ["dot", "arc", "cap", "arc"]))
