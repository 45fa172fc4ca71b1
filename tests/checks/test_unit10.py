"""Unit 10: what learners write where a question asks for code, right and wrong, and the sentence each gets to read."""

import pytest

from grader.grade import Judge
from grader.verdict import Status
from tests.checks import variants
from tests.checks.variants import Rewrite, first_failed

UNIT = "unit10_questions"

RIGHT = {
    "halve_evens": {
        "a loop": "def halve_evens(numbers):\n    found = []\n    for n in numbers:\n        if n % 2 == 0:\n            found.append(n // 2)\n    return found",
        "filter and map": "def halve_evens(numbers):\n    return list(map(lambda n: n // 2, filter(lambda n: not n % 2, numbers)))",
        "bits": "def halve_evens(numbers):\n    return [n >> 1 for n in numbers if not n & 1]",
        "int of a quotient": "def halve_evens(numbers):\n    return [int(n / 2) for n in numbers if n % 2 != 1]",
    },
    "shape_facts": {
        "math.prod": "import math\ndef shape_facts(shape):\n    return (len(shape), math.prod(shape))",
        "torch": "import torch\ndef shape_facts(shape):\n    x = torch.empty(shape)\n    return x.dim(), x.numel()",
        "numpy": "import numpy as np\ndef shape_facts(shape):\n    return [len(shape), int(np.prod(shape))]",
        "reduce": "from functools import reduce\ndef shape_facts(shape):\n    return len(shape), reduce(lambda a, b: a * b, shape, 1)",
    },
    "bottom_right": {
        "one after the other": "def bottom_right(m):\n    return m[-2:][:, -2:]",
        "from the lengths": "def bottom_right(x):\n    h, w = x.shape\n    return x[h - 2:h, w - 2:w]",
        "narrow": "def bottom_right(x):\n    return x.narrow(0, len(x) - 2, 2).narrow(1, x.shape[1] - 2, 2)",
        "lists of indices": "def bottom_right(x):\n    return x[[-2, -1]][:, [-2, -1]]",
    },
    "new_weights": {
        "sub": "import torch\ndef new_weights(w, g, lr):\n    return torch.sub(w, g, alpha=lr)",
        "a clone": "def new_weights(weights, gradient, lr):\n    w = weights.clone()\n    w -= lr * gradient\n    return w",
        "sgd": "import torch\ndef new_weights(weights, gradient, lr):\n    p = weights.clone().requires_grad_()\n    p.grad = gradient\n    torch.optim.SGD([p], lr).step()\n    return p",
    },
    "unzip": {
        "loop": "def unzip(pairs):\n    xs, ys = [], []\n    for x, y in pairs:\n        xs.append(x)\n        ys.append(y)\n    return xs, ys",
        "indices": "def unzip(pairs):\n    return [[p[0] for p in pairs], [p[1] for p in pairs]]",
        "zip with care": "def unzip(pairs):\n    return tuple(map(list, zip(*pairs))) if pairs else ([], [])",
    },
    "to_rows": {
        "view": "def to_rows(images):\n    return images.view(images.size(0), -1)",
        "flatten": "def to_rows(images):\n    return images.flatten(1)",
        "stacked": "import torch\ndef to_rows(images):\n    return torch.stack([image.flatten() for image in images])",
        "both lengths": "def to_rows(images):\n    n, h, w = images.shape\n    return images.view(-1, h * w)",
    },
    "product_shape": {
        "an if": "def product_shape(a, b):\n    if a[1] != b[0]:\n        return None\n    return a[0], b[1]",
        "no else": "def product_shape(left, right):\n    (m, n), (k, p) = left, right\n    if n == k:\n        return [m, p]",
        "a torch.Size": "import torch\ndef product_shape(left, right):\n    try:\n        return (torch.zeros(left) @ torch.zeros(right)).shape\n    except RuntimeError:\n        return None",
    },
    "relu_points": {
        "conditional": "def relu_points(xs):\n    return [(x, x if x > 0 else 0.0) for x in xs]",
        "zip": "def relu_points(xs):\n    return list(zip(xs, [max(0, x) for x in xs]))",
        "torch": "import torch\ndef relu_points(xs):\n    return [(x, torch.tensor(float(x)).relu().item()) for x in xs]",
        "single numbers of torch": "import torch\ndef relu_points(xs):\n    return [(x, torch.relu(torch.tensor(x))) for x in xs]",
        "a product": "def relu_points(xs):\n    return [(x, x * (x > 0)) for x in xs]",
    },
}  # fmt: skip

# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "halve_evens": {
        "floats": ("def halve_evens(numbers):\n    return [n / 2 for n in numbers if not n % 2]", "n / 2 gives a float, such as 2.0: // divides whole numbers and gives a whole number."),
        "odd ones": ("def halve_evens(numbers):\n    return [n // 2 for n in numbers if n % 2 == 1]", "Those are the odd numbers: an even one leaves no remainder, so n % 2 is 0."),
        "filter alone": ("def halve_evens(numbers):\n    return list(filter(lambda n: n % 2 == 0, numbers))", "The even numbers are there, but not halved: make n // 2 of each."),
        "an else": ("def halve_evens(numbers):\n    return [n if n % 2 else n // 2 for n in numbers]", "It looks as if the odd numbers are kept as they are: leave them out, with the if at the end."),
        "0 left out": ("def halve_evens(numbers):\n    return [n // 2 for n in numbers if n > 0 and n % 2 == 0]", "It looks as if 0 is left out: it is even, for 0 % 2 is 0."),
        "a tensor": ("import torch\ndef halve_evens(numbers):\n    t = torch.tensor(numbers)\n    return t[t % 2 == 0] // 2", "That is a tensor: a list is asked for, and here a list comprehension alone makes one."),
        "printed": ("def halve_evens(numbers):\n    print([n // 2 for n in numbers if n % 2 == 0])", "Your function makes the list but gives None back: the return is missing."),
    },
    "shape_facts": {
        "a sum": ("def shape_facts(shape):\n    return len(shape), sum(shape)", "It looks as if the lengths are added: a tensor [2, 3] has two rows of three, 2 * 3 elements."),
        "three lengths": ("def shape_facts(shape):\n    return len(shape), shape[0] * shape[1] * shape[2]", "A single number has the shape (), in which there is no first length: begin the product with 1."),
        "np.prod": ("import numpy as np\ndef shape_facts(shape):\n    return len(shape), np.prod(shape)", "The second one is no plain number: math.prod(shape) gives one. (Around np.prod, put int(...).)"),
        "size of a tensor": ("import torch\ndef shape_facts(shape):\n    t = torch.zeros(shape)\n    return t.ndim, t.size()", "The second one is no plain number: math.prod(shape) gives one. (Around np.prod, put int(...).)"),
        "no parentheses": ("import torch\ndef shape_facts(shape):\n    t = torch.zeros(shape)\n    return t.dim, t.numel", "Those are methods and no numbers yet: call them, with () after the name."),
        "in the loop": ("def shape_facts(s):\n    n = 1\n    for k in s:\n        n = n * k\n        return len(s), n", "It looks as if the return stands inside the loop, so that it ends too soon: move it to the left."),
    },
    "bottom_right": {
        "top left": ("def bottom_right(x):\n    return x[0:2, 0:2]", "That is the top left corner: indices below 0 count from the end, so begin with -2."),
        "fixed": ("def bottom_right(x):\n    return x[1:3, 1:3]", "It looks as if the places of the example are written down: count them from the end, -2: for both."),
        "to -1": ("def bottom_right(x):\n    return x[-2:-1, -2:-1]", "It looks as if the slices stop before the last: leave out the number after the colon, to go to the end."),
        "two brackets": ("def bottom_right(x):\n    return x[-2:][-2:]", "Those are whole rows: a slice for the columns comes after a comma, in the same brackets."),
        "pairs of indices": ("def bottom_right(x):\n    return x[[-2, -1], [-2, -1]]", "Those are two numbers on the diagonal, as lists of indices go together in pairs: write slices, -2: for each."),
        "to 0": ("def bottom_right(x):\n    return x[-2:0, -2:0]", "Nothing is left: a slice runs to the right, so begin at -2 and leave out the number after the colon."),
    },
    "new_weights": {
        "in place": ("def new_weights(weights, gradient, lr):\n    weights.sub_(lr * gradient)\n    return weights", "The numbers are right, but -= changed the weights you were given: write weights - lr * gradient."),
        "data": ("def new_weights(weights, gradient, lr):\n    weights.data -= lr * gradient\n    return weights.clone()", "The numbers are right, but -= changed the weights you were given: write weights - lr * gradient."),
        "the gradient in place": ("def new_weights(weights, gradient, lr):\n    gradient *= lr\n    return weights - gradient", "A method whose name ends in _ works in place: use the one without."),
        "uphill": ("def new_weights(w, g, lr):\n    return w + lr * g", "It looks as if you go uphill: the gradient points up, so subtract it."),
        "no rate": ("def new_weights(w, g, lr):\n    return w - g", "It looks as if the learning rate is left out: the step is lr times the gradient."),
        "the step": ("def new_weights(w, g, lr):\n    return g * lr", "That is the step alone: subtract it from the weights."),
    },
    "unzip": {
        "zip": ("def unzip(pairs):\n    return list(zip(*pairs))", "Those are tuples, as zip makes them: put list(...) around each."),
        "no pairs": ("def unzip(pairs):\n    a, b = zip(*pairs)\n    return list(a), list(b)", "Without pairs, zip(*pairs) gives nothing, and not two empty lists: a list comprehension for each does."),
        "no pairs, with map": ("def unzip(pairs):\n    return [list(each) for each in zip(*pairs)]", "Without pairs, zip(*pairs) gives nothing, and not two empty lists: a list comprehension for each does."),
        "a plus": ("def unzip(pairs):\n    return [x for x, y in pairs] + [y for x, y in pairs]", "Return both lists with a comma between them: return xs, ys."),
        "the first two": ("def unzip(pairs):\n    x, y = pairs[0], pairs[1]\n    return x, y", "Those are the first two pairs: of each pair take what stands first, and of each what stands second."),
        "whole pairs": ("def unzip(pairs):\n    return list(pairs), list(pairs)", "Both lists hold whole pairs: take each apart, for x, y in pairs."),
    },
    "to_rows": {
        "784": ("def to_rows(images):\n    return images.view(-1, 784)", "It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left."),
        "784 and the number": ("def to_rows(images):\n    return images.view(images.shape[0], 784)", "It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left."),
        "all in one": ("def to_rows(images):\n    return images.flatten()", "All images are in a single row: keep the first axis, which counts them, and flatten the rest."),
        "two axes": ("def to_rows(images):\n    return images.flatten(0, 1)", "Each row is a row of an image: an image should be one row, so its two axes become one."),
        "mixed up": ("def to_rows(images):\n    return images.reshape(-1, len(images)).t()", "The shape is right, but pixels of different images are mixed up: reshape to [n, -1] at once, without .T."),
        "not kept": ("def to_rows(images):\n    images.view(len(images), -1)\n    return images", "The images come back as they were: flatten from axis 1 on, and return the new tensor."),
    },
    "product_shape": {
        "always": ("def product_shape(left, right):\n    return left[0], right[1]", "It looks as if every product is taken to be possible: columns of the left, rows of the right must be equal."),
        "asks torch": ("import torch\ndef product_shape(left, right):\n    return (torch.zeros(left) @ torch.zeros(right)).shape", "A product that is impossible raises an error: compare the lengths first, and return None."),
        "the word": ("def product_shape(left, right):\n    if left[1] == right[0]:\n        return left[0], right[1]\n    return 'None'", 'It looks as if the word "None" comes back where there is no product: leave out the quotation marks.'),
        "same shapes": ("def product_shape(left, right):\n    if left == right:\n        return left", "It looks as if both matrices must have the same shape: that is so for *, number by number, and not for @."),
        "whether": ("def product_shape(left, right):\n    return left[1] == right[0]", "That tells whether there is a product: give its shape where there is one, and None where there is none."),
        "printed": ("def product_shape(left, right):\n    if left[1] == right[0]:\n        print(left[0], right[1])", "Your function works out the shape but gives None back: the return is missing."),
    },
    "relu_points": {
        "values alone": ("def relu_points(xs):\n    return [max(0, x) for x in xs]", "Those are the values alone: make a pair (x, y) of each number and its value."),
        "left out": ("def relu_points(xs):\n    return [(x, x) for x in xs if x > 0]", "It looks as if numbers below 0 are left out: there ReLU is 0, so each has its point too."),
        "x too": ("def relu_points(xs):\n    return [(x, x) if x > 0 else (0, 0) for x in xs]", "It looks as if x itself becomes 0 below 0: only y does, x stays as it is."),
        "comparison": ("def relu_points(xs):\n    return [(x, x > 0) for x in xs]", "It looks as if y is 0 or 1: above 0, ReLU gives the number itself. (0 and 1 are its slope.)"),
        "torch on a list": ("import torch\ndef relu_points(xs):\n    return torch.relu(xs)", "torch.relu takes a tensor, and this is a list: use Python's max(x, 0), for one number at a time."),
        "numpy": ("import numpy as np\ndef relu_points(xs):\n    return [(x, np.maximum(0, x)) for x in xs]", "y is a number of numpy's own kind: put float(...) around it, or use Python's max."),
        "lists": ("def relu_points(xs):\n    return [[x, max(0, x)] for x in xs]", "The points are right, but lists: write each as a tuple, (x, y), in parentheses."),
    },
}  # fmt: skip

