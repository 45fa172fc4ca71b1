"""Unit 1: what learners write for the doubled tensor, lists and pairs, right and wrong, and the sentence each gets to read."""

from grader.grading.judge import Judge
from tests.checks import variants
from tests.checks.variants import Rewrite

UNIT = "unit01_pixels"


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "double_3x3": {
        "from zero": ("def double_3x3():\n    return torch.arange(9).view(3, 3) * 2", "It looks as if the numbers begin with 0: torch.arange(9) counts from 0, torch.arange(1, 10) from 1 to 9."),
        "to eight": ("def double_3x3():\n    return torch.arange(1, 9).reshape(3, 3) * 2", "There are eight numbers: torch.arange leaves out its second one, so write torch.arange(1, 10)."),
        "not doubled": ("def double_3x3():\n    return torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])", "The nine numbers are there, but not doubled: multiply the tensor by 2."),
        "one row": ("def double_3x3():\n    return 2 * torch.tensor([1, 2, 3, 4, 5, 6, 7, 8, 9])", "The numbers are right, but in a single row: reshape(3, 3) makes three rows of them."),
        "turned": ("def double_3x3():\n    return torch.tensor([[1, 4, 7], [2, 5, 8], [3, 6, 9]]) * 2", "It looks as if the numbers run down the columns: reshape fills row after row, with no .T after it."),
        "squared": ("def double_3x3():\n    t = torch.arange(1, 10).view(3, 3)\n    return t * t", "It looks as if the numbers are squared: * 2 doubles, ** 2 squares."),
        "a doubled list": ("def double_3x3():\n    rows = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]\n    return torch.tensor(rows + rows)", "It looks as if a list was doubled, which repeats it: make a tensor of it first, then multiply by 2."),
        "a list": ("def double_3x3():\n    return [[2 * n for n in row] for row in ([1, 2, 3], [4, 5, 6], [7, 8, 9])]", "That is a plain list: a tensor is asked for, so hand it to torch.tensor."),
        "no return": ("def double_3x3():\n    t = torch.arange(1, 10).view(3, 3) * 2", "Your function makes the tensor but gives None back: the return is missing."),
    },
    "double_odds": {
        "even": ("def double_odds(numbers):\n    return [2*n for n in numbers if not n % 2]", "Those are the even numbers: n % 2 is 0 for an even number and 1 for an odd one."),
        "a generator": ("def double_odds(numbers):\n    return (2*n for n in numbers if n % 2 == 1)", "Something comes back that is no list yet: write the comprehension in square brackets, or put list(...) around it."),
        "not doubled": ("def double_odds(numbers):\n    return list(filter(lambda n: n % 2, numbers))", "The odd numbers are there, but not doubled: make 2 * n of each."),
        "all": ("def double_odds(numbers):\n    return [2 * n for n in numbers if n / 2]", "It looks as if every number is doubled: end with the condition if n % 2 == 1. (n / 2 is true for almost every n.)"),
        "an else": ("def double_odds(numbers):\n    return [n if n % 2 == 0 else 2 * n for n in numbers]", "It looks as if the even numbers are kept as they are: leave them out, with the if at the end."),
        "asked afterwards": ("def double_odds(numbers):\n    doubled = [2 * n for n in numbers]\n    return [d for d in doubled if d % 2 == 1]", "The list stays empty, as if no number were odd: ask about n itself, n % 2 == 1, for nothing doubled is odd."),
        "squared": ("def double_odds(numbers):\n    return [n ** 2 for n in numbers if n % 2]", "It looks as if the numbers are squared: 2 * n doubles, n * n squares."),
        "by place": ("def double_odds(numbers):\n    return [2 * numbers[i] for i in range(0, len(numbers), 2)]", "It looks as if you take every second number: whether one is odd depends on the number, not on its place."),
        "1 alone": ("def double_odds(numbers):\n    return [2 * n for n in numbers if n == 1]", "It looks as if 1 is asked for alone: the remainder of n, n % 2, should be 1."),
        "a set": ("def double_odds(numbers):\n    return list(sorted(set(2 * n for n in numbers if n % 2)))", "It looks as if numbers that come twice are kept once, or put in order: a list keeps them as they come."),
        "above 0 alone": ("def double_odds(numbers):\n    return [2 * n for n in numbers if n % 2 and n > 0]", "It looks as if odd numbers below 0 are left out: n % 2 is 1 for them too, so ask for nothing else."),
        "a return where one is found": ("def double_odds(numbers):\n    out = [2 * n for n in numbers if n % 2]\n    if len(out) > 0:\n        return out", "It looks as if the return is reached only where a number is odd: it belongs after the loop, whatever was found."),
        "return in the loop": ("def double_odds(numbers):\n    out = []\n    for n in numbers:\n        if n % 2:\n            out.append(2 * n)\n            return out", "It looks as if the return stands inside the loop, so that it ends too soon: move it to the left."),
        "no return": ("def double_odds(numbers):\n    for n in numbers:\n        if n % 2:\n            print(2 * n)", "Your function makes the list but gives None back: the return is missing."),
    },
    "pairs": {
        "zip": ("def pairs(xs, ys):\n    return zip(xs, ys)", "zip makes the pairs only when someone asks for them: ask for all with list(zip(xs, ys))."),
        "lists": ("def pairs(xs, ys):\n    return list(map(list, zip(xs, ys)))", "The pairs are right, but lists: zip gives tuples, so leave each as it is."),
        "a dict": ("def pairs(xs, ys):\n    return dict(zip(xs, ys))", "That is a dict, which keeps one pair only for each x: put list(...) around zip."),
        "exchanged": ("def pairs(xs, ys):\n    return [(y, x) for x, y in zip(xs, ys)]", "It looks as if x and y are exchanged: what comes from xs comes first."),
        "all with all": ("from itertools import product\ndef pairs(xs, ys):\n    return list(product(xs, ys))", "It looks as if each of xs meets all of ys: only what stands at the same place belongs together, so use zip."),
        "a tuple": ("def pairs(xs, ys):\n    return tuple((x, y) for x, y in zip(xs, ys))", "The pairs are right, but in a tuple: put list(...) around zip."),
        "a plus": ("def pairs(xs, ys):\n    return xs + ys", "It looks as if the two lists come one after the other: zip brings together what stands at the same place."),
        "both in one": ("def pairs(xs, ys):\n    found = []\n    found.append((xs, ys))\n    return found", "It looks as if there is one tuple of both lists: zip brings together what stands at the same place."),
        "return in the loop": ("def pairs(xs, ys):\n    found = []\n    for i in range(len(xs)):\n        found.append((xs[i], ys[i]))\n        return found", "It looks as if only the first pair comes back: is there a return inside the loop?"),
        "no return": ("def pairs(xs, ys):\n    found = list(zip(xs, ys))", "Your function makes the pairs but gives None back: the return is missing."),
    },
}  # fmt: skip

test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)


def test_pairs_of_another_kind_are_named(judge: Judge, rewrite: Rewrite) -> None:
    found = []
    for value in ("3", "['a', 'b', 'c']"):
        verdict = variants.judged(judge, rewrite, UNIT, "pairs", f"def pairs(xs, ys):\n    return {value}")
        found.append(verdict.checks[0].message.split("\n")[1:])
    assert found == [["Expected a list of 3; got a single number."], ["Expected a tuple of 2 at each place; got 'a'."]]
