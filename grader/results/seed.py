"""The grading seed of a class or a course: drawn once, kept in a file of its own, and for instructors alone.

Who knows it knows every check's inputs beforehand: a table of right answers would do.
"""

import json
import secrets
from pathlib import Path

from grader.results.write import write_json

FILE = "seed.json"
SCHEMA = "grader/seed/1"
LARGEST = 2**62  # of what may be given; drawn is from 0 to just below


class SeedError(Exception):
    """A seed was recorded and cannot be read; the message names the cure."""


def draw() -> int:
    """A seed that nobody can guess: 62 bits from the system's source of randomness."""
    return secrets.randbelow(LARGEST)


def recorded(folder: Path) -> int | None:
    """The seed kept in the folder; None where there is none. Raises SeedError."""
    path = folder / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError):
        content = None
    seed = content.get("seed") if isinstance(content, dict) and content.get("schema") == SCHEMA else None
    if type(seed) is not int or not 0 <= seed <= LARGEST:
        raise SeedError(
            f"{path} holds no seed that can be read. Put the file back as it was, or delete it and give the seed with --seed:\n"
            "every result.json of a class names it. Without --seed a new one is drawn, and the class is graded again."
        )
    return seed


def keep(folder: Path, seed: int) -> None:
    """Record the seed in the folder, which is made where it is missing."""
    write_json(folder / FILE, {"schema": SCHEMA, "seed": seed})
