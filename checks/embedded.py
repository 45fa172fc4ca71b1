"""The embedded digits: ten contact sheets of real MNIST images, verified and decoded, and their re-split by seed."""

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from grader.course.data import DataError

DATA = Path(__file__).resolve().parents[1] / "data"  # of the course that this file belongs to
SIDE = 28  # pixels, both ways
COLUMNS, ROWS = 25, 20  # images on a sheet, left to right and then down
PER_SHEET = COLUMNS * ROWS
SHEETS = tuple(f"digit_{digit}.png" for digit in range(10))
MANIFEST, SUMS = "manifest.csv", "SHA256SUMS"
FIELDS = ["sheet", "position", "mnist_index"]


@dataclass(frozen=True, eq=False)
class Digits:
    """Labelled images: `images` uint8 [n, 28, 28] (0 is paper, 255 is ink), `labels` int64 [n],
    `indices` int64 [n], the place of every image in the official MNIST training set."""

    images: Tensor
    labels: Tensor
    indices: Tensor


@dataclass(frozen=True, eq=False)
class Split:
    """Training and validation images: uint8 [n, 28, 28], with labels int64 [n].

    The indices, int64 [n] where known, are places in the official files: after `split` in the training file for both
    parts, after `checks.idx.load_idx` in the training file for one part and in the test file for the other.
    """

    train_images: Tensor
    train_labels: Tensor
    valid_images: Tensor
    valid_labels: Tensor
    train_indices: Tensor | None = None
    valid_indices: Tensor | None = None


def find_data_folder() -> Path:
    """The folder of the embedded digits, for what runs without a loaded course. Raises DataError where it is missing."""
    if not DATA.is_dir():
        raise DataError(f"The embedded digits are missing: there is no folder {DATA}.\n{_cure('data')}")
    return DATA


def load_embedded(folder: Path) -> Digits:
    """The 5,000 embedded digits, 500 a digit: first all zeros, then all ones, …, each in the order of the manifest.

    Args: folder, the one that holds digit_0.png … digit_9.png, manifest.csv and SHA256SUMS.
    Returns: images uint8 [5000, 28, 28], labels int64 [5000], indices int64 [5000].
    Raises: DataError when a file is missing, unreadable, altered (sha256) or not laid out as data/README.md says.
    """
    sums = _read_sums(folder)
    indices = _read_manifest(folder, sums)
    images = np.concatenate([_read_sheet(folder, name, sums) for name in SHEETS])
    labels = torch.arange(len(SHEETS)).repeat_interleave(PER_SHEET)
    return Digits(torch.from_numpy(images), labels, torch.tensor(indices))


def split(digits: Digits, seed: int, valid_per_digit: int = 100) -> Split:
    """Divide the digits anew by `seed`: `valid_per_digit` images of every digit validate, the others train.

    Both parts are shuffled. The same seed gives the same split; torch's global generator is left alone.
    Returns: on the embedded digits, by default, 4,000 training and 1,000 validation images (400 and 100 a digit).
    Raises: ValueError when `valid_per_digit` leaves nothing on one side for some digit.
    """
    generator = torch.Generator().manual_seed(seed)
    train, valid = [], []
    for label in sorted(set(digits.labels.tolist())):
        places = (digits.labels == label).nonzero().flatten()
        if not 0 < valid_per_digit < len(places):
            raise ValueError(f"valid_per_digit is {valid_per_digit}: choose from 1 to {len(places) - 1}.")
        places = places[torch.randperm(len(places), generator=generator)]
        valid.append(places[:valid_per_digit])
        train.append(places[valid_per_digit:])
    a, b = (part[torch.randperm(len(part), generator=generator)] for part in (torch.cat(train), torch.cat(valid)))
    return Split(
        digits.images[a], digits.labels[a], digits.images[b], digits.labels[b], digits.indices[a], digits.indices[b]
    )


def _read_sums(folder: Path) -> dict[str, str]:
    """sha256 by file name, from a file in the format of the sha256sum program."""
    lines = _read(folder / SUMS).decode("utf-8", errors="replace").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _read_verified(path: Path, sums: dict[str, str]) -> bytes:
    raw = _read(path)
    if path.name not in sums:
        raise DataError(f"{path.parent / SUMS} does not list {path.name}.\n{_cure(f'data/{SUMS}')}")
    if hashlib.sha256(raw).hexdigest() != sums[path.name]:
        raise DataError(f"{path} has been altered: its sha256 is not the one in {SUMS}.\n{_cure(f'data/{path.name}')}")
    return raw


def _read_sheet(folder: Path, name: str, sums: dict[str, str]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The images of one contact sheet: uint8 [500, 28, 28]."""
    path = folder / name
    raw = _read_verified(path, sums)
    try:
        with Image.open(io.BytesIO(raw), formats=["PNG"]) as sheet:
            kind, size = sheet.mode, sheet.size
            pixels = np.asarray(sheet) if (kind, size) == ("L", (COLUMNS * SIDE, ROWS * SIDE)) else None
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:  # SyntaxError: a broken PNG chunk
        raise DataError(f"{path} is not a PNG picture that can be read ({error}).\n{_cure(f'data/{name}')}") from None
    if pixels is None:
        width, height = size
        raise DataError(
            f"{path} is no contact sheet: it is {width} x {height} pixels of mode {kind}, "
            f"not {COLUMNS * SIDE} x {ROWS * SIDE} of mode L (8-bit grey).\n{_cure(f'data/{name}')}"
        )
    return pixels.reshape(ROWS, SIDE, COLUMNS, SIDE).swapaxes(1, 2).reshape(PER_SHEET, SIDE, SIDE)


def _read_manifest(folder: Path, sums: dict[str, str]) -> list[int]:
    """The MNIST index of every image, sheet after sheet; the rows must be in just that order."""
    path = folder / MANIFEST
    rows = list(csv.reader(_read_verified(path, sums).decode("utf-8", errors="replace").splitlines()))
    places = [[name, str(position)] for name in SHEETS for position in range(PER_SHEET)]
    indices = [row[2] for row in rows[1:] if len(row) == 3 and row[2].isdecimal()]
    if rows[:1] != [FIELDS] or [row[:2] for row in rows[1:]] != places or len(indices) != len(places):
        raise DataError(
            f"{path} does not list {PER_SHEET} images of every sheet in order, as {','.join(FIELDS)}.\n"
            f"{_cure(f'data/{MANIFEST}')}"
        )
    return [int(index) for index in indices]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path} is missing.\n{_cure(f'data/{path.name}')}") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}).\n{_cure(f'data/{path.name}')}") from None


def _cure(name: str) -> str:
    return f"Restore it: run `git checkout -- {name}` in the root of your clone, or reinstall the kit."
