"""Under which terms a class is graded, and what it means that grades under them could not be trusted."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Terms:
    """Under which terms a class is graded; the same terms give the same grades."""

    seed: int
    data: str = ""  # the name of a tier of the course's data; the first where it is empty
    device: str = "cpu"
    threads: int = 1
    unsafe: bool = False  # grade also where layers of the sandbox are missing
    folder: Path | None = None  # where the data lie, of a tier that lies outside the course, if not where it says itself


class Untrusted(Exception):
    """The sandbox lacks a layer that an honest grade needs; the message names the cure."""
