"""is_3: whether an image is nearer to the ideal three than to the ideal seven."""

import torch
from unit02_similarity import mnist_distance

from grader.checking.kit import expect, mistake, needs


@mistake("It looks as if the comparison is the wrong way round: a three is nearer to the ideal three.")
def wrong_way_round(x, mean3, mean7):
    return mnist_distance(x, mean3) > mnist_distance(x, mean7)


@mistake("You averaged over the images too: one answer for a whole stack. A stack of n images needs n answers.")
def averages_everything(x, mean3, mean7):
    return (x - mean3).abs().mean() < (x - mean7).abs().mean()


@mistake("It looks as if you give the distance: compare the two distances with <, which gives True or False.")
def gives_distance(x, mean3, mean7):
    return mnist_distance(x, mean3)


@mistake("It looks as if you give the difference of the distances: compare them with <, which gives True or False.")
def gives_difference(x, mean3, mean7):
    return mnist_distance(x, mean7) - mnist_distance(x, mean3)


@mistake("True and False are right, but as floats: leave the result of the comparison as it is.")
def gives_floats(x, mean3, mean7):
    return (mnist_distance(x, mean3) < mnist_distance(x, mean7)).float()


@mistake("True and False are right, but as whole numbers, 1 and 0: leave the result of the comparison as it is.")
def gives_whole_numbers(x, mean3, mean7):
    return (mnist_distance(x, mean3) < mnist_distance(x, mean7)).int()


@mistake("Your function compares but gives None back: the return is missing.")
def returns_nothing(x, mean3, mean7):
    mnist_distance(x, mean3) < mnist_distance(x, mean7)  # noqa: B015 (the mistake itself)


@mistake("It looks as if you compare with the ideal three alone, against a fixed number: compare with the ideal seven.")
def fixed_threshold(x, mean3, mean7):
    return mnist_distance(x, mean3) < 0.15


@mistake("An if wants a single True or False, and a stack has many: return the comparison itself.")
def branches(x, mean3, mean7):
    if mnist_distance(x, mean3) < mnist_distance(x, mean7):
        return torch.tensor(True)
    return torch.tensor(False)


@mistake("It looks as if the axes are counted from the start: a single image has no axis 2, but -1 and -2 fit both.")
def counts_axes_from_the_start(x, mean3, mean7):
    return (x - mean3).abs().mean((1, 2)) < (x - mean7).abs().mean((1, 2))


@mistake("It looks as if a tie counts as a three: a three is strictly nearer to the ideal three, so compare with <.")
def counts_ties(x, mean3, mean7):
    return mnist_distance(x, mean3) <= mnist_distance(x, mean7)


def check_one_answer_per_image(student, digits):
    """gives one answer, True or False, per image"""
    answer = student.is_3(digits.threes, digits.mean3, digits.mean7)
    expect(answer).has_shape(len(digits.threes)).has_dtype(torch.bool)


@needs(check_one_answer_per_image)
def check_threes_and_sevens(student, digits):
    """tells threes from sevens by the nearer ideal"""
    x = torch.cat([digits.threes, digits.sevens])
    nearer = (x - digits.mean3).abs().sum((1, 2)) < (x - digits.mean7).abs().sum((1, 2))
    expect(student.is_3(x, digits.mean3, digits.mean7)).equals(nearer)


@needs(check_one_answer_per_image)
def check_single_images(student, digits):
    """gives a single answer for a single image"""
    for x, nearer in ((digits.mean3, True), (digits.mean7, False)):
        expect(student.is_3(x, digits.mean3, digits.mean7)).equals(nearer)


@needs(check_threes_and_sevens)
def check_tie(student, digits):
    """calls a tie no three"""
    expect(student.is_3(digits.threes, digits.mean3, digits.mean3)).equals(torch.zeros(len(digits.threes), dtype=torch.bool))


@needs(check_threes_and_sevens)
def check_no_loop(student, digits):
    """judges the whole stack at once"""
    some, twice = (student.count.is_3(digits.all_sevens[:n], digits.mean3, digits.mean7) for n in (50, 100))
    expect(some).takes_no_loop(twice, 50)
