"""ideal_digit: the average image of a stack."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("averages_everything", "You averaged over everything: only the axis that counts the images should vanish, so write mean(0).",
        change("mean(0)", "mean()"))
mistake("averages_each_image", "You averaged within each image: that is one number an image. Average over the first axis, mean(0).",
        change("mean(0)", "mean((-1, -2))"))
mistake("averages_axis_one", "It looks as if you averaged over the rows: the first axis counts the images, so write mean(0).",
        change("mean(0)", "mean(1)"))
mistake("averages_axis_two", "It looks as if you averaged over the columns: the first axis counts the images, so write mean(0).",
        change("mean(0)", "mean(2)"))
mistake("sums", "It looks as if you summed over the images: take the mean.", change("mean", "sum"))
mistake("median", "It looks as if you took the median: a pixel that is pale in the mean is all or nothing there.",
        change("mean(0)", "median(0).values"))
mistake("largest", "It looks as if you took the largest value of each pixel: take the mean.", change("mean", "amax"))
mistake("first_image", "That is a single image of the stack: take the mean over all of them.", change("stack.mean(0)", "stack[0]"))
mistake("keeps_the_axis", "The axis of the images is still there, with length 1: leave out keepdim.",
        change("mean(0)", "mean(0, keepdim=True)"))
mistake("returns_nothing", "Your function averages but gives None back: the return is missing.", change("return", ""))


def check_one_image(student, digits):
    """gives one image"""
    expect(student.ideal_digit(digits.threes)).has_shape(28, 28)


@needs(check_one_image)
def check_average(student, digits):
    """averages each pixel over the images"""
    expect(student.ideal_digit(digits.threes)).equals(sum(digits.threes) / torch.tensor(25.0)).leaves_inputs_alone()
