"""`grader show`: the pictures of each unit, drawn from what the learner's own functions answer, by the course's own pictures.py."""

from pathlib import Path
from types import ModuleType

import torch
from PIL.Image import Image
from torch import Tensor

from grader.checking.answer import Answer, called, read
from grader.checking.givens import Givens
from grader.course.loaded import support
from grader.learner.own import OwnCode
from grader.learner.show import PictureError

UNITS = ("unit1_line", "unit2_descent")  # those that have pictures
CAPTIONS = {  # by the name of the file, up to the first "-"
    "line": "Your best line through the nebulae",
    "steps": "Your line, step after step",
    "losses": "The losses of your Momentum, by how much it keeps of its speed",
}
LR, STEPS = 0.1, 60
SHOWN = (1, 2, 5, 20)  # the steps whose lines are drawn
MOMENTA = (0.0, 0.7, 0.9)
STEEPNESS = torch.tensor([0.4, 4.0])  # ten times as steep in one direction as in the other, as for the nebulae
START = torch.tensor([50.0, 15.0])


def check() -> None:
    """Raise PictureError where no picture can be drawn at all: these need nothing but what the engine needs."""


def draw(unit: str, own: OwnCode, given: Givens, folder: Path) -> None:
    """Draw the pictures of a unit into the folder, and say where they are.

    Raises PictureError, or one of `grader.learner.own.STOPPED` for what the learner's code comes to.
    """
    drawn = {"unit1_line": _line, "unit2_descent": _descent}[unit](own, given, support(own.course, "pictures"))
    for name, picture in drawn.items():
        picture.save(path := folder / f"{name}.png")
        print(f"Saved {path}")


def _line(own: OwnCode, given: Givens, pictures: ModuleType) -> dict[str, Image]:
    """Their best line through the nebulae."""
    student = own.student("least_squares")
    line = _tensor(student.least_squares(*given("nebulae")), 2)
    return {"line": pictures.show_line(*given("nebulae"), [line])}


def _descent(own: OwnCode, given: Givens, pictures: ModuleType) -> dict[str, Image]:
    """Some lines on the way of their steps, and the losses of their optimizer in a valley."""
    distance, velocity = given("nebulae")
    student = own.student("take_step")
    line, lines = torch.zeros(2), []
    for number in range(1, 21):
        line = _tensor(student.take_step(distance, velocity, line, LR), 2)
        if number in SHOWN:
            lines.append(line)
    student = own.student("Momentum")
    losses = {}
    for momentum in MOMENTA:
        ball = student.Momentum(student.helpers.valley(STEEPNESS, torch.zeros(2)), START, LR, momentum)
        way = torch.stack([_tensor(ball.step(), 2) for _ in range(STEPS)])
        losses[f"momentum {momentum}"] = (STEEPNESS * way**2).sum(1).div(2).tolist()
    return {"steps": pictures.show_line(distance, velocity, lines), "losses": pictures.show_losses(losses)}


def _tensor(answer: Answer, *shape: int) -> Tensor:
    value = read(answer)
    if not isinstance(value, Tensor) or tuple(value.shape) != shape:
        got = list(value.shape) if isinstance(value, Tensor) else type(value).__name__
        name = called(answer).split("(")[0].split(".")[0]
        raise PictureError(f"The picture needs shape {list(shape)} from {name}; got {got}. See: grader check {name}")
    return value.detach().float()
