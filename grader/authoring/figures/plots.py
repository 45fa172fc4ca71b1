"""The pictures of `grader figures`: published in black, its tolerance in grey, reproduced in blue (Okabe and Ito's colours)."""

import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path

from grader.authoring.figures import Curve, Figure

BLACK, GREY, BLUE, ORANGE = "#000000", "#D0D0D0", "#0072B2", "#D55E00"
DPI = 120


class PlotError(Exception):
    """Plots cannot be had; the message names the cure."""


def open_folder(folder: Path) -> None:
    """Make the folder for the plots. Raises PlotError where it cannot be written to, or matplotlib is missing."""
    if importlib.util.find_spec("matplotlib") is None:
        raise PlotError("The plots need matplotlib: run `python -m pip install matplotlib`. The tables work without.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlotError(f"The folder {folder} cannot be made ({error.strerror}). Give another: --plots FOLDER.") from error
    if not os.access(folder, os.W_OK):
        raise PlotError(f"The folder {folder} cannot be written to. Give another: --plots FOLDER.")


def draw_figures(folder: Path, found: Sequence[tuple[Figure, float]]) -> Path:
    """How far each figure lies from what was published, as a share of its tolerance, in figures.png; its path.

    Counts and lower bounds have no tolerance to share: those are left out.
    """
    from matplotlib.figure import Figure as Picture

    shares = [
        (f"{figure.name} ({figure.data})", (number - figure.published) / figure.tolerance)
        for figure, number in found
        if figure.tolerance
    ]
    picture = Picture(figsize=(8, 1.4 + 0.28 * len(shares)), layout="constrained")
    axes = picture.subplots()
    axes.axvspan(-1, 1, color=GREY, label="within the tolerance")
    axes.axvline(0, color=BLACK, label="published")
    for row, (_, share) in enumerate(shares):
        inside = abs(share) <= 1
        axes.plot(max(-1.5, min(1.5, share)), row, "o" if inside else "X", color=BLUE if inside else ORANGE)
    axes.plot([], [], "o", color=BLUE, label="reproduced")
    axes.set(yticks=range(len(shares)), yticklabels=[name for name, _ in shares], xlim=(-1.6, 1.6))
    axes.set(xlabel="reproduced minus published, in tolerances", title="Published and reproduced")
    axes.invert_yaxis()
    picture.legend(loc="outside lower center", ncols=3, frameon=False)
    picture.savefig(path := folder / "figures.png", dpi=DPI)
    return path


def draw_curves(path: Path, found: Sequence[tuple[Curve, Sequence[float]]]) -> Path:
    """A panel a curve, epoch by epoch: published with its tolerance, and reproduced; the path again."""
    from matplotlib.figure import Figure as Picture

    picture = Picture(figsize=(4.2 * len(found), 3.6), layout="constrained")
    for axes, (curve, numbers) in zip(picture.subplots(1, len(found), squeeze=False)[0], found, strict=True):
        epochs = range(1, len(curve.published) + 1)
        low = [max(0.0, number - curve.tolerance(epoch)) for epoch, number in zip(epochs, curve.published, strict=True)]
        high = [min(1.0, number + curve.tolerance(epoch)) for epoch, number in zip(epochs, curve.published, strict=True)]
        axes.fill_between(epochs, low, high, color=GREY, label="tolerance")
        axes.plot(epochs, curve.published, color=BLACK, linestyle="--", label="published")
        axes.plot(epochs, numbers, color=BLUE, marker=".", label="reproduced")
        off = [(epoch, number) for epoch, number, good in zip(epochs, numbers, curve.holds(numbers), strict=True) if not good]
        if off:
            axes.plot(*zip(*off, strict=True), "X", color=ORANGE, label="off")
        axes.set(title=curve.name, xlabel="epoch")
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.legend(frameon=False)
    picture.savefig(path, dpi=DPI)
    return path
