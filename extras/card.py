"""A picture for a card, where seeing helps more than reading: a mean digit beside the true one, the digits that were got wrong."""

import base64
import io
from collections.abc import Callable
from contextlib import suppress

import torch
from PIL import Image

from checks.digits import Digits
from grader.checking.givens import Givens
from grader.checking.verdict import ExerciseVerdict, Status

SCALE = 3  # screen pixels for a pixel of a digit
MANY = 12  # digits shown at most
GAP = 2

Picture = tuple[str, str]  # what it shows, in words; a PNG in base 64


def picture(verdict: ExerciseVerdict, given: Givens, function: object) -> Picture | None:
    """The picture for an exercise, or None where there is nothing to see. Never raises for what the learner's code does."""
    draw = {"ideal_digit": ideal_digit, "is_3": is_3}.get(verdict.name)
    if draw is None or not callable(function) or verdict.status in (Status.NOT_STARTED, Status.NOT_CHECKED):
        return None
    with suppress(Exception), torch.no_grad():  # the checks have said what is wrong; without a picture nothing is lost
        return draw(function, given("digits"), verdict.status is Status.PASSED)
    return None


def ideal_digit(function: Callable[..., object], digits: Digits, passed: bool) -> Picture | None:
    """Their ideal three beside the true one, when it is not right and has the shape of an image."""
    stack = digits.threes
    theirs = function(stack.clone())
    if passed or not isinstance(theirs, torch.Tensor) or theirs.shape != stack.shape[1:]:
        return None
    return "Your ideal three, and beside it the mean of the same threes.", png([theirs.float(), stack.mean(0)])


def is_3(function: Callable[..., object], digits: Digits, passed: bool) -> Picture | None:
    """Validation digits of which it says the wrong thing."""
    images = torch.cat([digits.valid_threes, digits.valid_sevens])
    truth = torch.arange(len(images)) < len(digits.valid_threes)
    theirs = function(images.clone(), digits.mean3, digits.mean7)
    if not isinstance(theirs, torch.Tensor) or theirs.shape != truth.shape or theirs.dtype != torch.bool:
        return None
    wrong = images[theirs != truth]
    if not len(wrong):
        return None
    told = f"{min(len(wrong), MANY)} of the {len(wrong)} digits" if len(wrong) > MANY else f"The {len(wrong)} digits"
    return f"{told} (of {len(images)}) that your is_3 takes for the other one.", png(list(wrong[:MANY]))


def png(images: list[torch.Tensor]) -> str:
    """Images [28,28] in a row, dark ink on white, as a PNG in base 64; values are cut to the range from 0 to 1."""
    size = 28 * SCALE
    sheet = Image.new("L", (len(images) * (size + GAP) - GAP, size), 255)
    for number, each in enumerate(images):
        grey = ((1 - each.detach().cpu().nan_to_num().clamp(0, 1)) * 255).to(torch.uint8).numpy()
        sheet.paste(Image.fromarray(grey).resize((size, size), Image.Resampling.NEAREST), (number * (size + GAP), 0))
    data = io.BytesIO()
    sheet.save(data, "PNG")
    return base64.b64encode(data.getvalue()).decode("ascii")
