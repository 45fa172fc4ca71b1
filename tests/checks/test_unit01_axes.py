"""Unit 1: what learners write for rows, columns, corners and ranks, right and wrong, and the sentence each gets to read."""

from tests.checks import variants

UNIT = "unit01_pixels"


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "row": {
        "a column": ("def row(image, i):\n    return image[:, i]", "That is a column: the rows are the first axis, so a single index, image[i], picks a row."),
        "a slice": ("def row(image, i):\n    return image[i:i+1, :]", "A slice keeps the axis: pick the row with a single index, image[i]."),
        "from 1": ("def row(image, i):\n    return image[i-1, :]", "It looks as if you count from 1: the topmost row is row 0."),
        "the next": ("def row(image, i):\n    return image[i+1, :]", "It looks as if you give the row after it: the topmost row is row 0, so image[i] is right as it is."),
        "up to it": ("def row(image, i):\n    return image[0:i, :]", "It looks as if several rows come back: a single index without a colon, image[i], picks one."),
        "a number": ("def row(image, i):\n    return image[i][i]", "That is a single number: image[i] is the whole row."),
        "a list": ("def row(image, i):\n    return image.tolist()[i]", "That is a plain list: leave the row a tensor."),
        "no return": ("def row(image, i):\n    found = image[i]", "Your function picks the row but gives None back: the return is missing."),
    },
    "column": {
        "a row": ("def column(image, j):\n    return image[:][j]", "That is a row: write image[:, j], a colon for all rows first. (image[:][j] is a row too.)"),
        "a list": ("def column(image, j):\n    return [r[j] for r in image]", "That is a plain list: image[:, j] picks the whole column at once, and it stays a tensor."),
        "from 1": ("def column(image, j):\n    return image.T[j - 1]", "It looks as if you count from 1: the leftmost column is column 0."),
        "the next": ("def column(image, j):\n    return image.T[j + 1]", "It looks as if you give the column after it: the leftmost column is column 0, so image[:, j] is right as it is."),
        "a slice": ("def column(image, j):\n    return image[:, [j]]", "A slice keeps the axis: pick the column with a single index, image[:, j]."),
        "up to it": ("def column(image, j):\n    return image[:, 0:j]", "It looks as if several columns come back: a single index after the comma, image[:, j], picks one."),
        "a number": ("def column(image, j):\n    return image[j][j]", "That is a single number: image[:, j] is the whole column."),
        "no return": ("def column(image, j):\n    found = image[:, j]", "Your function picks the column but gives None back: the return is missing."),
    },
    "rows_between": {
        "stop too": ("def rows_between(image, start, stop):\n    return image[start:stop+1, :]", "There is one row too many: the row stop is no longer in, and a slice leaves it out by itself."),
        "columns": ("def rows_between(image, start, stop):\n    return image[:, start:stop]", "Those are columns: the rows are the first axis, so image[start:stop] is enough."),
        "one less": ("def rows_between(image, start, stop):\n    return image[start:stop-1, :]", "One row is missing: a slice leaves out stop by itself, so do not subtract 1."),
        "without start": ("def rows_between(image, start, stop):\n    return torch.stack([image[i] for i in range(start + 1, stop)])", "It looks as if the first row is left out: the row start is in."),
        "from 1": ("def rows_between(image, start, stop):\n    return image[start-1:stop-1, :]", "It looks as if the rows begin one too early: the topmost row is row 0, so start is right as it is."),
        "both axes": ("def rows_between(image, start, stop):\n    return image[start:stop][:, start:stop]", "It looks as if both axes are cut: leave the columns whole."),
        "a number of rows": ("def rows_between(image, start, stop):\n    return image[start:][:stop]", "It looks as if stop is used as a number of rows: it is the first row that is no longer in."),
        "a comma": ("def rows_between(image, start, stop):\n    return image[start][stop]", "A comma picks a single pixel: a range is written with a colon, start:stop."),
        "a list": ("def rows_between(image, start, stop):\n    return list(image[start:stop])", "That is a plain list: the slice image[start:stop] stays a tensor."),
        "no return": ("def rows_between(image, start, stop):\n    rows = image[start:stop]", "Your function picks the rows but gives None back: the return is missing."),
    },
    "top_left": {
        "rows twice": ("def top_left(image):\n    return image[:6][:6]", "Only the rows are cut: after a comma comes the slice for the columns. (image[:6][:6] cuts the rows twice.)"),
        "5 by 5": ("def top_left(image):\n    return image[0:5, 0:5]", "It looks as if one row and one column are missing: a slice to 6 ends with number 5, and that makes six."),
        "columns alone": ("def top_left(image):\n    return image[..., 0:6]", "Only the columns are cut: before the comma comes the slice for the rows, in place of the colon alone."),
        "7 by 7": ("def top_left(image):\n    return image[0:7, 0:7]", "There is one row and one column too many: a slice to 6 ends with number 5, and that makes six."),
        "from 1": ("def top_left(image):\n    return image[1:7][:, 1:7]", "It looks as if you begin with row 1 and column 1: both axes start at 0."),
        "a pixel": ("def top_left(image):\n    return image[6][6]", "That is a single pixel: a slice has a colon, as in :6."),
        "bottom right": ("def top_left(image):\n    return image[22:, 22:]", "That is the bottom right corner: a slice without a minus begins at the top and on the left."),
        "top right": ("def top_left(image):\n    return image[0:6, 22:28]", "That is the top right corner: a slice without a minus begins on the left."),
        "bottom left": ("def top_left(image):\n    return image[22:28, 0:6]", "That is the bottom left corner: a slice without a minus begins at the top."),
        "the rest": ("def top_left(image):\n    return image[6:][:, 6:]", "That is all but the corner: put the colon before the 6."),
        "no return": ("def top_left(image):\n    corner = image[:6, :6]", "Your function cuts the corner out but gives None back: the return is missing."),
    },
    "rank": {
        "ndim": ("def rank(shape):\n    return shape.ndim", "A shape may be a plain tuple, which has no ndim: count its entries with len."),
        "how many numbers": ("def rank(shape):\n    n = 1\n    for s in shape:\n        n *= s\n    return n", "That is how many numbers the tensor holds: the rank is how many axes it has, so count the shape's entries."),
        "the first length": ("def rank(shape):\n    n, *others = shape\n    return n", "That is the length of the first axis: the rank is how many axes there are."),
        "a sum": ("def rank(shape):\n    n = 0\n    for length in shape:\n        n += length\n    return n", "It looks as if you add the lengths of the axes up: count them with len."),
        "one less": ("def rank(shape):\n    return len(shape[1:])", "That is one too few: every entry of the shape is an axis, the first one too."),
        "the shape of a shape": ("def rank(x):\n    return len(x.shape)", "The argument is the shape already, and a plain tuple has none: count its entries with len."),
        "always 3": ("def rank(shape):\n    n, h, w = 5, 28, 28\n    return len((n, h, w))", "It looks as if the answer is fixed: count the entries of the shape that is given."),
        "no return": ("def rank(shape):\n    print(len(shape))", "Your function counts but gives None back: the return is missing."),
    },
}  # fmt: skip

test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)
