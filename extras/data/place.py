"""Where the full MNIST lies: the folder that MNIST_DIR names, else a folder of the user's cache."""

import os
from functools import cache
from pathlib import Path

from checks.idx import FILES
from grader.course import Course, load
from grader.course.data import DataError

ROOT = Path(__file__).resolve().parents[2]  # of the course that this file belongs to
FULL = "full"
VARIABLE = "MNIST_DIR"


@cache
def course() -> Course:
    """The course that these data belong to."""
    return load(ROOT)


def folder() -> Path:
    """The folder of the four official files, whether or not they are there."""
    return course().find_data(FULL).folder


def named_by() -> str:
    """What decided on the folder, for a message."""
    return VARIABLE if os.environ.get(VARIABLE) else "the cache"


def missing(where: Path) -> list[str]:
    """The official files that a folder lacks, gzipped or not."""
    return [name for name in FILES if not any((where / each).is_file() for each in (name, f"{name}.gz"))]


def check(where: Path) -> None:
    """Raise DataError, with the cure, where a folder lacks some of the full data."""
    if lacking := missing(where):
        raise DataError(
            f"The full MNIST is not here: {where} lacks {', '.join(lacking)}.\n"
            "Run `grader data fetch`, or `grader data add DIR` with a folder that holds the official files."
        )
