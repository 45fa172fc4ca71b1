"""`grader play`: a page on which the learner's own trained model judges a drawn digit."""

from pathlib import Path
from typing import TYPE_CHECKING

from grader.course import Course
from grader.submission.model import Submission

if TYPE_CHECKING:
    from extras.model import TrainedModel

UNITS = {9: "train_classifier", 7: "train_simple_net"}  # the exercise of the unit that trains a model, the latest first
PAGE = Path(__file__).with_name("play.html")
INVITATION = "Draw a digit at {address} and see what it says."


def model(course: Course, work: Submission, name: str) -> "TrainedModel":
    """The model that the exercise of this name trains. Raises `grader.learner.play.ModelError`."""
    from extras.model import TrainedModel  # torch comes with it

    return TrainedModel(course, work, name)
