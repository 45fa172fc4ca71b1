"""Unit 10: what learners write where tensors are asked for, right and wrong, and the sentence each gets to read."""

from grader.checking.verdict import Status
from grader.grading.judge import Judge
from tests.checks import variants
from tests.checks.variants import Rewrite, first_failed

UNIT = "unit10_questions"


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "bottom_right": {
        "top left": ("def bottom_right(x):\n    return x[0:2, 0:2]", "That is the top left corner: indices below 0 count from the end, so begin with -2."),
        "fixed": ("def bottom_right(x):\n    return x[1:3, 1:3]", "It looks as if the places of the example are written down: count them from the end, -2: for both."),
        "to -1": ("def bottom_right(x):\n    return x[-2:-1, -2:-1]", "It looks as if the slices stop before the last: leave out the number after the colon, to go to the end."),
        "two brackets": ("def bottom_right(x):\n    return x[-2:][-2:]", "Those are whole rows: a slice for the columns comes after a comma, in the same brackets."),
        "pairs of indices": ("def bottom_right(x):\n    return x[[-2, -1], [-2, -1]]", "Those are two numbers on the diagonal, as lists of indices go together in pairs: write slices, -2: for each."),
        "to 0": ("def bottom_right(x):\n    return x[-2:0, -2:0]", "Nothing is left: a slice runs to the right, so begin at -2 and leave out the number after the colon."),
        "columns alone": ("def bottom_right(x):\n    return x[..., -2:]", "Those are whole columns: the slice for the rows comes before the comma."),
        "from 1": ("def bottom_right(x):\n    return x[1:][:, 1:]", "It looks as if you cut off the first row and column: that leaves two of three, but more of a larger matrix."),
        "one number": ("def bottom_right(x):\n    return x[-2][-2]", "That is a single number: a slice, with a colon, takes more than one row or column."),
        "the last alone": ("def bottom_right(x):\n    return x[-1:][:, -1:]", "That is the last number alone: two rows begin at -2."),
        "bottom left": ("def bottom_right(x):\n    return x[-2:, 0:2]", "That is the bottom left: the columns are counted from the end too."),
        "top right": ("def bottom_right(x):\n    return x[0:2, -2:]", "That is the top right: the rows are counted from the end too."),
        "all but the corner": ("def bottom_right(x):\n    return x[:-2][:, :-2]", "The slices stop where they should begin: [-2:] holds the last two, [:-2] all the rest."),
        "doubled again": ("def bottom_right(x):\n    return 2 * x[-2:, -2:]", "It looks as if x is doubled as in unit 1: here it comes doubled already, so only cut it."),
        "the example": ("import torch\ndef bottom_right(x):\n    x = torch.arange(1, 10).reshape(3, 3) * 2\n    return x[-2:, -2:]", "It looks as if the numbers of the example are written down: take them out of x, whatever it holds."),
        "a list": ("def bottom_right(x):\n    return [x[-2, -2:], x[-1, -2:]]", "That is a plain list: slices of the tensor itself, x[..., ...], give a tensor."),
        "no return": ("def bottom_right(x):\n    corner = x[-2:, -2:]", "Your function cuts out the corner but gives None back: the return is missing."),
        "to -1, from -3": ("def bottom_right(x):\n    return x[-3:-1][:, -3:-1]", "It looks as if the slices stop before the last: leave out the number after the colon, to go to the end."),
    },
    "new_weights": {
        "in place": ("def new_weights(weights, gradient, lr):\n    weights.sub_(lr * gradient)\n    return weights", "The numbers are right, but -= changed the weights you were given: write weights - lr * gradient."),
        "data": ("def new_weights(weights, gradient, lr):\n    weights.data -= lr * gradient\n    return weights.clone()", "The numbers are right, but -= changed the weights you were given: write weights - lr * gradient."),
        "the gradient in place": ("def new_weights(weights, gradient, lr):\n    gradient *= lr\n    return weights - gradient", "A method whose name ends in _, or an operator such as -=, works in place: use one that does not."),
        "uphill": ("def new_weights(w, g, lr):\n    return w + lr * g", "It looks as if you go uphill: the gradient points up, so subtract it."),
        "no rate": ("def new_weights(w, g, lr):\n    return w - g", "It looks as if the learning rate is left out: the step is lr times the gradient."),
        "the step": ("def new_weights(w, g, lr):\n    return g * lr", "That is the step alone: subtract it from the weights."),
        "minus the step": ("def new_weights(w, g, lr):\n    return -(g * lr)", "That is the step alone, with a minus sign: add it to the weights."),
        "divided": ("def new_weights(w, g, lr):\n    return w - g.div(lr)", "It looks as if the gradient is divided by the learning rate: multiply them."),
        "parentheses": ("def new_weights(w, g, lr):\n    return lr * (w - g)", "It looks as if the difference is multiplied by lr: only the gradient is, so leave out the parentheses."),
        "other parentheses": ("def new_weights(w, g, lr):\n    return g * (w - lr)", "It looks as if lr is subtracted before it meets the gradient: leave out the parentheses around weights - lr."),
        "exchanged": ("def new_weights(g, w, lr):\n    return w - lr * g", "It looks as if weights and gradient are exchanged: the step is taken from the weights."),
        "the reverse": ("def new_weights(w, g, lr):\n    return g * lr - w", "It looks as if the step is turned round: the weights minus lr * gradient, and not the reverse."),
        "the sign": ("import torch\ndef new_weights(w, g, lr):\n    return w - lr * torch.sign(g)", "It looks as if only the sign of the gradient counts: a steep slope asks for a longer step."),
        "times the weights": ("def new_weights(w, g, lr):\n    return w * (1 - lr * g)", "It looks as if the step is multiplied by the weights: it is lr times the gradient, whatever they are."),
        "not returned": ("def new_weights(w, g, lr):\n    new = w - lr * g\n    return w", "The weights come back as they were: - makes a new tensor, which has to be returned."),
        "no return": ("def new_weights(w, g, lr):\n    w = w - lr * g", "Your function works out the weights but gives None back: the return is missing."),
    },
    "to_rows": {
        "784": ("def to_rows(images):\n    return images.view(-1, 784)", "It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left."),
        "784 and the number": ("def to_rows(images):\n    return images.view(images.shape[0], 784)", "It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left."),
        "all in one": ("def to_rows(images):\n    return images.flatten()", "All images are in a single row: keep the first axis, which counts them, and flatten the rest."),
        "two axes": ("def to_rows(images):\n    return images.flatten(0, 1)", "Each row is a row of an image: an image should be one row, so its two axes become one."),
        "mixed up": ("def to_rows(images):\n    return images.reshape(-1, len(images)).t()", "The shape is right, but pixels of different images are mixed up: reshape to [n, -1] at once, without .T."),
        "not kept": ("def to_rows(images):\n    images.view(len(images), -1)\n    return images", "The images come back as they were: flatten from axis 1 on, and return the new tensor."),
        "as columns": ("def to_rows(images):\n    return images.flatten(1).T", "It looks as if each column is an image: the images are the rows, so their number comes first."),
        "the number last": ("def to_rows(images):\n    return images.view(-1, images.size(0))", "The shape is turned round, and the pixels are mixed up: the number of images comes first, then -1."),
        "columns first": ("def to_rows(images):\n    return images.permute(0, 2, 1).flatten(1)", "It looks as if the columns of an image follow one another: its rows should, so leave the axes as they are."),
        "three axes": ("def to_rows(images):\n    return images.view(len(images), -1).unsqueeze(1)", "There is an axis of length 1 too many: the number of images and -1 are enough."),
        "one image": ("def to_rows(images):\n    return images[:1].flatten(1)", "That is the first image alone: give the number of images, and -1 for the rest."),
        "a list": ("def to_rows(images):\n    rows = []\n    for image in images:\n        rows.append(image.view(-1))\n    return rows", "That is a list of rows: one view of the whole tensor gives a single tensor."),
        "the mean": ("def to_rows(images):\n    return images.float().mean(dim=1)", "It looks as if you average the rows of each image: keep every pixel, only the shape changes."),
        "no return": ("def to_rows(images):\n    images = images.view(len(images), -1)", "Your function makes the rows but gives None back: the return is missing."),
    },
    "product_shape": {
        "always": ("def product_shape(left, right):\n    return left[0], right[1]", "It looks as if every product is taken to be possible: columns of the left, rows of the right must be equal."),
        "asks torch": ("import torch\ndef product_shape(left, right):\n    return (torch.zeros(left) @ torch.zeros(right)).shape", "A product that is impossible raises an error: compare the lengths first, and return None."),
        "the word": ("def product_shape(left, right):\n    if left[1] == right[0]:\n        return left[0], right[1]\n    return 'None'", 'It looks as if the word "None" comes back where there is no product: leave out the quotation marks.'),
        "same shapes": ("def product_shape(left, right):\n    if left == right:\n        return left", "It looks as if both matrices must have the same shape: that is so for *, number by number, and not for @."),
        "whether": ("def product_shape(left, right):\n    return left[1] == right[0]", "That tells whether there is a product: give its shape where there is one, and None where there is none."),
        "printed": ("def product_shape(left, right):\n    if left[1] == right[0]:\n        print(left[0], right[1])", "Your function works out the shape but gives None back: the return is missing."),
        "inner lengths": ("def product_shape(a, b):\n    return (a[1], b[0]) if a[1] == b[0] else None", "Those are the lengths that must agree, and they vanish: the result has the other two."),
        "exchanged": ("def product_shape(a, b):\n    if a[1] == b[0]:\n        return b[1], a[0]", "It looks as if rows and columns are exchanged: the result has the rows of the left matrix, and the columns of the right."),
        "outer lengths": ("def product_shape(a, b):\n    if a[0] == b[1]:\n        return a[0], b[1]", "It looks as if the outer lengths are compared: a row of the left, left[1] long, meets a column of the right, right[0] long."),
        "columns": ("def product_shape(a, b):\n    if a[-1] == b[-1]:\n        return a[0], b[1]", "It looks as if the columns of both are compared: a row of the left meets a column of the right, right[0] long."),
        "rows": ("def product_shape(a, b):\n    if a[0] != b[0]:\n        return None\n    return a[0], b[1]", "It looks as if the rows of both are compared: the columns of the left, left[1], must be the rows of the right."),
        "False": ("def product_shape(a, b):\n    if a[1] != b[0]:\n        return False\n    return a[0], b[1]", "It looks as if False comes back where there is no product: return None."),
        "an empty tuple": ("def product_shape(a, b):\n    if a[1] != b[0]:\n        return tuple()\n    return a[0], b[1]", "It looks as if an empty tuple comes back where there is no product: return None."),
        "the product": ("import torch\ndef product_shape(a, b):\n    if a[1] == b[0]:\n        return torch.matmul(torch.zeros(a), torch.zeros(b))", "That is the product itself: only its shape is asked for."),
        "all lengths": ("def product_shape(a, b):\n    if a[1] == b[0]:\n        return a + b", "It looks as if the two shapes are put together: the lengths that agree vanish, and the other two are left."),
    },
}  # fmt: skip

