"""The chapter's own folder layout: mnist_sample/{train,valid}/{3,7}/<index>.png, one picture a file."""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image
from torch import Tensor

from checks.embedded import Digits, Split, split
from grader.course.data import DataError


def write_layout(source: Split | Digits, folder: Path, digits: Iterable[int] = (3, 7)) -> int:
    """Write the images of `digits` as 8-bit grey PNG files to folder/train/<digit>/ and folder/valid/<digit>/.

    A file is named after the image's index in the official MNIST files where the split knows it, and after its place in
    the split where not. Digits are split with seed 0 first.

    Args: source; folder, such as Path("mnist_sample"), made when missing; digits, which ones to write.
    Returns: how many files were written.
    Raises: DataError when the source has no image of a digit, when a folder to fill already holds something (nothing is
    written then: old pictures beside new ones could mix training with validation), or when writing fails.
    """
    source = source if isinstance(source, Split) else split(source, seed=0)
    train = (source.train_images, source.train_labels, source.train_indices)
    valid = (source.valid_images, source.valid_labels, source.valid_indices)
    wanted = list(dict.fromkeys(digits))
    for digit in wanted:
        if digit not in source.train_labels and digit not in source.valid_labels:
            raise DataError(f"There are no images of {digit} to write.\nChoose digits from 0 to 9.")
    jobs = [
        (folder / name / str(digit), digit, *part)
        for name, part in (("train", train), ("valid", valid))
        for digit in wanted
    ]
    try:
        for target, *_ in jobs:
            if target.exists() and any(target.iterdir()):
                raise DataError(
                    f"{target} already holds files, so nothing was written.\nMove it away, or name a new folder."
                )
        return sum([_write(*job) for job in jobs])
    except OSError as error:
        raise DataError(
            f"{error.filename or folder} cannot be written ({error.strerror}).\nName a folder that you may write to."
        ) from None


def _write(target: Path, digit: int, images: Tensor, labels: Tensor, indices: Tensor | None) -> int:
    target.mkdir(parents=True, exist_ok=True)
    places = (labels == digit).nonzero().flatten()
    names = places if indices is None else indices[places]
    for place, name in zip(places.tolist(), names.tolist(), strict=True):
        with (target / f"{name}.png").open("xb") as file:  # x: a file that appeared meanwhile is never overwritten
            Image.fromarray(images[place].numpy()).save(file, format="PNG")
    return len(places)
