"""Bring the full MNIST by hand: the official IDX files, gzipped or not, or the same images as a folder of PNGs."""

import shutil
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from checks.idx import FILES, read_idx
from grader.course.data import DataError

# How collections of PNGs call the two parts: <part>/<digit>/<index in the official file>.png
PARTS = {"train": ("train", "training"), "t10k": ("test", "testing", "valid", "t10k")}
BY_HAND = (
    "Give a folder with the four official IDX files, or with all images as training/<digit>/<index>.png and testing/…"
)


def add(source: Path, folder: Path) -> list[str]:
    """Verify what `source` holds and put it into `folder` as the official files; gives their names. Raises DataError."""
    if not source.is_dir():
        raise DataError(f"{source} is not a folder.\n{BY_HAND}")
    if source.resolve() == folder.resolve():
        raise DataError(f"{source} is where the full data lies already: there is nothing to add.")
    if any((source / each).is_file() for name in FILES for each in (name, f"{name}.gz")):
        return _add_idx(source, folder)
    return _add_pictures(source, folder)


def _add_idx(source: Path, folder: Path) -> list[str]:
    for name in FILES:
        read_idx(source, name)
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        path = next(path for path in (source / name, source / f"{name}.gz") if path.is_file())
        shutil.copyfile(path, folder / f".{path.name}.part")
        (folder / f".{path.name}.part").replace(folder / path.name)
    return list(FILES)


def _add_pictures(source: Path, folder: Path) -> list[str]:
    made: dict[str, bytes] = {}
    for part, names in PARTS.items():
        images, labels = f"{part}-images-idx3-ubyte", f"{part}-labels-idx1-ubyte"
        root = next((source / name for name in names if (source / name).is_dir()), None)
        if root is None:
            raise DataError(f"{source} holds neither the official files nor a folder {names[0]}/.\n{BY_HAND}")
        pixels, digits = _pictures(root, len_of(labels))
        made[images] = FILES[images].header + pixels.tobytes()
        made[labels] = FILES[labels].header + digits.tobytes()
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (folder / f".{name}.part").write_bytes(content)
    try:
        for name in made:
            (folder / f".{name}.part").replace(folder / name)
            read_idx(folder, name)
    except DataError:
        for name in made:
            (folder / name).unlink(missing_ok=True)
            (folder / f".{name}.part").unlink(missing_ok=True)
        raise DataError(f"The pictures in {source} are not the official images in their order.\n{BY_HAND}") from None
    return list(made)


def len_of(labels: str) -> int:
    """How many images a part has."""
    return FILES[labels].shape[0]


def _pictures(root: Path, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The pixels uint8 [count, 28, 28] and digits uint8 [count] of a part, in the order of their names."""
    pixels, digits = np.zeros((count, 28, 28), np.uint8), np.zeros(count, np.uint8)
    paths = {path for digit in range(10) for path in (root / str(digit)).glob("*.png")}
    numbers = sorted((int(path.stem), path) for path in paths if path.stem.isdecimal())
    if [number for number, _ in numbers] != list(range(count)):
        raise DataError(
            f"{root} holds {len(numbers):,} numbered pictures, where the official part has {count:,}.\n{BY_HAND}"
        )
    for number, path in numbers:
        try:
            with Image.open(path) as image:
                pixels[number] = np.array(image.convert("L"))
        except (OSError, ValueError, UnidentifiedImageError):
            raise DataError(f"{path} is no picture of 28 × 28 pixels.\n{BY_HAND}") from None
        digits[number] = int(path.parent.name)
    return pixels, digits
