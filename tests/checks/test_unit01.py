"""Unit 1: what learners write for images and folders, right and wrong, and the sentence each gets to read."""

from grader.checking.verdict import Status
from grader.grading.judge import Judge
from tests.checks import variants
from tests.checks.variants import Rewrite

UNIT = "unit01_pixels"


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "image_to_tensor": {
        "bytes": ("def image_to_tensor(path):\n    return torch.tensor(np.array(Image.open(path)))", "The numbers still run from 0 to 255: make floats of them, and divide by 255."),
        "not scaled": ("def image_to_tensor(path):\n    return torch.tensor(np.array(Image.open(path))).float()", "The numbers still run from 0 to 255: make floats of them, and divide by 255."),
        "an array": ("def image_to_tensor(path):\n    return np.array(Image.open(path)) / 255", "That is no tensor yet: hand the array, np.array(Image.open(path)), to torch.tensor."),
        "an image": ("def image_to_tensor(path):\n    return Image.open(path)", "That is no tensor yet: hand the array, np.array(Image.open(path)), to torch.tensor."),
        "64 bits": ("def image_to_tensor(path):\n    return torch.from_numpy(np.array(Image.open(path)) / 255.0)", "These are floats of 64 bits, as numpy makes them: say dtype=torch.float32, or call .float()."),
        "by the largest": ("def image_to_tensor(path):\n    t = torch.tensor(np.array(Image.open(path))).float()\n    return t / t.max()", "It looks as if you divide by the image's own largest pixel: divide by 255, or a pale image turns dark."),
        "256": ("def image_to_tensor(path):\n    return torch.tensor(np.array(Image.open(path))).float() / 256", "It looks as if you divide by 256: the largest pixel is 255, and it should become 1."),
        "twice": ("def image_to_tensor(path):\n    t = torch.tensor(np.array(Image.open(path)) / 255.0).float()\n    return t / 255", "It looks as if you divide twice by 255: once is enough."),
        "whole numbers": ("def image_to_tensor(path):\n    return torch.tensor(np.array(Image.open(path)), dtype=torch.float32) // 255", "It looks as if // leaves whole numbers, 0 or 1: divide with a single /."),
        "inverted": ("def image_to_tensor(path):\n    return (255 - torch.tensor(np.array(Image.open(path)), dtype=torch.float32)) / 255", "It looks as if black and white are exchanged: 0 stays 0, and 255 becomes 1."),
        "turned": ("def image_to_tensor(path):\n    return torch.tensor(np.array(Image.open(path)), dtype=torch.float32).t() / 255", "It looks as if rows and columns are exchanged: leave the array as np.array gives it."),
        "a channel": ("def image_to_tensor(path):\n    return (torch.tensor(np.array(Image.open(path)), dtype=torch.float32) / 255).unsqueeze(0)", "There is an axis too many: a grey image has two, rows and columns."),
        "no return": ("def image_to_tensor(path):\n    image = torch.tensor(np.array(Image.open(path)), dtype=torch.float32) / 255", "Your function loads the image but gives None back: the return is missing."),
    },
    "load_digits": {
        "by number": ("def load_digits(folder):\n    files = list(Path(folder).glob('*.png'))\n    files.sort(key=lambda p: int(p.name[:-4]))\n    return torch.stack([image_to_tensor(p) for p in files])", "It looks as if the names are sorted as numbers: sort them as text, as sorted does by itself."),
        "backwards": ("def load_digits(folder):\n    return torch.stack([image_to_tensor(p) for p in sorted(Path(folder).glob('*.png'), reverse=True)])", 'Sort the files: sorted(Path(folder).glob("*.png")).'),
        "a list": ("def load_digits(folder):\n    return [image_to_tensor(p) for p in sorted(Path(folder).glob('*.png'))]", "The images are still in a list: torch.stack makes one tensor of them."),
        "every file": ("import os\ndef load_digits(folder):\n    return torch.stack([image_to_tensor(os.path.join(folder, n)) for n in sorted(os.listdir(folder))])", "It looks as if every file of the folder is loaded: take those alone that end in .png."),
        "names alone": ("import os\ndef load_digits(folder):\n    return torch.stack([image_to_tensor(n) for n in sorted(os.listdir(folder))])", "os.listdir gives names without their folder: put it in front, Path(folder) / name."),
        "a Path wanted": ("def load_digits(folder):\n    return torch.stack([image_to_tensor(p) for p in sorted(folder.glob('*'))])", "The folder may come as plain text, which has no glob: write Path(folder).glob(...)."),
        "cat": ("def load_digits(folder):\n    return torch.vstack([image_to_tensor(p) for p in sorted(Path(folder).glob('*.png'))])", "It looks as if the images are joined at their edges: torch.stack puts them on top of one another, torch.cat does not."),
        "text wanted": ("import os\ndef load_digits(folder):\n    names = [n for n in os.listdir(folder) if n.endswith('.png')]\n    return torch.stack([image_to_tensor(folder + '/' + n) for n in sorted(names)])", "The folder may come as a Path, which cannot be added to text: write Path(folder) / name."),
        "scaled again": ("def load_digits(folder):\n    return torch.stack([image_to_tensor(p) / 255 for p in sorted(Path(folder).glob('*.png'))])", "It looks as if you divide by 255 again: image_to_tensor has done so."),
        "not scaled": ("def load_digits(folder):\n    return torch.stack([torch.tensor(np.array(Image.open(p))).float() for p in sorted(Path(folder).glob('*.png'))])", "The numbers still run from 0 to 255: divide by 255, or let image_to_tensor load each image."),
        "bytes": ("def load_digits(folder):\n    return torch.stack([torch.tensor(np.array(Image.open(p))) for p in sorted(Path(folder).glob('*.png'))])", "The numbers still run from 0 to 255: divide by 255, or let image_to_tensor load each image."),
        "64 bits": ("def load_digits(folder):\n    return torch.stack([torch.tensor(np.array(Image.open(p)) / 255) for p in sorted(Path(folder).glob('*.png'))])", "These are floats of 64 bits, as numpy makes them: say dtype=torch.float32, or call .float()."),
        "not sorted": ("def load_digits(folder):\n    return torch.stack([image_to_tensor(p) for p in Path(folder).glob('*.png')])", 'Sort the files: sorted(Path(folder).glob("*.png")).'),
        "return in the loop": ("def load_digits(folder):\n    for p in sorted(Path(folder).glob('*.png')):\n        image = image_to_tensor(p)\n        return image", "Only one image comes back: load all of them, and stack them after the loop."),
        "the last axis": ("def load_digits(folder):\n    return torch.dstack([image_to_tensor(p) for p in sorted(Path(folder).glob('*.png'))])", "It looks as if the images are stacked along the last axis: the first one should count them."),
        "no return": ("def load_digits(folder):\n    stack = torch.stack([image_to_tensor(p) for p in sorted(Path(folder).glob('*.png'))])", "Your function loads the images but gives None back: the return is missing."),
    },
    "ideal_digit": {
        "over everything": ("def ideal_digit(stack):\n    return torch.mean(stack)", "You averaged over everything: only the axis that counts the images should vanish, so write mean(0)."),
        "within each image": ("def ideal_digit(stack):\n    return stack.mean(dim=(1, 2))", "You averaged within each image: that is one number an image. Average over the first axis, mean(0)."),
        "summed": ("def ideal_digit(stack):\n    return sum(stack)", "It looks as if you summed over the images: take the mean."),
        "rows": ("def ideal_digit(stack):\n    return stack.mean(dim=1)", "It looks as if you averaged over the rows: the first axis counts the images, so write mean(0)."),
        "columns": ("def ideal_digit(stack):\n    return stack.mean(dim=-1)", "It looks as if you averaged over the columns: the first axis counts the images, so write mean(0)."),
        "median": ("def ideal_digit(stack):\n    return torch.median(stack, dim=0)[0]", "It looks as if you took the median: a pixel that is pale in the mean is all or nothing there."),
        "largest": ("def ideal_digit(stack):\n    return stack.max(dim=0).values", "It looks as if you took the largest value of each pixel: take the mean."),
        "one image": ("def ideal_digit(stack):\n    for image in stack:\n        return image", "That is a single image of the stack: take the mean over all of them."),
        "keepdim": ("def ideal_digit(stack):\n    return stack.mean(0)[None]", "The axis of the images is still there, with length 1: leave out keepdim."),
        "no return": ("def ideal_digit(stack):\n    mean = stack.mean(0)", "Your function averages but gives None back: the return is missing."),
    },
}  # fmt: skip

test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)


def test_images_in_another_order_are_said_to_be_all_there(judge: Judge, rewrite: Rewrite) -> None:
    source, advice = WRONG["load_digits"]["backwards"]
    checks = {each.title: each for each in variants.judged(judge, rewrite, UNIT, "load_digits", source).checks}
    message = checks["puts the images in the order of their names, sorted as text"].message
    said = "All images are there, but in another order than that of their names."
    assert message.split("\n") == ["Called load_digits(folder 'nine').", said, advice]


def test_a_wrong_image_to_tensor_costs_load_digits_nothing(judge: Judge, rewrite: Rewrite) -> None:
    wrong = rewrite(UNIT, code="def image_to_tensor(path):\n    return torch.tensor(np.array(Image.open(path)))")
    verdicts = {each.name: each.status for each in judge.grade(wrong, frozenset({"image_to_tensor", "load_digits"}))}
    assert verdicts == {"image_to_tensor": Status.FAILED, "load_digits": Status.PASSED}