test_a_correct_variant_passes, test_a_wrong_variant_is_told_what_to_do = variants.tests(UNIT, RIGHT, WRONG)


def test_floats_and_lost_inputs_are_named(judge: Judge, rewrite: Rewrite) -> None:
    floats = variants.judged(judge, rewrite, UNIT, "halve_evens", WRONG["halve_evens"]["floats"][0])
    changed = variants.judged(judge, rewrite, UNIT, "new_weights", WRONG["new_weights"]["data"][0])
    assert [first_failed(each).message.split("\n")[1] for each in (floats, changed)] == [
        "Expected ints; got 4.0 among them.",
        "Expected the inputs unchanged; your code changed weights in place.",
    ]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("shape_facts", "3", "Expected two numbers; got a single number."),
        ("shape_facts", "('3', 120)", "Expected two numbers; got '3' among them."),
        ("unzip", "[1, 2, 3]", "Expected two lists; got a list of 3."),
        ("unzip", "[[4], [1]]", "Expected two lists of 4; got a list of 1 among them."),
        ("product_shape", "(5, 3)", "Expected (5, 4) for (5, 3) and (3, 4); got (5, 3)."),
        ("product_shape", "12", "Expected (5, 4) for (5, 3) and (3, 4); got a single number."),
        ("relu_points", "[1, 2]", "Expected a list of 5; got a list of 2."),
        ("relu_points", "[1, 2, 3, 4, 5]", "Expected a tuple of 2 at each place; got a single number."),
    ],
)
def test_an_answer_of_another_kind_is_described(
    judge: Judge, rewrite: Rewrite, name: str, value: str, said: str
) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, name, f"def {name}(*args):\n    return {value}")
    assert first_failed(verdict).message.split("\n")[1] == said


def test_where_there_is_no_product_none_is_asked_for(judge: Judge, rewrite: Rewrite) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, "product_shape", WRONG["product_shape"]["always"][0])
    said = {each.visibility: each.message.split("\n")[1] for each in verdict.checks if each.status is Status.FAILED}
    assert said == {
        "public": "Expected None for (3, 4) and (5, 3); got (3, 3).",
        "hidden": "Expected None, as there is no such product; got something else.",
    }