test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)


def test_inputs_changed_in_place_are_named(judge: Judge, rewrite: Rewrite) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, "new_weights", WRONG["new_weights"]["data"][0])
    said = "Expected the inputs unchanged; your code changed weights in place."
    assert first_failed(verdict).message.split("\n")[1] == said


def test_a_wrong_shape_is_told_with_the_right_one(judge: Judge, rewrite: Rewrite) -> None:
    found = []
    for value in ("5, 3", "12"):
        source = f"def product_shape(left, right):\n    return {value}"
        found.append(
            first_failed(variants.judged(judge, rewrite, UNIT, "product_shape", source)).message.split("\n")[1]
        )
    assert found == [
        "Expected (5, 4) for (5, 3) and (3, 4); got (5, 3).",
        "Expected (5, 4) for (5, 3) and (3, 4); got a single number.",
    ]


def test_where_there_is_no_product_none_is_asked_for(judge: Judge, rewrite: Rewrite) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, "product_shape", WRONG["product_shape"]["always"][0])
    failed = [each for each in verdict.checks if each.status is Status.FAILED]
    said = {each.visibility: each.message.split("\n")[1] for each in reversed(failed)}  # what stands first of each kind
    assert said == {
        "public": "Expected None for (3, 4) and (5, 3); got (3, 3).",
        "hidden": "Expected None, as there is no such product; got something else.",
    }
