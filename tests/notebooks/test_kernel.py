"""check() and points() in this very process, as a cell calls them."""

import base64
import io
import os
import random
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch
from PIL import Image

from grader.course import Course
from grader.notebooks import check, points
from grader.notebooks.kernel.check import NotRightYet


@pytest.fixture(autouse=True)
def units(course: Course, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The solutions stand for the learner's earlier units; what was imported before is there again afterwards."""
    names = list(course.reference)
    saved = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    monkeypatch.syspath_prepend(str(course.root / "solutions"))
    yield
    for name in names:
        sys.modules.pop(name, None)
    sys.modules.update(saved)


def work(course: Course, unit: str, source: str = "") -> ModuleType:
    """A module as a notebook's namespace: the unit's reference, and what is written over it."""
    module = ModuleType("notebook")
    exec(compile(course.reference[unit] + "\n\n" + source, "<ipython-input-1>", "exec"), vars(module))
    return module


def told(capsys: pytest.CaptureFixture[str], function: Any) -> list[str]:
    check(function)
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_the_reference_passes(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, work(course, "unit02_similarity").is_3)
    assert lines[0] == "is_3: passed"
    assert all(line.startswith("●") for line in lines[1:])


def test_a_mistake_is_named_as_everywhere(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    made = work(course, "unit02_similarity", "def mnist_distance(a, b):\n    return (a - b).mean((-1, -2))")
    lines = told(capsys, made.mnist_distance)
    assert lines[0] == "mnist_distance: not right yet"
    assert "Called mnist_distance(a [25, 28, 28], b [28, 28])." in lines
    assert "It looks as if positive and negative differences cancel out: take .abs() before the mean." in lines
    assert "Judged once mnist_distance is right, for it stands on that." in told(capsys, made.is_3)


def test_a_model_is_trained_anew_once_its_function_is_mended(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    softmax = "class Probabilities(nn.Module):\n    def __init__(self, model):\n        super().__init__()\n        self.model = model\n"
    softmax += "    def forward(self, x):\n        return self.model(x).softmax(1)\n"
    wrong = "right = train_classifier\ndef train_classifier(train_x, train_y, device):\n"
    wrong += "    return Probabilities(right(train_x, train_y, device))"
    lines = told(capsys, work(course, "unit09_full_mnist", f"from torch import nn\n{softmax}\n{wrong}").train_classifier)
    assert lines[0] == "train_classifier: not right yet"
    lines = told(capsys, work(course, "unit09_full_mnist").train_classifier)
    assert lines[0] == "train_classifier: passed"


def test_a_mistake_that_stands_on_the_learners_own_function(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    source = "def is_3(x, mean3, mean7):\n    return mnist_distance(x, mean3) > mnist_distance(x, mean7)"
    lines = told(capsys, work(course, "unit02_similarity", source).is_3)
    assert "It looks as if the comparison is the wrong way round: a three is nearer to the ideal three." in lines


@pytest.mark.parametrize(
    "unit", ["unit01_pixels", "unit03_descent", "unit04_loss", "unit05_training", "unit09_full_mnist"]
)
def test_every_kind_of_exercise_passes_here_too(course: Course, capsys: pytest.CaptureFixture[str], unit: str) -> None:
    """Files and folders, parameters with gradients, models by handle, loaders, trainings."""
    made = work(course, unit)
    for exercise in next(each for each in course.units if each.name == unit).exercises:
        if exercise.name not in (
            "train_classifier",
            "train_deeper_classifier",
        ):  # minutes of training prove nothing more here
            assert told(capsys, getattr(made, exercise.name))[0] == f"{exercise.name}: passed"


def test_not_written_yet(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    made = work(course, "unit02_similarity", "def is_3(x, mean3, mean7):\n    raise NotImplementedError")
    assert told(capsys, made.is_3)[0] == "is_3: not started"


def test_points_by_all_checks_with_one_slip_costing_once(course: Course) -> None:
    made = work(course, "unit02_similarity", "def mnist_distance(a, b):\n    return (a - b).mean((-1, -2))")
    assert points(made.is_3) == 3
    assert 0 < points(made.mnist_distance) < 3
    assert made.mnist_distance(torch.tensor([[-1.0]]), torch.tensor([[0.0]])) == -1  # the learner's own is back


def test_what_is_no_exercise() -> None:
    with pytest.raises(
        TypeError, match=r"check\(\) wants a function of the course, such as check\(image_to_tensor\); int is none\."
    ):
        check(3)  # type: ignore[arg-type]  # what a learner may type


def test_under_nbgrader_validate_it_raises(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    made = work(course, "unit02_similarity", "def l1_distance(a, b):\n    return (a - b).mean()")
    with pytest.raises(NotRightYet, match="l1_distance: not right yet"):
        check(made.l1_distance)


def test_nothing_that_the_learners_code_says_comes_through(course: Course, capfd: pytest.CaptureFixture[str]) -> None:
    noisy = "import os, sys, warnings\ndef l1_distance(a, b):\n    print('out'); print('err', file=sys.stderr); os.write(2, b'torch says')\n    warnings.warn('old')\n    return (a - b).abs().mean()"
    made = work(course, "unit02_similarity", noisy)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert points(made.l1_distance) == 2
    assert capfd.readouterr() == ("", "")
    os.write(2, b"back")
    assert capfd.readouterr().err == "back"


def test_the_kernels_state_stays_as_it_was(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    mine = ModuleType("unit02_similarity")
    sys.modules["unit02_similarity"] = mine
    made = work(course, "unit05_training")
    torch.manual_seed(5)
    random.seed(5)
    expected = torch.Generator().manual_seed(5)
    check(made.make_batches)
    assert sys.modules["unit02_similarity"] is mine
    assert torch.equal(torch.rand(3), torch.rand(3, generator=expected))
    assert random.random() == random.Random(5).random()


def test_what_an_exercise_stands_on_is_found_beside_the_notebook(
    course: Course, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """calc_grad stands on unit 4, which this notebook has not imported."""
    (tmp_path / "unit04_loss.py").write_text(course.reference["unit04_loss"], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    made = ModuleType("notebook")
    exec(
        "def calc_grad(xb, yb, model):\n    from unit04_loss import mnist_loss\n    mnist_loss(model(xb), yb).backward()",
        vars(made),
    )
    assert told(capsys, made.calc_grad)[0] == "calc_grad: passed"
    assert sys.modules["unit04_loss"].__file__ == str(tmp_path / "unit04_loss.py")


def test_an_interrupt_stops_the_check(course: Course) -> None:
    made = work(course, "unit02_similarity", "def l1_distance(a, b):\n    raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        check(made.l1_distance)


def shown(monkeypatch: pytest.MonkeyPatch, function: Any) -> str:
    """The HTML that a notebook gets."""
    import IPython

    cards: list[str] = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: type("Shell", (), {"kernel": True}))
    monkeypatch.setattr("IPython.display.publish_display_data", lambda data: cards.append(data["text/html"]))
    check(function)
    return cards[0]


@pytest.mark.parametrize(
    ("unit", "source", "name", "words"),
    [
        ("unit01_pixels", "def ideal_digit(stack):\n    return stack[0]", "ideal_digit", "Your ideal three, and beside it the mean of the same threes."),
        ("unit02_similarity", "", "is_3", "digits (of 200) that your is_3 takes for the other one."),
    ],
)  # fmt: skip
def test_a_picture_where_it_helps(
    course: Course, monkeypatch: pytest.MonkeyPatch, unit: str, source: str, name: str, words: str
) -> None:
    html = shown(monkeypatch, getattr(work(course, unit, source), name))
    assert words in html
    data = html.split("base64,")[1].split('"')[0]
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    assert image.size[1] == 84
    low, high = image.getextrema()
    assert isinstance(low, int)
    assert isinstance(high, int)
    assert low < 50 < 200 < high


def test_no_picture_of_an_answer_that_is_no_image(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "<img" not in shown(
        monkeypatch, work(course, "unit01_pixels", "def ideal_digit(stack):\n    return 3").ideal_digit
    )
