"""accuracy_3_7: the accuracy on threes, on sevens, and the mean of the two."""

import torch
from unit02_similarity import is_3  # for the written-out mistakes alone

from grader.checking.kit import change, derived, expect, fail, gives, kind, mistake, needs, read

mistake("sevens_not_turned", "It looks as if the sevens are counted when is_3 says True: for a seven False is right, so turn it round with ~.",
        change("is_3(sevens, mean3, mean7).logical_not()", "is_3(sevens, mean3, mean7)"))


@mistake("The third number is the accuracy over all images together: take the mean of the first two numbers instead.")
def pools_the_images(threes, sevens, mean3, mean7):
    right = torch.cat([is_3(threes, mean3, mean7), ~is_3(sevens, mean3, mean7)]).float()
    return right[: len(threes)].mean(), right[len(threes) :].mean(), right.mean()


@mistake("True and False have no mean: turn them into 1 and 0 with .float() first.")
def no_float(threes, sevens, mean3, mean7):
    on_threes = is_3(threes, mean3, mean7).mean()
    on_sevens = (~is_3(sevens, mean3, mean7)).mean()
    return on_threes, on_sevens, (on_threes + on_sevens) / 2


mistake("subtracts_from_one", "True and False cannot be subtracted from 1: use ~ or .logical_not(), or call .float() first.",
        change("is_3(sevens, mean3, mean7).logical_not()", "(1 - is_3(sevens, mean3, mean7))"))
mistake("says_not", "Python's not wants a single True or False: for a whole tensor use ~ or .logical_not().",
        change("is_3(sevens, mean3, mean7).logical_not()", "(not is_3(sevens, mean3, mean7))"))
mistake("mean_alone", "Three numbers are asked for: the accuracy on threes, on sevens, and then their mean.",
        gives("(is_3(threes, mean3, mean7).float().mean() + (~is_3(sevens, mean3, mean7)).float().mean()) / 2"))
mistake("no_mean_of_the_two", "The third number is missing: give the mean of the other two as well.",
        gives("is_3(threes, mean3, mean7).float().mean(), (~is_3(sevens, mean3, mean7)).float().mean()"))


@mistake("It looks as if you count the right answers: a fraction is asked for, so take .mean() in place of .sum().")
def counts(threes, sevens, mean3, mean7):
    on_threes = is_3(threes, mean3, mean7).float().sum()
    on_sevens = (~is_3(sevens, mean3, mean7)).float().sum()
    return on_threes, on_sevens, (on_threes + on_sevens) / 2


@mistake("There is still one answer for each image: turn the answers into floats and take their .mean().")
def keeps_every_answer(threes, sevens, mean3, mean7):
    on_threes, on_sevens = is_3(threes, mean3, mean7).float(), (~is_3(sevens, mean3, mean7)).float()
    return on_threes, on_sevens, (on_threes.mean() + on_sevens.mean()) / 2


@mistake("The third number is the sum of the other two: divide it by 2 to get the mean.")
def adds_up(threes, sevens, mean3, mean7):
    on_threes = is_3(threes, mean3, mean7).float().mean()
    on_sevens = (~is_3(sevens, mean3, mean7)).float().mean()
    return on_threes, on_sevens, on_threes + on_sevens


@mistake("It looks as if only the second accuracy is halved: / is done before +, so put the sum in parentheses.")
def halves_one(threes, sevens, mean3, mean7):
    on_threes = is_3(threes, mean3, mean7).float().mean()
    on_sevens = (~is_3(sevens, mean3, mean7)).float().mean()
    return on_threes, on_sevens, on_threes + on_sevens / 2


@mistake("It looks as if the ideals are mixed up: is_3 wants the ideal three first, then the ideal seven.")
def swaps_the_ideals(threes, sevens, mean3, mean7):
    on_threes = is_3(threes, mean7, mean3).float().mean()
    on_sevens = (~is_3(sevens, mean7, mean3)).float().mean()
    return on_threes, on_sevens, (on_threes + on_sevens) / 2


mistake("threes_twice", "The second number looks as if it came from the threes too: it belongs to the sevens.",
        change("is_3(sevens, mean3, mean7).logical_not()", "(~is_3(threes, mean3, mean7))"))


@mistake("It looks as if the order is wrong: first the threes, then the sevens, last their mean.")
def sevens_first(threes, sevens, mean3, mean7):
    on_threes = is_3(threes, mean3, mean7).float().mean()
    on_sevens = (~is_3(sevens, mean3, mean7)).float().mean()
    return on_sevens, on_threes, (on_threes + on_sevens) / 2


@mistake("It looks as if you give percentages: an accuracy is a fraction from 0 to 1, so do not multiply by 100.")
def percentages(threes, sevens, mean3, mean7):
    on_threes = 100 * is_3(threes, mean3, mean7).float().mean()
    on_sevens = 100 * (~is_3(sevens, mean3, mean7)).float().mean()
    return on_threes, on_sevens, (on_threes + on_sevens) / 2


@mistake("It looks as if the three numbers are made into one tensor: return them as they are, with commas between.")
def one_tensor(threes, sevens, mean3, mean7):
    on_threes = is_3(threes, mean3, mean7).float().mean()
    on_sevens = (~is_3(sevens, mean3, mean7)).float().mean()
    return torch.stack([on_threes, on_sevens, (on_threes + on_sevens) / 2])


@mistake("Your function measures but gives None back: the return is missing.")
def returns_nothing(threes, sevens, mean3, mean7):
    is_3(threes, mean3, mean7).float().mean()


FOUR_DECIMALS = 1e-4  # who rounds an accuracy for the reader does no wrong
PARTS = ("the accuracy on threes", "the accuracy on sevens", "their mean")


def grey(*levels):
    """Images of a single grey [n, 28, 28], one for each level."""
    return torch.stack([torch.full((28, 28), level) for level in levels])


def check_three_numbers(student, digits):
    """gives three numbers"""
    answer = student.accuracy_3_7(digits.threes, digits.sevens, digits.mean3, digits.mean7)
    if not isinstance(read(answer), (tuple, list)) or len(read(answer)) != 3:
        raise fail(answer, f"Expected three numbers; got {kind(read(answer))}.", "shape")
    for each in read(answer):
        expect(derived(answer, value=each)).has_shape()


@needs(check_three_numbers)
def check_grey_images(student):
    """is right about a few grey images"""
    # Black is the ideal three and white the ideal seven, so a level below 0.5 is a three: 3 of 7 threes and 1 of 6 sevens are right.
    threes, sevens = grey(0.7, 0.2, 0.6, 0.4, 0.9, 0.3, 0.8), grey(0.1, 0.7, 0.3, 0.2, 0.4, 0.25)
    answer = student.accuracy_3_7(threes, sevens, torch.zeros(28, 28), torch.ones(28, 28))
    for value, right, what in zip(read(answer), (3 / 7, 1 / 6, 25 / 84), PARTS, strict=True):
        expect(derived(answer, value=value), what).equals(right, FOUR_DECIMALS)
    expect(answer).leaves_inputs_alone()
