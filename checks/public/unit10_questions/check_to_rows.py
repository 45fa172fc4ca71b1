"""to_rows: every image as one row."""

import torch

from grader.checking.kit import change, expect, mistake, needs

mistake("single_row", "All images are in a single row: keep the first axis, which counts them, and flatten the rest.",
        change("len(images),", ""))
mistake("rows_of_images", "Each row is a row of an image: an image should be one row, so its two axes become one.",
        change("len(images), -1", "-1, images.shape[-1]"))
mistake("images_as_columns", "It looks as if each column is an image: the images are the rows, so their number comes first.",
        change("images.reshape(len(images), -1)", "images.reshape(len(images), -1).T"))
mistake("turned_round", "The shape is turned round, and the pixels are mixed up: the number of images comes first, then -1.",
        change("len(images), -1", "-1, len(images)"))
mistake("mixes_images", "The shape is right, but pixels of different images are mixed up: reshape to [n, -1] at once, without .T.",
        change("(len(images), -1)", "(-1, len(images)).T"))
mistake("column_after_column", "It looks as if the columns of an image follow one another: its rows should, so leave the axes as they are.",
        change("images.", "images.transpose(1, 2)."))
mistake("extra_axis", "There is an axis of length 1 too many: the number of images and -1 are enough.", change(", -", ", 1, -"))


@mistake("The images come back as they were: flatten from axis 1 on, and return the new tensor.")
def gives_the_old(images):
    images.reshape(len(images), -1)
    return images


mistake("first_image", "That is the first image alone: give the number of images, and -1 for the rest.",
        change(".reshape(len(images), -1)", "[0].reshape(1, -1)"))
mistake("fixed_size", "It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left.",
        change("len(images), -1", "-1, 28 * 28"))
mistake("fixed_row", "It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left.",
        change(", -1", ", 784"))
mistake("fixed_view", "It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left.",
        change("reshape(len(images), -1)", "view(-1, 28 * 28)"))
mistake("fixed_view_of_each", "It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left.",
        change("reshape", "view", ", -1", ", 784"))
mistake("list_of_rows", "That is a list of rows: one view of the whole tensor gives a single tensor.",
        change("images.reshape(len(images), -1)", "[image.reshape(-1) for image in images]"))
mistake("averages", "It looks as if you average the rows of each image: keep every pixel, only the shape changes.",
        change("reshape(len(images), -1)", "float().mean(1)"))
mistake("returns_nothing", "Your function makes the rows but gives None back: the return is missing.", change("return", ""))


IMAGES = torch.arange(36).reshape(3, 2, 6)


def check_one_row_per_image(student):
    """gives one row for each image"""
    expect(student.to_rows(IMAGES)).has_shape(3, 12)


@needs(check_one_row_per_image)
def check_pixels_in_order(student):
    """keeps the pixels of an image together and in order"""
    expect(student.to_rows(IMAGES)).equals(torch.stack([torch.cat([*image]) for image in IMAGES])).leaves_inputs_alone()
