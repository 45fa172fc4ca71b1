"""ideal_digit: the average image of a stack."""

import torch

from grader.checking.kit import expect, mistake, needs


@mistake("You averaged over everything: only the axis that counts the images should vanish, so write mean(0).")
def averages_everything(stack):
    return stack.mean()


@mistake("You averaged within each image: that is one number an image. Average over the first axis, mean(0).")
def averages_each_image(stack):
    return stack.mean((-1, -2))


@mistake("It looks as if you averaged over the rows: the first axis counts the images, so write mean(0).")
def averages_axis_one(stack):
    return stack.mean(1)


@mistake("It looks as if you averaged over the columns: the first axis counts the images, so write mean(0).")
def averages_axis_two(stack):
    return stack.mean(2)


@mistake("It looks as if you summed over the images: take the mean.")
def sums(stack):
    return stack.sum(0)


@mistake("It looks as if you took the median: a pixel that is pale in the mean is all or nothing there.")
def median(stack):
    return stack.median(0).values


@mistake("It looks as if you took the largest value of each pixel: take the mean.")
def largest(stack):
    return stack.amax(0)


@mistake("That is a single image of the stack: take the mean over all of them.")
def first_image(stack):
    return stack[0]


@mistake("The axis of the images is still there, with length 1: leave out keepdim.")
def keeps_the_axis(stack):
    return stack.mean(0, keepdim=True)


@mistake("Your function averages but gives None back: the return is missing.")
def returns_nothing(stack):
    stack.mean(0)


def check_one_image(student, digits):
    """gives one image"""
    expect(student.ideal_digit(digits.threes)).has_shape(28, 28)


@needs(check_one_image)
def check_average(student, digits):
    """averages each pixel over the images"""
    expect(student.ideal_digit(digits.threes)).equals(sum(digits.threes) / torch.tensor(25.0)).leaves_inputs_alone()
