"""`grader figures` in the terminal: published beside reproduced, in tables and, where they are asked for, in plots."""

import os
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader import course as courses
from grader.checks.scene import load_truth
from grader.course import CourseError
from grader.digits import DataError, find_data_folder, load_embedded, split
from grader.figures import CURVES, FIGURES, LEARNER, Bench, Curve, Figure
from grader.idx import load_idx
from grader.reports.plots import PlotError, draw_curves, draw_figures, open_folder


def show_figures(data: Path | None, fast: bool, seed: int, plots: Path | None = None) -> int:
    """Print published against reproduced; the exit status (1 when one is off, 2 when the data or the plots cannot be had)."""
    console = Console(highlight=False)
    if data is None and os.environ.get("MNIST_DIR"):
        data = Path(os.environ["MNIST_DIR"])
    try:
        if plots is not None:
            open_folder(plots)
        truth = load_truth(courses.load_solved())
        benches = {"embedded": Bench(split(load_embedded(find_data_folder()), seed), truth, seed)}
        if data is not None:
            benches["full"] = Bench(load_idx(data), truth, seed)
    except (CourseError, DataError, PlotError) as error:
        console.print(str(error), markup=False)
        return 2
    found = measure_figures(benches, fast, console)
    console.print(figures_table(found))
    off = sum(not figure.holds(number) for figure, number in found)
    curves, learner = [], []
    if "full" in benches:
        curves, learner = (measure_curves(each, benches["full"], fast, console) for each in (CURVES, LEARNER))
        console.print("\nAccuracy after each epoch:", curves_table(curves), sep="\n")
        console.print("\nA Learner of nn.Linear, lr 1:", curves_table(learner), sep="\n")
        off += sum(curve.holds(numbers).count(False) for curve, numbers in (*curves, *learner))
    else:
        console.print("The full data's figures need the four MNIST files: --data FOLDER, or MNIST_DIR=FOLDER.")
    if plots is not None:
        drawn = [draw_figures(plots, found)]
        if curves:
            drawn += [draw_curves(plots / "accuracy.png", curves), draw_curves(plots / "learner.png", learner)]
        console.print(f"Pictures: {', '.join(map(str, drawn))}", markup=False, soft_wrap=True)
    console.print(f"{off} figures are off." if off else "Every figure is within its tolerance.")
    return 1 if off else 0


def measure_figures(benches: dict[str, Bench], fast: bool, console: Console) -> list[tuple[Figure, float]]:
    """Each figure of the data at hand, with what was measured. The console says which one is being measured."""
    with console.status("measuring") as status:
        found = []
        for figure in FIGURES:
            if figure.data in benches and not (fast and figure.slow):
                status.update(f"measuring: {figure.name}")
                found.append((figure, figure.measure(benches[figure.data])))
        return found


def measure_curves(
    curves: Sequence[Curve], bench: Bench, fast: bool, console: Console
) -> list[tuple[Curve, Sequence[float]]]:
    """Each curve with what was measured. The console says which one is being measured."""
    with console.status("measuring") as status:
        found = []
        for curve in curves:
            if not (fast and curve.slow):
                status.update(f"measuring: {curve.name}, {len(curve.published)} epochs")
                found.append((curve, curve.measure(bench)))
        return found


def figures_table(found: Sequence[tuple[Figure, float]]) -> Table:
    """A row a figure."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("data", "figure", "published", "reproduced", "tolerance", ""):
        table.add_column(column, justify="left" if column in ("data", "figure") else "right")
    for figure, number in found:
        off = "" if figure.holds(number) else "[red]off[/]"
        table.add_row(figure.data, figure.name, *numbers(figure, number), off)
    return table


def numbers(figure: Figure, found: float) -> tuple[str, str, str]:
    """What was published, what was reproduced, and the tolerance, which a lower bound ("≥ 0.99") has none of."""
    if figure.tolerance is None:
        return f"≥ {figure.published:g}", f"{found:.4f}", ""
    places = 0 if figure.tolerance == 0 else 4
    return f"{figure.published:.{places}f}", f"{found:.{places}f}", f"{figure.tolerance:g}"


def curves_table(found: Sequence[tuple[Curve, Sequence[float]]]) -> Table:
    """A row an epoch; for each curve what was published, how far off a reproduction may be, and what was reproduced."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("\nepoch", justify="right")
    for curve, _ in found:
        table.add_column(f"{curve.name}\npublished", no_wrap=True)
        table.add_column("\nours", justify="right", no_wrap=True)
    for epoch in range(1, max((len(curve.published) for curve, _ in found), default=0) + 1):
        table.add_row(str(epoch), *(cell for curve, ours in found for cell in cells(curve, ours, epoch)))
    return table


def cells(curve: Curve, ours: Sequence[float], epoch: int) -> tuple[str, str]:
    """A curve's two cells in the row of an epoch, empty after its last one."""
    if epoch > len(curve.published):
        return "", ""
    number = f"{ours[epoch - 1]:.4f}"
    good = curve.holds(ours)[epoch - 1]
    published = f"{curve.published[epoch - 1]:.4f} ±{curve.tolerance(epoch):g}"
    return published, number if good else f"[red]off {number}[/]"
