"""The learner's own model, trained by their own code in a worker, which answers for as long as it is asked."""

from random import Random
from typing import Any

import torch
from torch import Tensor

from checks.digits import Digits
from grader.checking.answer import read
from grader.checking.givens import Givens
from grader.course import Course, CourseError
from grader.course.data import DataError
from grader.learner.own import STOPPED, OwnCode, reason
from grader.learner.play import Ask, ModelError
from grader.learner.work import SEED
from grader.sandbox.failures import SandboxError
from grader.submission.model import Submission

PIXELS = 28 * 28
EPOCHS, LR, BATCH = 40, 0.1, 256  # of unit 7, as its demonstration has them


class TrainedModel:
    """A model in a worker: of ten digits (train_classifier), or of threes and sevens (train_simple_net). Use it in a `with` block.

    Raises ModelError where it cannot be trained, or where its scores have the wrong shape.
    """

    def __init__(self, course: Course, work: Submission, name: str) -> None:
        self.labels = ["3", "7"] if name == "train_simple_net" else [str(digit) for digit in range(10)]
        self.random = Random()
        try:
            self.digits: Digits = Givens(course, course.find_data(), SEED)("digits")
            self.own = OwnCode(course, work, wanted=[name])
        except (CourseError, DataError, SandboxError) as error:
            raise ModelError(str(error)) from None
        try:
            self.student = self.own.student(name)
            if name == "train_simple_net":
                self.model = self.student.train_simple_net(
                    self.student.helpers.batches(*self.digits.train_3_7, BATCH), LR, EPOCHS
                )
            else:
                self.model = self.student.train_classifier(*self.digits.train_ten, "cpu")
            images, labels = self._valid()
            accuracy = (self._probabilities(images).argmax(1) == labels).float().mean().item()
        except STOPPED as error:
            self.own.close()
            raise ModelError(f"{reason(error)}\nSee: grader check {name}") from None
        except (ModelError, SandboxError):
            self.own.close()
            raise
        self.about = f"Your model is trained: {accuracy:.1%} of the validation digits are right."
        self.answers: dict[str, Ask] = {"/scores": self.scores, "/digit": self.digit}

    def __enter__(self) -> "TrainedModel":
        return self

    def __exit__(self, *_: object) -> None:
        self.own.close()

    def scores(self, pixels: Any) -> dict[str, Any]:
        """What the model makes of 784 numbers from 0 to 1: a probability for each label, or an "error" in words.

        Raises ValueError or TypeError for anything but 784 numbers.
        """
        image = torch.tensor(pixels, dtype=torch.float32)
        if tuple(image.shape) != (PIXELS,):
            raise ValueError("a drawing has 784 pixels")
        image = image.reshape(1, PIXELS).clamp(0, 1)
        try:
            return {"labels": self.labels, "scores": self._probabilities(image)[0].tolist()}
        except (*STOPPED, ModelError) as error:
            return {"error": str(error) if isinstance(error, ModelError) else reason(error)}

    def digit(self, _: Any) -> dict[str, Any]:
        """Some digit of the validation set: its 784 numbers, and which it is."""
        images, labels = self._valid()
        place = self.random.randrange(len(images))
        return {"pixels": [round(each, 3) for each in images[place].tolist()], "label": self.labels[int(labels[place])]}

    def _valid(self) -> tuple[Tensor, Tensor]:
        """Validation images [n, 784], and for each the place of its label [n]."""
        if len(self.labels) == 2:
            images, threes = self.digits.valid_3_7
            return images, (1 - threes[:, 0]).long()
        return self.digits.valid_ten

    def _probabilities(self, images: Tensor) -> Tensor:
        """Of images [n, 784], one column a label."""
        scores = read(self.student.helpers.predictions(self.model, images))
        columns = 1 if len(self.labels) == 2 else len(self.labels)
        if not isinstance(scores, Tensor) or tuple(scores.shape) != (len(images), columns):
            got = list(scores.shape) if isinstance(scores, Tensor) else type(scores).__name__
            raise ModelError(f"Your model should give scores of shape {[len(images), columns]} here; it gave {got}.")
        scores = scores.double()
        found = torch.cat([scores, -scores], 1).sigmoid() if columns == 1 else scores.softmax(1)
        return found.nan_to_num(0.0)
