"""The four official MNIST files in IDX format, gzipped or not, each verified by the sha256 of its unpacked bytes."""

import gzip
import hashlib
import math
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from checks.embedded import Split
from grader.course.data import DataError


@dataclass(frozen=True)
class IdxFile:
    """What an official file holds: bytes (uint8) of this shape, behind a header, with this sha256 in all."""

    shape: tuple[int, ...]
    sha256: str

    @property
    def header(self) -> bytes:
        """Magic number (two zero bytes, 8 for unsigned bytes, the rank), then every axis, big-endian."""
        return struct.pack(f">HBB{len(self.shape)}I", 0, 8, len(self.shape), *self.shape)

    @property
    def size(self) -> int:
        """Length of the whole file, unpacked, in bytes."""
        return len(self.header) + math.prod(self.shape)


# sha256 of the unpacked files: mirrors compress them differently, and it is the content that counts.
FILES = {
    "train-images-idx3-ubyte": IdxFile(
        (60_000, 28, 28), "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    ),
    "train-labels-idx1-ubyte": IdxFile((60_000,), "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    "t10k-images-idx3-ubyte": IdxFile(
        (10_000, 28, 28), "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    ),
    "t10k-labels-idx1-ubyte": IdxFile((10_000,), "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
}
CURE = "Copy the official MNIST file there again, or use the embedded digits (`--data embedded`)."


def load_idx(folder: Path) -> Split:
    """The official division of MNIST from `folder`: the training set, and the test set as validation.

    Returns: train_images uint8 [60000, 28, 28], train_labels int64 [60000], valid_images uint8 [10000, 28, 28],
    valid_labels int64 [10000]; indices int64, each counted within its own official file.
    Raises: DataError when the folder or a file is missing, unreadable, or not the official one.
    """
    if not folder.is_dir():
        raise DataError(f"{folder} is not a folder.\nName the folder of the MNIST files with `--data` or MNIST_DIR.")
    train_images, train_labels, valid_images, valid_labels = (read_idx(folder, name) for name in FILES)
    return Split(
        train_images,
        train_labels.long(),
        valid_images,
        valid_labels.long(),
        torch.arange(len(train_labels)),
        torch.arange(len(valid_labels)),
    )


def read_idx(folder: Path, name: str) -> Tensor:
    """One official file (`name` as in FILES; it may lie there with .gz) as uint8 [n, 28, 28] or [n].

    Never unpacks more than one byte over the official size. Raises DataError as `load_idx` does.
    """
    official = FILES[name]
    path, raw = _read(folder, name, official.size + 1)
    header, expected = raw[: len(official.header)], official.header
    if header[:4] != expected[:4]:
        raise DataError(
            f"{path} has the wrong magic number: {header[:4].hex() or 'nothing'}, not {expected[:4].hex()}.\n"
            f"It looks as if it is another kind of file. {CURE}"
        )
    if header != expected:
        found = " x ".join(str(axis) for (axis,) in struct.iter_unpack(">I", header[4 : len(header) // 4 * 4]))
        wanted = " x ".join(str(axis) for axis in official.shape)
        raise DataError(f"{path} announces {found or 'no'} values where the official file has {wanted}.\n{CURE}")
    if len(raw) != official.size:
        length = f"more than {official.size:,}" if len(raw) > official.size else f"only {len(raw):,}"
        raise DataError(f"{path} holds {length} bytes unpacked, where the official file has {official.size:,}.\n{CURE}")
    if hashlib.sha256(raw).hexdigest() != official.sha256:
        raise DataError(f"{path} is not the official MNIST file: the sha256 of its unpacked bytes differs.\n{CURE}")
    return torch.from_numpy(np.frombuffer(raw, np.uint8, offset=len(expected)).reshape(official.shape).copy())


def _read(folder: Path, name: str, limit: int) -> tuple[Path, bytes]:
    """Where the file lies, and its first `limit` bytes, unpacked; the plain file goes before the gzipped one."""
    paths = [path for path in (folder / name, folder / f"{name}.gz") if path.is_file()]
    if not paths:
        raise DataError(f"{folder / name} is missing, and so is {name}.gz.\n{CURE}")
    path = paths[0]
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return path, file.read(limit)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        problem = f"{path} cannot be unpacked ({error}).\nIt looks as if it is cut short or damaged."
        raise DataError(f"{problem} {CURE}") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}).\n{CURE}") from None
