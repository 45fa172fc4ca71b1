"""The sample folder: digits to look at, beside the units, where the course's demonstrations find them."""

from importlib import import_module
from pathlib import Path

from checks.embedded import find_data_folder, load_embedded, split
from extras.layout import write_layout

SAMPLE = "mnist_sample"


def fill(folder: Path) -> str:
    """Put the sample beside the units in the folder; a sentence on what was made, none where it was there. Raises DataError."""
    place = folder / SAMPLE
    if place.exists():
        return ""
    write_layout(split(load_embedded(find_data_folder()), 0), place, range(10))
    return f"The sample digits are in {place}."


def prepare(folder: Path) -> None:
    """Let the demonstrations of a notebook find the sample, wherever the notebook itself lies."""
    if (folder / SAMPLE).exists():
        import_module("demo").SAMPLE = folder / SAMPLE  # type: ignore[attr-defined]  # a module's name of its own
