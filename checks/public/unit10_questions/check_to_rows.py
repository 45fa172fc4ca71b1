"""to_rows: every image as one row."""

import torch

from grader.checking.kit import expect, mistake, needs


@mistake("All images are in a single row: keep the first axis, which counts them, and flatten the rest.")
def single_row(images):
    return images.reshape(-1)


@mistake("Each row is a row of an image: an image should be one row, so its two axes become one.")
def rows_of_images(images):
    return images.reshape(-1, images.shape[-1])


@mistake("It looks as if each column is an image: the images are the rows, so their number comes first.")
def images_as_columns(images):
    return images.reshape(len(images), -1).T


@mistake("The shape is turned round, and the pixels are mixed up: the number of images comes first, then -1.")
def turned_round(images):
    return images.reshape(-1, len(images))


@mistake("The shape is right, but pixels of different images are mixed up: reshape to [n, -1] at once, without .T.")
def mixes_images(images):
    return images.reshape(-1, len(images)).T


@mistake("It looks as if the columns of an image follow one another: its rows should, so leave the axes as they are.")
def column_after_column(images):
    return images.transpose(1, 2).reshape(len(images), -1)


@mistake("There is an axis of length 1 too many: the number of images and -1 are enough.")
def extra_axis(images):
    return images.reshape(len(images), 1, -1)


@mistake("The images come back as they were: flatten from axis 1 on, and return the new tensor.")
def gives_the_old(images):
    images.reshape(len(images), -1)
    return images


@mistake("That is the first image alone: give the number of images, and -1 for the rest.")
def first_image(images):
    return images[0].reshape(1, -1)


@mistake("It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left.")
def fixed_size(images):
    return images.reshape(-1, 28 * 28)


@mistake("It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left.")
def fixed_row(images):
    return images.reshape(len(images), 784)


@mistake("It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left.")
def fixed_view(images):
    return images.view(-1, 28 * 28)


@mistake("It looks as if 784 is written down: images may have other sizes, so let -1 stand for what is left.")
def fixed_view_of_each(images):
    return images.view(len(images), 784)


@mistake("That is a list of rows: one view of the whole tensor gives a single tensor.")
def list_of_rows(images):
    return [image.reshape(-1) for image in images]


@mistake("It looks as if you average the rows of each image: keep every pixel, only the shape changes.")
def averages(images):
    return images.float().mean(1)


@mistake("Your function makes the rows but gives None back: the return is missing.")
def returns_nothing(images):
    images.reshape(len(images), -1)


IMAGES = torch.arange(36).reshape(3, 2, 6)


def check_one_row_per_image(student):
    """gives one row for each image"""
    expect(student.to_rows(IMAGES)).has_shape(3, 12)


@needs(check_one_row_per_image)
def check_pixels_in_order(student):
    """keeps the pixels of an image together and in order"""
    expect(student.to_rows(IMAGES)).equals(torch.stack([torch.cat([*image]) for image in IMAGES])).leaves_inputs_alone()
