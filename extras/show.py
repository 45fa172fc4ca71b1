"""`grader show`: the pictures of the units, and what is said under each on a learner's page."""

import importlib.util
from pathlib import Path
from typing import Any

from extras.drawings import DRAWINGS
from grader.checking.givens import Givens
from grader.course.loaded import support
from grader.learner.own import OwnCode
from grader.learner.show import PictureError

UNITS = tuple(DRAWINGS)  # those that have pictures
CAPTIONS = {  # by the name of the file, up to the first "-"
    "ideals": "The ideal three and the ideal seven, by your ideal_digit",
    "mistakes": "Wrong answers of your classifier, the most certain first",
    "fits": "Your curve, step after step",
    "curve": "Your function",
    "training": "The accuracy of your training after each epoch",
    "weights": "Weights that your training found",
}


def check() -> None:
    """Raise PictureError where no picture can be drawn at all."""
    if importlib.util.find_spec("matplotlib") is None:
        raise PictureError(
            "The pictures need matplotlib: run `python -m pip install matplotlib`. All else works without."
        )


def draw(unit: str, own: OwnCode, given: Givens, folder: Path) -> None:
    """Draw the pictures of a unit into the folder, and say where they are.

    Raises PictureError, or one of `grader.learner.own.STOPPED` for what the learner's code comes to.
    """
    pictures: Any = support(own.course, "pictures")
    pictures.FOLDER = folder
    DRAWINGS[unit](own, given("digits"), pictures)
