"""Where the full MNIST lies: the folder that MNIST_DIR names, else a folder of the user's cache."""

import os
from pathlib import Path

import pooch

from grader.digits import DataError
from grader.idx import FILES

VARIABLE = "MNIST_DIR"


def folder() -> Path:
    """The folder of the four official files, whether or not they are there."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(pooch.os_cache("mnist-basics-kit")) / "mnist"


def named_by() -> str:
    """What decided on the folder, for a message."""
    return VARIABLE if os.environ.get(VARIABLE) else "the cache"


def missing(where: Path) -> list[str]:
    """The official files that a folder lacks, gzipped or not."""
    return [name for name in FILES if not any((where / each).is_file() for each in (name, f"{name}.gz"))]


def full() -> Path:
    """The folder of the full data. Raises DataError where it is not here, with the cure."""
    where = folder()
    if lacking := missing(where):
        raise DataError(
            f"The full MNIST is not here: {where} lacks {', '.join(lacking)}.\n"
            "Run `grader data fetch`, or `grader data add DIR` with a folder that holds the official files."
        )
    return where
