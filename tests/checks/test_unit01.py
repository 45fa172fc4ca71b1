"""Unit 1: what learners write for pixels, shapes, lists and folders, right and wrong, and the sentence each gets to read."""


from collections.abc import Callable

import pytest

from grader.grade import Judge
from grader.submission import Submission
from grader.verdict import ExerciseVerdict, Status

Rewrite = Callable[..., Submission]
UNIT = "unit01_pixels"

RIGHT = {
    "image_to_tensor": {
        "tensor first": "def image_to_tensor(path):\n    return torch.tensor(np.array(Image.open(path))) / 255",
        "float": "def image_to_tensor(p):\n    im = Image.open(p)\n    return torch.from_numpy(np.array(im)).float() / 255.0",
        "float32 in numpy": "def image_to_tensor(path):\n    return torch.tensor(np.array(Image.open(path)).astype(np.float32) / 255)",
        "with a grey conversion": "def image_to_tensor(path):\n    with Image.open(str(path)) as im:\n        return torch.Tensor(np.array(im.convert('L'))).div(255)",
        "an open file": "def image_to_tensor(path):\n    with open(path, 'rb') as file:\n        return torch.tensor(np.asarray(Image.open(file)), dtype=torch.float) / 255",
    },
    "row": {
        "with a colon": "def row(image, i):\n    return image[i, :]",
        "select": "def row(im, k):\n    return im.select(0, k)",
        "dots": "def row(image, i):\n    return image[i, ...]",
    },
    "column": {
        "dots": "def column(image, j):\n    return image[..., j]",
        "turned": "def column(image, j):\n    return image.T[j]",
        "stacked": "def column(image, j):\n    return torch.stack([row[j] for row in image])",
    },
    "rows_between": {
        "with a colon": "def rows_between(image, start, stop):\n    return image[start:stop, :]",
        "narrow": "def rows_between(image, a, b):\n    return image.narrow(0, a, b - a)",
        "stacked": "def rows_between(image, start, stop):\n    return torch.stack([image[i] for i in range(start, stop)])",
    },
    "top_left": {
        "from zero": "def top_left(image):\n    return image[0:6, 0:6]",
        "in two goes": "def top_left(image):\n    return image[:6][:, :6]",
        "a copy": "def top_left(im):\n    return im[:6, :6].clone()",
    },
    "rank": {
        "counted": "def rank(shape):\n    n = 0\n    for _ in shape:\n        n += 1\n    return n",
        "of a tensor": "def rank(shape):\n    return torch.zeros(tuple(shape)).ndim",
        "as a tuple": "def rank(s):\n    return len(tuple(s))",
    },
    "double_3x3": {
        "by hand": "def double_3x3():\n    return torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) * 2",
        "floats": "def double_3x3():\n    return 2.0 * torch.arange(1., 10.).view(3, 3)",
        "added": "def double_3x3():\n    t = torch.tensor(range(1, 10)).reshape(3, -1)\n    return t + t",
        "in steps of two": "def double_3x3():\n    return torch.arange(2, 19, 2).reshape(3, 3)",
    },
    "double_odds": {
        "equals one": "def double_odds(numbers):\n    return [n * 2 for n in numbers if n % 2 == 1]",
        "not zero": "def double_odds(xs):\n    return [x + x for x in xs if x % 2 != 0]",
        "a loop": "def double_odds(numbers):\n    out = []\n    for n in numbers:\n        if n & 1:\n            out.append(2 * n)\n    return out",
        "filter and map": "def double_odds(numbers):\n    return list(map(lambda n: 2 * n, filter(lambda n: n % 2, numbers)))",
    },
    "pairs": {
        "comprehension": "def pairs(xs, ys):\n    return [(x, y) for x, y in zip(xs, ys)]",
        "by index": "def pairs(a, b):\n    return [(a[i], b[i]) for i in range(len(a))]",
        "a loop": "def pairs(xs, ys):\n    out = []\n    for pair in zip(xs, ys, strict=True):\n        out.append(pair)\n    return out",
    },
    "load_digits": {
        "os.listdir": "import os\ndef load_digits(folder):\n    return torch.stack([image_to_tensor(os.path.join(folder, n)) for n in sorted(os.listdir(folder)) if n.endswith('.png')])",
        "glob": "import glob\ndef load_digits(folder):\n    files = glob.glob(f'{folder}/*.png')\n    files.sort()\n    return torch.stack([image_to_tensor(f) for f in files])",
        "iterdir and suffix": "def load_digits(folder):\n    files = sorted(p for p in Path(folder).iterdir() if p.suffix == '.png')\n    return torch.stack(tuple(map(image_to_tensor, files)))",
        "sorted by name": "def load_digits(d):\n    files = sorted(Path(d).glob('*.png'), key=lambda p: p.name)\n    return torch.cat([image_to_tensor(f)[None] for f in files])",
        "without image_to_tensor": "def load_digits(folder):\n    paths = sorted(Path(folder).glob('*.png'))\n    return torch.stack([torch.tensor(np.array(Image.open(p))) for p in paths]).float() / 255",
    },
    "ideal_digit": {
        "dim": "def ideal_digit(stack):\n    return torch.mean(stack, dim=0)",
        "axis": "def ideal_digit(images):\n    return images.mean(axis=0)",
        "sum by count": "def ideal_digit(stack):\n    return stack.sum(0) / len(stack)",
        "image by image": "def ideal_digit(stack):\n    return sum(stack) / stack.shape[0]",
        "from the end": "def ideal_digit(stack):\n    return stack.mean(-3)",
    },
}  # fmt: skip

# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "image_to_tensor": {
        "bytes": ("def image_to_tensor(path):\n    return torch.tensor(np.array(Image.open(path)))", "The numbers still run from 0 to 255: make floats of them, and divide by 255."),
        "not scaled": ("def image_to_tensor(path):\n    return torch.tensor(np.array(Image.open(path))).float()", "The numbers still run from 0 to 255: make floats of them, and divide by 255."),
        "an array": ("def image_to_tensor(path):\n    return np.array(Image.open(path)) / 255", "That is no tensor yet: hand the array, np.array(Image.open(path)), to torch.tensor."),
        "an image": ("def image_to_tensor(path):\n    return Image.open(path)", "That is no tensor yet: hand the array, np.array(Image.open(path)), to torch.tensor."),
        "64 bits": ("def image_to_tensor(path):\n    return torch.from_numpy(np.array(Image.open(path)) / 255.0)", "These are floats of 64 bits, as numpy makes them: say dtype=torch.float32, or call .float()."),
        "by the largest": ("def image_to_tensor(path):\n    t = torch.tensor(np.array(Image.open(path))).float()\n    return t / t.max()", "It looks as if you divide by the image's own largest pixel: divide by 255, or a pale image turns dark."),
    },
    "row": {
        "a column": ("def row(image, i):\n    return image[:, i]", "That is a column: the rows are the first axis, so a single index, image[i], picks a row."),
        "a slice": ("def row(image, i):\n    return image[i:i+1, :]", "A slice keeps the axis: pick the row with a single index, image[i]."),
    },
    "column": {
        "a row": ("def column(image, j):\n    return image[:][j]", "That is a row: write image[:, j], a colon for all rows first. (image[:][j] is a row too.)"),
        "a list": ("def column(image, j):\n    return [r[j] for r in image]", "That is a plain list: image[:, j] picks the whole column at once, and it stays a tensor."),
    },
    "rows_between": {
        "stop too": ("def rows_between(image, start, stop):\n    return image[start:stop+1, :]", "There is one row too many: the row stop is no longer in, and a slice leaves it out by itself."),
        "columns": ("def rows_between(image, start, stop):\n    return image[:, start:stop]", "Those are columns: the rows are the first axis, so image[start:stop] is enough."),
    },
    "top_left": {
        "rows twice": ("def top_left(image):\n    return image[:6][:6]", "Only the rows are cut: after a comma comes the slice for the columns. (image[:6][:6] cuts the rows twice.)"),
        "5 by 5": ("def top_left(image):\n    return image[0:5, 0:5]", "It looks as if one row and one column are missing: a slice to 6 ends with number 5, and that makes six."),
    },
    "rank": {
        "ndim": ("def rank(shape):\n    return shape.ndim", "A shape may be a plain tuple, which has no ndim: count its entries with len."),
        "how many numbers": ("def rank(shape):\n    n = 1\n    for s in shape:\n        n *= s\n    return n", "That is how many numbers the tensor holds: the rank is how many axes it has, so count the shape's entries."),
    },
    "double_3x3": {
        "from zero": ("def double_3x3():\n    return torch.arange(9).view(3, 3) * 2", "It looks as if the numbers begin with 0: torch.arange(9) counts from 0, torch.arange(1, 10) from 1 to 9."),
        "to eight": ("def double_3x3():\n    return torch.arange(1, 9).reshape(3, 3) * 2", "It looks as if the numbers stop at 8: torch.arange leaves out its second number, so that one must be 10."),
        "not doubled": ("def double_3x3():\n    return torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])", "The nine numbers are there, but not doubled: multiply the tensor by 2."),
    },
    "double_odds": {
        "even": ("def double_odds(numbers):\n    return [2*n for n in numbers if not n % 2]", "Those are the even numbers: n % 2 is 0 for an even number and 1 for an odd one."),
        "a generator": ("def double_odds(numbers):\n    return (2*n for n in numbers if n % 2 == 1)", "Something comes back that is no list yet: write the comprehension in square brackets, or put list(...) around it."),
        "not doubled": ("def double_odds(numbers):\n    return list(filter(lambda n: n % 2, numbers))", "The odd numbers are there, but not doubled: make 2 * n of each."),
    },
    "pairs": {
        "zip": ("def pairs(xs, ys):\n    return zip(xs, ys)", "zip makes the pairs only when someone asks for them: ask for all with list(zip(xs, ys))."),
        "lists": ("def pairs(xs, ys):\n    return list(map(list, zip(xs, ys)))", "The pairs are right, but lists: zip gives tuples, so leave each as it is."),
        "a dict": ("def pairs(xs, ys):\n    return dict(zip(xs, ys))", "That is a dict, which keeps one pair only for each x: put list(...) around zip."),
    },
    "load_digits": {
        "by number": ("def load_digits(folder):\n    files = list(Path(folder).glob('*.png'))\n    files.sort(key=lambda p: int(p.name[:-4]))\n    return torch.stack([image_to_tensor(p) for p in files])", "It looks as if the names are sorted as numbers: sort them as text, as sorted does by itself."),
        "backwards": ("def load_digits(folder):\n    return torch.stack([image_to_tensor(p) for p in sorted(Path(folder).glob('*.png'), reverse=True)])", 'Sort the files: sorted(Path(folder).glob("*.png")).'),
        "a list": ("def load_digits(folder):\n    return [image_to_tensor(p) for p in sorted(Path(folder).glob('*.png'))]", "The images are still in a list: torch.stack makes one tensor of them."),
        "every file": ("import os\ndef load_digits(folder):\n    return torch.stack([image_to_tensor(os.path.join(folder, n)) for n in sorted(os.listdir(folder))])", "It looks as if every file of the folder is loaded: take those alone that end in .png."),
        "names alone": ("import os\ndef load_digits(folder):\n    return torch.stack([image_to_tensor(n) for n in sorted(os.listdir(folder))])", "os.listdir gives names without their folder: put it in front, Path(folder) / name."),
        "a Path wanted": ("def load_digits(folder):\n    return torch.stack([image_to_tensor(p) for p in sorted(folder.glob('*'))])", "The folder may come as plain text, which has no glob: write Path(folder).glob(...)."),
    },
    "ideal_digit": {
        "over everything": ("def ideal_digit(stack):\n    return torch.mean(stack)", "You averaged over everything: only the axis that counts the images should vanish, so write mean(0)."),
        "within each image": ("def ideal_digit(stack):\n    return stack.mean(dim=(1, 2))", "You averaged within each image: that is one number an image. Average over the first axis, mean(0)."),
        "summed": ("def ideal_digit(stack):\n    return sum(stack)", "It looks as if you summed over the images: take the mean."),
    },
}  # fmt: skip


