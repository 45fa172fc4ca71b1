"""`grader figures` in the terminal: published beside reproduced, in tables and, where they are asked for, in plots."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

from grader import course as courses
from grader.authoring.figures import Curve, CurveTable, Figure
from grader.authoring.figures.plots import PlotError, draw_curves, draw_figures, open_folder
from grader.authoring.mentions import misnamed
from grader.checking.givens import Givens
from grader.course import Course, CourseError
from grader.course.data import Data, DataError, Tier
from grader.course.loaded import course_module, references

Curves = Sequence[tuple[Curve, Sequence[float]]]


def show_figures(folder: Path | None, fast: bool, seed: int, plots: Path | None = None) -> int:
    """Print published against reproduced; the exit status (1 when one is off, 2 when the data or the plots cannot be had).

    `folder` holds the data that lie outside the course; where there is none, their variable may name one.
    """
    console = Console(highlight=False)
    try:
        if plots is not None:
            open_folder(plots)
        course = courses.load_solved()
        if folder and not any(each.variable for each in course.tiers):
            raise CourseError("All data of this course lie in the course itself: --data can name none.")
        extra = _extra(course)
        if asked := [each for each in misnamed(course) if each.startswith("extras/figures/")]:
            raise CourseError("\n".join(asked))
        truth = references(course)
        here = {each.name: each for each in _here(course, folder)}
        benches = {name: extra.bench(Givens(course, data, seed), truth, seed) for name, data in here.items()}
    except (CourseError, DataError, PlotError) as error:
        console.print(str(error), markup=False, soft_wrap=True)
        return 2
    found = measure_figures(extra.FIGURES, benches, fast, console)
    console.print(figures_table(found))
    off = sum(not figure.holds(number) for figure, number in found)
    shown: list[tuple[CurveTable, Curves]] = []
    for table in extra.TABLES:
        if table.data in benches:
            curves = measure_curves(table.curves, benches[table.data], fast, console)
            if curves:
                shown.append((table, curves))
                console.print(f"\n{table.title}", curves_table(curves), sep="\n")
    off += sum(curve.holds(numbers).count(False) for _, curves in shown for curve, numbers in curves)
    for tier in _missing(course, extra, here):
        console.print(
            f"The figures of {tier.title} need the folder with these data: --data FOLDER, or {tier.variable}=FOLDER.",
            markup=False,
        )
    if plots is not None:
        drawn = [draw_figures(plots, found), *(draw_curves(plots / table.picture, curves) for table, curves in shown)]
        console.print(f"Pictures: {', '.join(map(str, drawn))}", markup=False, soft_wrap=True)
    console.print(f"{off} figures are off." if off else "Every figure is within its tolerance.")
    return 1 if off else 0


def _extra(course: Course) -> ModuleType:
    """The course's extras/figures. Raises CourseError where it has none."""
    extra = course_module(course, "extras.figures")
    if extra is None:
        raise CourseError("This course has no published figures (extras/figures).")
    return extra


def _here(course: Course, folder: Path | None) -> Iterator[Data]:
    """The data at hand: those in the course, and those outside it where a folder is given or their variable names one."""
    for tier in course.tiers:
        if not tier.variable:
            yield course.find_data(tier.name)
        elif folder or os.environ.get(tier.variable):
            yield course.find_data(tier.name, folder)


def _missing(course: Course, extra: ModuleType, here: Iterable[str]) -> list[Tier]:
    """The tiers that have figures and are not at hand."""
    wanted = {each.data for each in (*extra.FIGURES, *extra.TABLES)}
    return [each for each in course.tiers if each.name in wanted and each.name not in here]


def measure_figures(
    figures: Sequence[Figure], benches: dict[str, Any], fast: bool, console: Console
) -> list[tuple[Figure, float]]:
    """Each figure of the data at hand, with what was measured. The console says which one is being measured."""
    with console.status("measuring") as status:
        found = []
        for figure in figures:
            if figure.data in benches and not (fast and figure.slow):
                status.update(f"measuring: {figure.name}")
                found.append((figure, figure.measure(benches[figure.data])))
        return found


def measure_curves(curves: Sequence[Curve], bench: Any, fast: bool, console: Console) -> Curves:
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


def curves_table(found: Curves) -> Table:
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
