"""`grader figures`: its tables, its pictures, and what it says where something is missing."""

import importlib.util
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from rich.console import Console

from checks.embedded import Digits, split
from extras.figures import FIGURES
from grader import course as courses
from grader.authoring.figures import Curve, Figure
from grader.authoring.figures.plots import draw_curves, draw_figures
from grader.authoring.figures.table import curves_table, numbers
from grader.cli import main
from grader.course.loaded import course_module

pytestmark = pytest.mark.slow

CURVE = Curve("784-30-1", (0.5, 0.9, 0.98), ((1, 0.1), (3, 0.01)), lambda bench: [])
ORANGE, BLUE = (0xD5, 0x5E, 0x00), (0x00, 0x72, 0xB2)


def colours(path: Path) -> set[tuple[int, ...]]:
    with Image.open(path) as image:
        return {colour for _, colour in image.convert("RGB").getcolors(maxcolors=1 << 24) or [] if isinstance(colour, tuple)}


@pytest.fixture
def without_full_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MNIST_DIR", raising=False)


@pytest.mark.usefixtures("without_full_data")
def test_the_command_says_what_the_full_figures_need() -> None:
    done = CliRunner().invoke(main, ["figures", "--fast"])
    assert done.exit_code == 0
    assert "The figures of the full MNIST need the folder with these data: --data FOLDER, or MNIST_DIR=FOLDER." in " ".join(done.output.split())
    assert "Every figure is within its tolerance." in done.output


def test_the_command_where_the_data_is_not(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["figures", "--fast", "--data", str(tmp_path)])
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_what_is_off_is_marked_and_counted(tmp_path: Path, embedded: Digits, monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded digits in the full data's place: their curves are others, and the command says so."""
    given = course_module(courses.load(), "checks.given")  # as it is now: a test before may have loaded another course's
    monkeypatch.setattr(given, "load_idx", lambda folder: split(embedded, 0))
    done = CliRunner().invoke(main, ["figures", "--fast", "--data", str(tmp_path), "--plots", str(tmp_path / "plots")])
    assert done.exit_code == 1
    assert "Accuracy after each epoch:" in done.output
    assert "A Learner of nn.Linear, lr 1:" in done.output
    assert done.output.count("off 0.") > 5
    assert done.output.splitlines()[-1].endswith("figures are off.")
    plots = [tmp_path / "plots" / name for name in ("figures.png", "accuracy.png", "learner.png")]
    assert f"Pictures: {', '.join(map(str, plots))}" in done.output
    assert all(ORANGE in colours(path) for path in plots)


def test_numbers() -> None:
    (residual,) = (each for each in FIGURES if "residual" in each.name)
    assert numbers(residual, 0.9941) == ("≥ 0.99", "0.9941", "")
    figure = Figure("full", "is_3 on threes", 0.9168, 5e-5, lambda bench: 0.0)
    assert numbers(figure, 0.91683) == ("0.9168", "0.9168", "5e-05")
    assert numbers(Figure("full", "training threes", 6131, 0, lambda bench: 0.0), 6131.0) == ("6131", "6131", "0")


def test_three_curves_fit_a_terminal() -> None:
    console = Console(width=80, color_system=None)
    short = Curve("with an optimizer", (0.5, 0.9), ((1, 0.0001),), lambda bench: [])
    with console.capture() as captured:
        console.print(curves_table([(CURVE, [0.5, 0.7, 0.985]), (short, [0.5, 0.9]), (CURVE, [0.5, 0.9, 0.98])]))
    lines = [line.split() for line in captured.get().splitlines()]
    assert lines[1] == ["epoch", *["published", "ours"] * 3]
    assert lines[3][:5] == ["2", "0.9000", "±0.1", "off", "0.7000"]
    assert lines[4] == ["3", "0.9800", "±0.01", "0.9850", "0.9800", "±0.01", "0.9800"]
    assert "…" not in captured.get()


def test_pictures_show_what_is_off_and_only_that(tmp_path: Path) -> None:
    sound = colours(draw_curves(tmp_path / "sound.png", [(CURVE, [0.55, 0.85, 0.98])]))
    assert BLUE in sound
    assert ORANGE not in sound
    assert ORANGE in colours(draw_curves(tmp_path / "off.png", [(CURVE, [0.55, 0.85, 0.96])]))
    figure = Figure("full", "is_3 on threes", 0.9168, 5e-5, lambda bench: 0.0)
    assert ORANGE not in colours(draw_figures(tmp_path, [(figure, 0.91683)]))
    assert ORANGE in colours(draw_figures(tmp_path, [(figure, 0.5)]))


@pytest.mark.usefixtures("without_full_data")
def test_plots_without_matplotlib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "matplotlib" else found(name))
    done = CliRunner().invoke(main, ["figures", "--fast", "--plots", str(tmp_path / "plots")])
    assert done.exit_code == 2
    sentence = "The plots need matplotlib: run `python -m pip install matplotlib`. The tables work without."
    assert sentence in " ".join(done.output.split())
    assert not (tmp_path / "plots").exists()


@pytest.mark.usefixtures("without_full_data")
def test_plots_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = CliRunner().invoke(main, ["figures", "--fast", "--plots", str(tmp_path / "file" / "plots")])
    assert done.exit_code == 2
    said = "".join(done.output.split())
    assert f"Thefolder{tmp_path / 'file' / 'plots'}cannotbemade(Notadirectory)." in said
    assert "Giveanother:--plotsFOLDER." in said
