"""The pictures of the course: saved in a terminal, shown in a notebook, and missed politely without matplotlib."""

import importlib
import inspect
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

SOLUTIONS = Path(__file__).parent.parent / "solutions"
DIGIT = torch.linspace(0, 1, 784).reshape(28, 28)
TIMES = torch.arange(5.0)
PROBABILITIES = torch.eye(10)[:6] * 0.9 + 0.01
PATHS = {"good": torch.tensor([[2.0, 1.0], [1.0, 0.5]]), "too large": torch.tensor([[2.0, 1.0], [-9.0, 9.0]])}

CALLS = {
    "digit": lambda p: p.show_digit(DIGIT),
    "pixels": lambda p: p.show_pixels(DIGIT),
    "ideals": lambda p: p.show_ideals(DIGIT, DIGIT.T),
    "parabola": lambda p: p.show_parabola(lambda x: x**2, 3.0, -0.6),
    "fits": lambda p: p.show_fits(TIMES, TIMES**2, [TIMES, 2 * TIMES, 3 * TIMES]),
    "curve": lambda p: p.show_curve(torch.sigmoid, "sigmoid"),
    "loss_surface": lambda p: p.show_loss_surface(lambda w: (w**2).sum(), PATHS),
    "weights": lambda p: p.show_weights(torch.nn.Linear(784, 1).weight.reshape(28, 28)),
    "training": lambda p: p.show_training([0.5, 0.9, 0.95]),
    "rates": lambda p: p.show_rates([0.1, 1.0, 0.7, 0.2]),
    "mistakes": lambda p: p.show_mistakes(torch.rand(6, 28, 28), PROBABILITIES, torch.tensor([0, 1, 2, 4, 4, 6])),
}


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The module, new, in a folder of its own."""
    monkeypatch.syspath_prepend(SOLUTIONS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "pictures", raising=False)
    return importlib.import_module("pictures")


@pytest.fixture
def figures(pictures: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is drawn, figure by figure, in place of what is shown."""
    pytest.importorskip("matplotlib")
    drawn = []
    monkeypatch.setattr(pictures, "_present", lambda figure, name: drawn.append(figure))
    return drawn


def test_every_picture_has_a_call_here(pictures: ModuleType) -> None:
    shown = {name for name in vars(pictures) if name.startswith("show_")}
    assert shown == {f"show_{name}" for name in CALLS}


@pytest.mark.parametrize("name", CALLS)
def test_a_picture_is_saved_and_its_path_printed(pictures: ModuleType, capsys: pytest.CaptureFixture[str], name: str) -> None:
    pytest.importorskip("matplotlib")
    CALLS[name](pictures)
    path = Path("pictures") / f"{name}.png"
    assert capsys.readouterr().out == f"Picture: {path}\n"
    with Image.open(path) as picture:
        assert min(picture.size) > 200
        assert np.asarray(picture.convert("L")).std() > 10  # something is on the paper


@pytest.mark.parametrize("name", ["parabola", "fits", "curve", "loss_surface", "training", "pixels"])
def test_axes_and_titles_are_labelled(pictures: ModuleType, figures: list[Any], name: str) -> None:
    CALLS[name](pictures)
    axes = figures[0].axes
    assert all(each.get_title() and each.get_xlabel() for each in axes)
    assert axes[0].get_ylabel()


def test_a_second_picture_of_a_kind_does_not_replace_the_first(pictures: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib")
    pictures.show_digit(DIGIT)
    pictures.show_digit(DIGIT)
    assert capsys.readouterr().out.splitlines()[1] == f"Picture: {Path('pictures/digit-2.png')}"
    assert sorted(path.name for path in Path("pictures").iterdir()) == ["digit-2.png", "digit.png"]


def test_a_notebook_shows_the_picture_and_saves_nothing(pictures: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    shown: list[Any] = []
    display = SimpleNamespace(Image=lambda data, alt: (data, alt), display=shown.append)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=1)))
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    pictures.show_digit(DIGIT)
    assert shown[0][0].startswith(b"\x89PNG")
    assert shown[0][1] == "digit"
    assert capsys.readouterr().out == ""
    assert not Path("pictures").exists()


