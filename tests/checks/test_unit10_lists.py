"""Unit 10: what learners write where plain Python is asked for, right and wrong, and the sentence each gets to read."""

import pytest

from grader.grading.judge import Judge
from tests.checks import variants
from tests.checks.variants import Rewrite, first_failed

UNIT = "unit10_questions"


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "halve_evens": {
        "floats": ("def halve_evens(numbers):\n    return [n / 2 for n in numbers if not n % 2]", "n / 2 gives a float, such as 2.0: // divides whole numbers and gives a whole number."),
        "odd ones": ("def halve_evens(numbers):\n    return [n // 2 for n in numbers if n % 2 == 1]", "Those are the odd numbers: an even one leaves no remainder, so n % 2 is 0."),
        "filter alone": ("def halve_evens(numbers):\n    return list(filter(lambda n: n % 2 == 0, numbers))", "The even numbers are there, but not halved: make n // 2 of each."),
        "an else": ("def halve_evens(numbers):\n    return [n if n % 2 else n // 2 for n in numbers]", "It looks as if the odd numbers are kept as they are: leave them out, with the if at the end."),
        "0 left out": ("def halve_evens(numbers):\n    return [n // 2 for n in numbers if n > 0 and n % 2 == 0]", "It looks as if 0 and the numbers below it are left out: ask for nothing but n % 2 == 0, which is so for -4 too."),
        "0 alone left out": ("def halve_evens(numbers):\n    return [n // 2 for n in numbers if n != 0 if n % 2 == 0]", "It looks as if 0 is left out: it is even, for 0 % 2 is 0."),
        "below 0 left out": ("def halve_evens(numbers):\n    return [n // 2 for n in numbers if not n % 2 and n >= 0]", "It looks as if numbers below 0 are left out: ask for nothing but n % 2 == 0, which is so for -4 too."),
        "a return where one is found": ("def halve_evens(numbers):\n    out = []\n    for n in numbers:\n        if n % 2 == 0:\n            out.append(n // 2)\n    if out:\n        return out", "It looks as if the return is reached only where a number is even: it belongs after the loop, whatever was found."),
        "a tensor": ("import torch\ndef halve_evens(numbers):\n    t = torch.tensor(numbers)\n    return t[t % 2 == 0] // 2", "That is a tensor: a list is asked for, and here a list comprehension alone makes one."),
        "printed": ("def halve_evens(numbers):\n    print([n // 2 for n in numbers if n % 2 == 0])", "Your function makes the list but gives None back: the return is missing."),
        "doubled": ("def halve_evens(numbers):\n    return [n * 2 for n in numbers if not n % 2]", "It looks as if the even numbers are doubled, as the odd ones were in unit 1: make n // 2 of each."),
        "double_odds": ("def halve_evens(numbers):\n    return [n + n for n in numbers if n % 2 == 1]", "That is double_odds of unit 1: here the even numbers are taken, and halved."),
        "all halved": ("def halve_evens(numbers):\n    return [n // 2 for n in numbers if n / 2 or True]", "It looks as if every number is halved: end with the condition if n % 2 == 0."),
        "asked afterwards": ("def halve_evens(numbers):\n    halves = [n // 2 for n in numbers]\n    return [h for h in halves if h % 2 == 0]", "It looks as if you halve first and ask afterwards: half of 2 is odd, so ask about n itself."),
        "by place": ("def halve_evens(numbers):\n    return [numbers[i] // 2 for i in range(1, len(numbers), 2)]", "It looks as if you take every second number: whether one is even depends on the number, not on its place."),
        "a set": ("def halve_evens(numbers):\n    return sorted(set(n // 2 for n in numbers if n % 2 == 0))", "It looks as if numbers that come twice are kept once, or put in order: a list keeps them as they come."),
        "a map": ("def halve_evens(numbers):\n    return map(lambda n: n // 2, filter(lambda n: n % 2 == 0, numbers))", "Something comes back that is no list yet: write the comprehension in square brackets, or put list(...) around it."),
        "return in the loop": ("def halve_evens(numbers):\n    found = []\n    for n in numbers:\n        if n % 2 == 0:\n            found.append(n // 2)\n            return found", "It looks as if the return stands inside the loop, so that it ends too soon: move it to the left."),
    },
    "shape_facts": {
        "a sum": ("def shape_facts(shape):\n    return len(shape), sum(shape)", "It looks as if the lengths are added: a tensor [2, 3] has two rows of three, 2 * 3 elements."),
        "three lengths": ("def shape_facts(shape):\n    return len(shape), shape[0] * shape[1] * shape[2]", "A single number has the shape (), in which there is no first length: begin the product with 1."),
        "size of a tensor": ("import torch\ndef shape_facts(shape):\n    t = torch.zeros(shape)\n    return t.ndim, t.size()", "That is a whole shape, as .shape and .size() give it: len counts its axes, and numel() the elements of the tensor."),
        "parentheses missing once": ("import torch\ndef shape_facts(shape):\n    return len(shape), torch.zeros(shape).numel", "That is a method and no number yet: call it, with () after the name."),
        "no parentheses": ("import torch\ndef shape_facts(shape):\n    t = torch.zeros(shape)\n    return t.dim, t.numel", "Those are methods and no numbers yet: call them, with () after the name."),
        "in the loop": ("def shape_facts(s):\n    n = 1\n    for k in s:\n        n = n * k\n        return len(s), n", "It looks as if the return stands inside the loop, so that it ends too soon: move it to the left."),
        "exchanged": ("import math\ndef shape_facts(shape):\n    return math.prod(shape), len(shape)", "It looks as if the two are exchanged: the rank comes first."),
        "from 0": ("def shape_facts(shape):\n    n = 0\n    for k in shape:\n        n = n * k\n    return len(shape), n", "It looks as if the product begins with 0, and stays 0: begin with 1."),
        "the first length": ("def shape_facts(shape):\n    n = 1\n    for k in shape:\n        n *= k\n    return shape[0], n", "That is the length of the first axis: the rank is how many axes there are, len(shape)."),
        "without the first": ("import math\ndef shape_facts(shape):\n    return len(shape), math.prod(list(shape)[1:])", "It looks as if the first axis is left out: every length is multiplied, the first one too."),
        "two lengths": ("def shape_facts(shape):\n    h, w = shape[:2]\n    return len(shape), h * w", "It looks as if only the first two lengths are multiplied: a shape can have any number of them."),
        "one axis less": ("import math\ndef shape_facts(shape):\n    return len(shape[1:]), math.prod(shape)", "It looks as if one is taken off the rank: it is the number of axes, and len counts them all."),
        "elements alone": ("import torch\ndef shape_facts(shape):\n    return torch.zeros(shape).numel()", "Only the number of elements comes back: return the rank too, before a comma."),
        "rank alone": ("import torch\ndef shape_facts(shape):\n    return torch.zeros(shape).ndim", "Only the rank comes back: return the number of elements too, after a comma."),
        "of the shape": ("import torch\ndef shape_facts(shape):\n    x = torch.tensor(shape)\n    return x.dim(), len(x)", "It looks as if you count the elements of the shape itself: a tensor with that shape has many more."),
        "no element": ("def shape_facts(shape):\n    if not shape:\n        return 0, 0\n    n = 1\n    for k in shape:\n        n *= k\n    return len(shape), n", "A single number has the shape () and is one element: a product of no lengths is 1."),
        "no return": ("def shape_facts(shape):\n    rank = len(shape)\n    n = 1\n    for k in shape:\n        n *= k", "Your function works it out but gives None back: the return is missing."),
    },
    "unzip": {
        "zip": ("def unzip(pairs):\n    return list(zip(*pairs))", "Those are tuples, as zip makes them: put list(...) around each."),
        "zip, unpacked": ("def unzip(pairs):\n    a, b = zip(*pairs)\n    return a, b", "Those are tuples, as zip makes them: put list(...) around each."),
        "no pairs": ("def unzip(pairs):\n    a, b = zip(*pairs)\n    return list(a), list(b)", "Without pairs, zip(*pairs) gives nothing, and not two empty lists: a list comprehension for each does."),
        "no pairs, with map": ("def unzip(pairs):\n    return [list(each) for each in zip(*pairs)]", "Without pairs, zip(*pairs) gives nothing, and not two empty lists: a list comprehension for each does."),
        "a plus": ("def unzip(pairs):\n    return [x for x, y in pairs] + [y for x, y in pairs]", "Return both lists with a comma between them: return xs, ys."),
        "the first two": ("def unzip(pairs):\n    x, y = pairs[0], pairs[1]\n    return x, y", "Those are the first two pairs: of each pair take what stands first, and of each what stands second."),
        "whole pairs": ("def unzip(pairs):\n    return list(pairs), list(pairs)", "Both lists hold whole pairs: take each apart, for x, y in pairs."),
        "exchanged": ("def unzip(pairs):\n    ys = [p[1] for p in pairs]\n    xs = [p[0] for p in pairs]\n    return ys, xs", "It looks as if the two lists are exchanged: the first parts come first."),
        "the same twice": ("def unzip(pairs):\n    return [p[0] for p in pairs], [p[0] for p in pairs]", "Both lists are the same: take the second part of each pair for the second list."),
        "one list": ("def unzip(pairs):\n    found = []\n    for x, y in pairs:\n        found += [x, y]\n    return found", "There is one list of all parts: return two, with a comma between them."),
        "first parts alone": ("def unzip(pairs):\n    return [p[0] for p in pairs]", "Only the first parts come back: return the second ones too, after a comma."),
        "a zip object": ("def unzip(pairs):\n    xs_and_ys = zip(*pairs)\n    return xs_and_ys", "zip makes the lists only when someone asks for them, and then as tuples: put list(...) around each."),
        "round brackets": ("def unzip(pairs):\n    return (p[0] for p in pairs), (p[1] for p in pairs)", "Those are no lists yet: write each comprehension in square brackets."),
        "a dict": ("def unzip(pairs):\n    d = {x: y for x, y in pairs}\n    return list(d), list(d.values())", "A dict keeps one y only for each x, so pairs are lost: use a list comprehension for each list."),
        "sorted": ("def unzip(pairs):\n    return sorted([x for x, y in pairs]), sorted([y for x, y in pairs])", "It looks as if the parts are sorted, or kept once: leave them in the order of the pairs."),
        "return in the loop": ("def unzip(pairs):\n    xs, ys = [], []\n    for x, y in pairs:\n        xs.append(x)\n        ys.append(y)\n        return xs, ys\n    return xs, ys", "It looks as if only the first pair is taken apart: is there a return inside the loop?"),
        "no return": ("def unzip(pairs):\n    xs = [x for x, y in pairs]\n    ys = [y for x, y in pairs]", "Your function makes the lists but gives None back: the return is missing."),
    },
    "relu_points": {
        "values alone": ("def relu_points(xs):\n    return [max(0, x) for x in xs]", "Those are the values alone: make a pair (x, y) of each number and its value."),
        "left out": ("def relu_points(xs):\n    return [(x, x) for x in xs if x > 0]", "It looks as if numbers below 0 are left out: there ReLU is 0, so each has its point too."),
        "x too": ("def relu_points(xs):\n    return [(x, x) if x > 0 else (0, 0) for x in xs]", "It looks as if x itself becomes 0 below 0: only y does, x stays as it is."),
        "comparison": ("def relu_points(xs):\n    return [(x, x > 0) for x in xs]", "It looks as if y is True or False: above 0, ReLU gives the number itself. (Whether x > 0 tells its slope.)"),
        "torch on a list": ("import torch\ndef relu_points(xs):\n    return torch.relu(xs)", "torch.relu takes a tensor, and this is a list: use Python's max(x, 0), for one number at a time."),
        "lists": ("def relu_points(xs):\n    return [[x, max(0, x)] for x in xs]", "The points are right, but lists: write each as a tuple, (x, y), in parentheses."),
        "exchanged": ("def relu_points(xs):\n    return [(max(0, x), x) for x in xs]", "It looks as if x and y are exchanged: what goes in comes first."),
        "min": ("def relu_points(xs):\n    return [(x, min(0, x)) for x in xs]", "It looks as if the smaller of x and 0 is taken: ReLU takes the larger, max."),
        "the sign dropped": ("def relu_points(xs):\n    return [(x, -x if x < 0 else x) for x in xs]", "It looks as if the sign is dropped: ReLU makes 0 of every number below 0, where abs makes 2 of -2."),
        "a line": ("def relu_points(xs):\n    return list(zip(xs, xs))", "That is the straight line y = x: below 0, y is 0."),
        "leaky": ("def relu_points(xs):\n    return [(x, max(x, 0.01 * x)) for x in xs]", "It looks as if negative numbers are made small and not 0: that is a leaky ReLU."),
        "capped": ("def relu_points(xs):\n    return [(x, max(0, min(1, x))) for x in xs]", "It looks as if y never exceeds 1: ReLU has a bend at 0 and none above it."),
        "sorted": ("def relu_points(xs):\n    return sorted((x, max(0, x)) for x in xs)", "It looks as if the points are sorted by x: leave them in the order of the list."),
        "torch on numbers": ("import torch\ndef relu_points(xs):\n    return [(x, torch.relu(x)) for x in xs]", "torch.relu takes a tensor, and these are plain numbers: use Python's max(x, 0)."),
        "a tensor": ("import torch\ndef relu_points(xs):\n    return torch.tensor([(x, max(x, 0)) for x in xs])", "That is a tensor: a list of tuples is asked for, and plain Python makes one."),
        "a dict": ("def relu_points(xs):\n    return dict((x, max(0, x)) for x in xs)", "That is a dict, which has one value for each x: make a list of tuples (x, y)."),
        "two lists": ("def relu_points(xs):\n    ys = [max(0, x) for x in xs]\n    return xs, ys", "There are two lists, one of each x and one of each y: make one list of pairs, for instance with zip."),
        "a zip": ("def relu_points(xs):\n    return zip(xs, [max(0, x) for x in xs])", "Something comes back that is no list yet: write the comprehension in square brackets, or put list(...) around it."),
        "return in the loop": ("def relu_points(xs):\n    found = []\n    for x in xs:\n        found.append((x, max(0, x)))\n        return found", "It looks as if the return stands inside the loop, so that it ends too soon: move it to the left."),
        "printed": ("def relu_points(xs):\n    for x in xs:\n        print((x, max(0, x)))", "Your function makes the points but gives None back: the return is missing."),
    },
}  # fmt: skip

test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)


def test_a_float_among_the_ints_is_named(judge: Judge, rewrite: Rewrite) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, "halve_evens", WRONG["halve_evens"]["floats"][0])
    assert first_failed(verdict).message.split("\n")[1] == "Expected ints; got 4.0 among them."


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("shape_facts", "3", "Expected two numbers; got a single number."),
        ("shape_facts", "('3', 120)", "Expected two numbers; got '3' among them."),
        ("unzip", "[1, 2, 3]", "Expected two lists; got a list of 3."),
        ("unzip", "[[4], [1]]", "Expected two lists of 4; got a list of 1 among them."),
        ("relu_points", "[1, 2]", "Expected a list of 6; got a list of 2."),
        ("relu_points", "[1, 2, 3, 4, 5, 6]", "Expected a tuple of 2 at each place; got a single number."),
    ],
)
def test_an_answer_of_another_kind_is_described(
    judge: Judge, rewrite: Rewrite, name: str, value: str, said: str
) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, name, f"def {name}(*args):\n    return {value}")
    assert first_failed(verdict).message.split("\n")[1] == said
