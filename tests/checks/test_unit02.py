"""Unit 2: what learners write for the distances and the classifier, right and wrong, and the sentence each gets to read."""

from grader.checking.verdict import Status
from grader.grading.judge import Judge
from tests.checks import variants
from tests.checks.variants import Rewrite, judged

UNIT = "unit02_similarity"


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "l1_distance": {
        "no abs": ("def l1_distance(a, b):\n    return torch.mean(a - b)", "It looks as if positive and negative differences cancel out: take .abs() before the mean."),
        "no abs, the other way round": ("def l1_distance(a, b):\n    return (b - a).mean()", "It looks as if positive and negative differences cancel out: take .abs() before the mean."),
        "RMSE": ("def l1_distance(a, b):\n    return torch.nn.functional.mse_loss(a, b) ** 0.5", "That is the root mean squared error; here the mean of the absolute differences is asked for."),
        "no return": ("def l1_distance(a, b):\n    dist = (a - b).abs().mean()", "Your function computes the distance but gives None back: the return is missing."),
        "always 28 by 28": ("def l1_distance(a, b):\n    return (a - b).abs().sum() / (28 * 28)", "It looks as if you divide by 784 whatever the size of the image: .mean() counts the pixels for you."),
        "of each": ("def l1_distance(a, b):\n    return (abs(a) - abs(b)).abs().mean()", "It looks as if you took .abs() of each image: subtract first, then take the .abs() of the difference."),
        "in place": ("def l1_distance(a, b):\n    a -= b\n    return a.abs().mean()", "A method whose name ends in _, or an operator such as -=, works in place: use one that does not."),
    },
    "rmse_distance": {
        "no root": ("def rmse_distance(a, b):\n    return torch.nn.functional.mse_loss(a, b)", "That is the mean squared error: the root is missing, so take the square root of the mean."),
        "L1": ("def rmse_distance(a, b):\n    return (a - b).abs().mean()", "That is the mean absolute difference, as if the root came before the mean: square, then mean, then root."),
        "1/2 without parentheses": ("def rmse_distance(a, b):\n    return ((a - b)**2).mean()**1/2", "It looks as if you wrote ** 1/2, which halves: ** is done before /. Write ** 0.5 or .sqrt()."),
        "a norm": ("def rmse_distance(a, b):\n    return torch.dist(a, b)", "It looks as if you took the root of the sum: take the mean of the squares first."),
    },
    "mnist_distance": {
        "whole pixels": ("def mnist_distance(a, b):\n    a, b = (a * 255).to(torch.uint8), (b * 255).to(torch.uint8)\n    return (a - b).abs().float().mean((-1, -2)) / 255", "It looks as if the pixels become uint8, which knows nothing below 0: there 3 - 5 is 254. Subtract them as floats."),
        "whole pixels, unscaled": ("def mnist_distance(a, b):\n    a, b = (each.mul(255).byte() for each in (a, b))\n    return (a - b).abs().float().mean((1, 2))", "It looks as if the pixels become uint8, which knows nothing below 0: there 3 - 5 is 254. Subtract them as floats."),
        "over everything": ("def mnist_distance(a, b):\n    return torch.nn.functional.l1_loss(a, b.expand_as(a))", "You averaged over the images too: a batch of n images needs n distances, so average over the last two axes only."),
        "no return": ("def mnist_distance(a, b):\n    d = (a - b).abs().mean((-1, -2))", "Your function computes the distance but gives None back: the return is missing."),
        "no abs": ("def mnist_distance(a, b):\n    return torch.mean(a - b, dim=(1, 2))", "It looks as if positive and negative differences cancel out: take .abs() before the mean."),
        "no abs, the other way round": ("def mnist_distance(a, b):\n    return (b - a).mean((-1, -2))", "It looks as if positive and negative differences cancel out: take .abs() before the mean."),
        "over the images": ("def mnist_distance(a, b):\n    return torch.abs(a - b).mean(dim=0)", "It looks as if you averaged over the images (the first axis): average over rows and columns, the last two axes."),
        "over one axis": ("def mnist_distance(a, b):\n    return torch.abs(a - b).mean(-1)", "It looks as if you averaged over one axis only: an image has two, so take the mean over (-1, -2)."),
        "RMSE": ("def mnist_distance(a, b):\n    return ((a - b) ** 2).mean((-1, -2)) ** 0.5", "That is the root mean squared error; here the mean of the absolute differences is asked for."),
        "784": ("def mnist_distance(a, b):\n    return abs(a - b).sum(dim=(-2, -1)) / (28 * 28)", "It looks as if you divide by 784 whatever the size of the image: .mean((-1, -2)) counts the pixels for you."),
        "flattened from axis 1": ("def mnist_distance(a, b):\n    return (a - b).abs().flatten(start_dim=1).mean(dim=1)", "It looks as if the axes are counted from the start: a single image has no axis 2, but -1 and -2 fit both."),
        "axes 1 and 2": ("def mnist_distance(a, b):\n    return (a - b).abs().mean(axis=(1, 2))", "It looks as if the axes are counted from the start: a single image has no axis 2, but -1 and -2 fit both."),
        "a loop": ("def mnist_distance(a, b):\n    if a.ndim == 2:\n        return (a - b).abs().mean()\n    return torch.stack([(x - y).abs().mean() for x, y in zip(*torch.broadcast_tensors(a, b))])", "It takes them one by one: drop the loop, and let broadcasting do the work for the whole stack."),
    },
    "is_3": {
        "wrong way round": ("def is_3(x, mean3, mean7):\n    return mnist_distance(x, mean3) > mnist_distance(x, mean7)", "It looks as if the comparison is the wrong way round: a three is nearer to the ideal three."),
        "ints": ("def is_3(x, mean3, mean7):\n    return torch.where(mnist_distance(x, mean3) < mnist_distance(x, mean7), 1, 0)", "True and False are right, but as whole numbers, 1 and 0: leave the result of the comparison as it is."),
        "uint8": ("def is_3(x, mean3, mean7):\n    return (mnist_distance(x, mean3) < mnist_distance(x, mean7)).byte()", "True and False are right, but as whole numbers, 1 and 0: leave the result of the comparison as it is."),
        "axes 1 and 2": ("def is_3(x, mean3, mean7):\n    return torch.abs(x - mean3).mean(dim=(1, 2)) < torch.abs(x - mean7).mean(dim=(1, 2))", "It looks as if the axes are counted from the start: a single image has no axis 2, but -1 and -2 fit both."),
        "whole numbers": ("def is_3(x, mean3, mean7):\n    return (mnist_distance(x, mean3) < mnist_distance(x, mean7)).float()", "True and False are right, but as floats: leave the result of the comparison as it is."),
        "an if": ("def is_3(x, mean3, mean7):\n    return True if mnist_distance(x, mean3) < mnist_distance(x, mean7) else False", "An if wants a single True or False, and a stack has many: return the comparison itself."),
        "a notebook's ideal": ("def is_3(x, mean3, mean7):\n    return mnist_distance(x, ideal_3) < mnist_distance(x, ideal_7)", "Is it a variable of your notebook? Use the function's own arguments."),
        "ties": ("def is_3(x, mean3, mean7):\n    return ~(mnist_distance(x, mean7) < mnist_distance(x, mean3))", "It looks as if a tie counts as a three: a three is strictly nearer to the ideal three, so compare with <."),
    },
    "accuracy_3_7": {
        "sevens not turned": ("def accuracy_3_7(t, s, m3, m7):\n    a, b = (is_3(x, m3, m7).float().mean() for x in (t, s))\n    return a, b, (a + b) / 2", "It looks as if the sevens are counted when is_3 says True: for a seven False is right, so turn it round with ~."),
        "pooled": ("def accuracy_3_7(t, s, m3, m7):\n    a, b = is_3(t, m3, m7).float(), 1 - is_3(s, m3, m7).float()\n    return a.mean(), b.mean(), (a.sum() + b.sum()) / (len(a) + len(b))", "The third number is the accuracy over all images together: take the mean of the first two numbers instead."),
        "bools have no mean": ("def accuracy_3_7(t, s, m3, m7):\n    return is_3(t, m3, m7).mean(), (~is_3(s, m3, m7)).mean(), 0", "True and False have no mean: turn them into 1 and 0 with .float() first."),
        "two of three": ("def accuracy_3_7(t, s, m3, m7):\n    return is_3(t, m3, m7).float().mean(), 1 - is_3(s, m3, m7).float().mean()", "The third number is missing: give the mean of the other two as well."),
        "the mean alone": ("def accuracy_3_7(t, s, m3, m7):\n    return (is_3(t, m3, m7).float().mean() + 1 - is_3(s, m3, m7).float().mean()) / 2", "Three numbers are asked for: the accuracy on threes, on sevens, and then their mean."),
    },
}  # fmt: skip


test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)


def test_the_message_of_one_wrong_accuracy_names_it(judge: Judge, rewrite: Rewrite) -> None:
    wrong = (
        "def accuracy_3_7(t, s, m3, m7):\n    a = is_3(t, m3, m7).float().mean()\n    return a, 0.37, (a + 0.37) / 2"
    )
    failed = [each for each in judged(judge, rewrite, UNIT, "accuracy_3_7", wrong).checks if each.status is Status.FAILED]
    public, hidden = (
        next(each.message.split("\n") for each in failed if each.visibility == wanted) for wanted in ("public", "hidden")
    )
    called = "Called accuracy_3_7(threes [7, 28, 28], sevens [6, 28, 28], mean3 [28, 28], mean7 [28, 28])."
    assert public == [called, "Expected 0.1667 in the accuracy on sevens; got 0.3700."]
    assert hidden[1:] == ["The accuracy on sevens: the shape is right; the values are not."]