def test_without_matplotlib_a_sentence_takes_the_place_of_the_picture(pictures: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    pictures.show_digit(DIGIT)
    assert capsys.readouterr().out == (
        "This picture needs matplotlib: `python -m pip install matplotlib`. All else works without.\n"
    )


def test_where_nothing_may_be_saved_a_sentence_says_so(pictures: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib")
    Path("pictures").write_text("a file, and no folder")
    pictures.show_digit(DIGIT)
    assert capsys.readouterr().out == (
        f"The picture {Path('pictures/digit.png')} could not be saved (File exists). "
        "Work in a folder that you may write to.\n"
    )


def test_importing_loads_no_matplotlib() -> None:
    code = "import sys, pictures; print(sorted(name for name in sys.modules if name.startswith('matplotlib')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=SOLUTIONS, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_help_names_what_to_pass(pictures: ModuleType) -> None:
    assert list(inspect.signature(pictures.show_mistakes).parameters) == ["images", "preds", "labels"]
    assert pictures.show_digit.__doc__.startswith("An image")


def test_mistakes_are_the_wrong_answers_surest_first(pictures: ModuleType, figures: list[Any]) -> None:
    preds = torch.full((14, 10), 0.01)
    preds[range(14), [0] * 14] = torch.linspace(0.5, 0.95, 14)
    labels = torch.tensor([0, *[1] * 12, 0])
    images = torch.arange(14.0)[:, None, None].expand(14, 28, 28) / 14
    pictures.show_mistakes(images, preds, labels)
    titles = [axes.get_title() for axes in figures[0].axes]
    assert (len(titles), titles[0], titles[-1]) == (12, "says 0 (91.5%), is 1", "says 0 (53.5%), is 1")
    assert float(figures[0].axes[0].images[0].get_array()[0, 0]) == pytest.approx(12 / 14)
    pictures.show_mistakes(images, preds, torch.zeros(14, dtype=torch.int64))
    assert (figures[1].get_suptitle(), figures[1].axes) == ("No mistakes to show", [])


def test_a_parabola_shows_its_slope_and_the_step(pictures: ModuleType, figures: list[Any]) -> None:
    pictures.show_parabola(lambda x: x**2, 3.0, -0.6)
    labels = [text.get_text() for text in figures[0].axes[0].get_legend().get_texts()]
    assert labels == ["the loss", "its slope at 3: 6", "before the step: 9", "after the step: 5.76"]


def test_the_loss_surface_has_a_panel_for_each_path_and_marks_the_lowest_point(pictures: ModuleType, figures: list[Any]) -> None:
    pictures.show_loss_surface(lambda w: ((w - torch.tensor([1.3, 0.0])) ** 2).sum(), PATHS)
    first, second = figures[0].axes
    assert [axes.get_title().split("\n")[0] for axes in (first, second)] == ["good", "too large"]
    star = next(line for line in first.lines if line.get_marker() == "*")
    assert [float(star.get_xdata()[0]), float(star.get_ydata()[0])] == pytest.approx([1.3, 0.0])


def test_every_pixel_has_its_number(pictures: ModuleType, figures: list[Any]) -> None:
    image = torch.zeros(28, 28)
    image[0, 1], image[27, 27] = 0.25, 1.0
    pictures.show_pixels(image)
    texts = [text.get_text() for text in figures[0].axes[0].texts]
    assert (len(texts), texts[0], texts[1], texts[-1]) == (784, "0", ".25", "1")


def test_training_counts_epochs_from_where_it_is_told(pictures: ModuleType, figures: list[Any]) -> None:
    for first in (0, 1):
        pictures.show_training([0.5, 0.9, 0.95], first=first)
        assert list(figures[first].axes[0].lines[0].get_xdata()) == [first, first + 1, first + 2]
