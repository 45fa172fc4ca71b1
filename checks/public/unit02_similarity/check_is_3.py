"""is_3: whether an image is nearer to the ideal three than to the ideal seven."""

import torch
from unit02_similarity import mnist_distance  # for the written-out mistakes alone

from grader.checking.kit import change, expect, mistake, needs

mistake("wrong_way_round", "It looks as if the comparison is the wrong way round: a three is nearer to the ideal three.",
        change("<", ">"))
mistake("averages_everything", "You averaged over the images too: one answer for a whole stack. A stack of n images needs n answers.",
        change("mnist_distance(x, mean3) < mnist_distance(x, mean7)", "(x - mean3).abs().mean() < (x - mean7).abs().mean()"))
mistake("gives_distance", "It looks as if you give the distance: compare the two distances with <, which gives True or False.",
        change("< mnist_distance(x, mean7)", ""))
mistake("gives_difference", "It looks as if you give the difference of the distances: compare them with <, which gives True or False.",
        change("return ", "return mnist_distance(x, mean7) - ", "< mnist_distance(x, mean7)", ""))
mistake("gives_floats", "True and False are right, but as floats: leave the result of the comparison as it is.",
        change("mnist_distance(x, mean3) < mnist_distance(x, mean7)", "(mnist_distance(x, mean3) < mnist_distance(x, mean7)).float()"))
mistake("gives_whole_numbers", "True and False are right, but as whole numbers, 1 and 0: leave the result of the comparison as it is.",
        change("mnist_distance(x, mean3) < mnist_distance(x, mean7)", "(mnist_distance(x, mean3) < mnist_distance(x, mean7)).int()"))
mistake("returns_nothing", "Your function compares but gives None back: the return is missing.", change("return", ""))
mistake("fixed_threshold", "It looks as if you compare with the ideal three alone, against a fixed number: compare with the ideal seven.",
        change("mnist_distance(x, mean7)", "0.15"))  # most threes are nearer to mean3 than that, most sevens farther


@mistake("An if wants a single True or False, and a stack has many: return the comparison itself.")
def branches(x, mean3, mean7):
    if mnist_distance(x, mean3) < mnist_distance(x, mean7):
        return torch.tensor(True)
    return torch.tensor(False)


mistake("counts_axes_from_the_start", "It looks as if the axes are counted from the start: a single image has no axis 2, but -1 and -2 fit both.",
        change("mnist_distance(x, mean3) < mnist_distance(x, mean7)", "(x - mean3).abs().mean((1, 2)) < (x - mean7).abs().mean((1, 2))"))
mistake("counts_ties", "It looks as if a tie counts as a three: a three is strictly nearer to the ideal three, so compare with <.",
        change("<", "<="))


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
    # The same ideal twice: every image is a tie.
    expect(student.is_3(digits.threes, digits.mean3, digits.mean3)).equals(torch.zeros(len(digits.threes), dtype=torch.bool))


@needs(check_threes_and_sevens)
def check_no_loop(student, digits):
    """judges the whole stack at once"""
    once, twice = (student.count.is_3(digits.all_sevens[:n], digits.mean3, digits.mean7) for n in (50, 100))
    expect(once).takes_no_loop(twice, images=50)
