"""`grader show`: pictures of the learner's own code, or a sentence that says why not."""

import importlib.util
from pathlib import Path

import pytest
from PIL import Image

from extras import show
from grader.course import Course
from grader.learner.show import PictureError
from tests.learner.conftest import Run
from tests.processes import CLONE

WRONG = {
    "unit05_training": "\n\ndef validate_epoch(model, dl):\n    pass\n",
    "unit06_optimizer": "\n\ndef train_model(model, train_dl, valid_dl, opt, epochs):\n    pass\n",
    "unit07_network": "\n\ndef train_simple_net(train_dl, lr, epochs):\n    return nn.Identity()\n",
}


def test_pictures_of_their_own_code(work: Path, course: Course, run: Run) -> None:
    for name in ("unit01_pixels", "unit03_descent", "unit04_loss"):
        (work / f"{name}.py").write_text(course.reference[name])
    unit = work / "unit02_similarity.py"
    unit.write_text(unit.read_text() + "\n\ndef mnist_distance(a, b):\n    return (a - b).abs().mean()\n")
    for name, wrong in WRONG.items():
        (work / f"{name}.py").write_text(course.reference[name] + wrong)
    done = run(work, "show", "ideal_digit", "2", "3", "4", "unit05_training", "6", "7", "9", "unit10")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "Picture: pictures/unit01_pixels/ideals.png",
        "The picture needs shape [200] from mnist_distance; got []. See: grader check mnist_distance",
        "Picture: pictures/unit03_descent/fits.png",
        "Picture: pictures/unit04_loss/curve.png",
        "The picture needs a number from validate_epoch; got NoneType. See: grader check validate_epoch",
        "The picture needs a list from train_model; got NoneType. See: grader check train_model",
        "Picture: pictures/unit07_network/curve.png",
        "Your network has no linear layer that meets the 784 pixels, so there are no weights to show.",
        "No picture of unit09_full_mnist yet.",
        "train_classifier is not written yet.",
        "unit10_questions has no pictures.",
    ]
    for path in (work / "pictures").glob("*/*.png"):
        with Image.open(path) as picture:
            assert len(picture.convert("L").getcolors(256 * 256) or []) > 10  # more than an empty frame


def test_a_folder_that_holds_no_pictures(work: Path, run: Run) -> None:
    (work / "pictures").write_text("")
    done = run(work, "show", "1")
    assert (done.returncode, done.stderr) == (
        2, f"{CLONE}pictures cannot be made (File exists). Work in a folder that you may write to.\n",
    )  # fmt: skip


def test_no_such_unit(work: Path, run: Run) -> None:
    done = run(work, "show", "sigmoit")
    assert (done.returncode, done.stderr) == (2, f"{CLONE}There is no unit or exercise sigmoit. Did you mean sigmoid?\n")


def test_without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    sentence = r"The pictures need matplotlib: run `python -m pip install matplotlib`\. All else works without\."
    with pytest.raises(PictureError, match=sentence):
        show.check()