def judged(judge: Judge, rewrite: Rewrite, name: str, source: str) -> ExerciseVerdict:
    (verdict,) = judge.grade(rewrite(UNIT, code=source), frozenset({name}))
    return verdict


@pytest.mark.parametrize(("name", "variant"), [(name, each) for name, variants in RIGHT.items() for each in variants])
def test_a_correct_variant_passes(judge: Judge, rewrite: Rewrite, name: str, variant: str) -> None:
    verdict = judged(judge, rewrite, name, RIGHT[name][variant])
    assert {each.title: each.message for each in verdict.checks if each.status is not Status.PASSED} == {}


@pytest.mark.parametrize(("name", "variant"), [(name, each) for name, variants in WRONG.items() for each in variants])
def test_a_wrong_variant_is_told_what_to_do(judge: Judge, rewrite: Rewrite, name: str, variant: str) -> None:
    source, sentence = WRONG[name][variant]
    verdict = judged(judge, rewrite, name, source)
    assert verdict.status is Status.FAILED
    failed = next(each for each in verdict.checks if each.status is Status.FAILED)
    assert failed.message.split("\n")[-1] == sentence


def test_images_in_another_order_are_said_to_be_all_there(judge: Judge, rewrite: Rewrite) -> None:
    source, advice = WRONG["load_digits"]["backwards"]
    checks = {each.title: each for each in judged(judge, rewrite, "load_digits", source).checks}
    message = checks["puts the images in the order of their names, sorted as text"].message
    said = "All images are there, but in another order than that of their names."
    assert message.split("\n") == ["Called load_digits(folder 'four').", said, advice]


def test_pairs_of_another_kind_are_named(judge: Judge, rewrite: Rewrite) -> None:
    found = []
    for value in ("3", "['a', 'b', 'c']"):
        verdict = judged(judge, rewrite, "pairs", f"def pairs(xs, ys):\n    return {value}")
        found.append(verdict.checks[0].message.split("\n")[1:])
    assert found == [["Expected a list of 3; got a single number."], ["Expected a tuple of 2 at each place; got 'a'."]]


def test_a_wrong_image_to_tensor_costs_load_digits_nothing(judge: Judge, rewrite: Rewrite) -> None:
    wrong = rewrite(UNIT, code="def image_to_tensor(path):\n    return torch.tensor(np.array(Image.open(path)))")
    verdicts = {each.name: each.status for each in judge.grade(wrong, frozenset({"image_to_tensor", "load_digits"}))}
    assert verdicts == {"image_to_tensor": Status.FAILED, "load_digits": Status.PASSED}
