"""`grader figures` in the terminal."""

import os
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader import course as courses
from grader.checks.scene import load_truth
from grader.course import CourseError
from grader.digits import DataError, find_data_folder, load_embedded, split
from grader.figures import Bench, Figure, reproduce
from grader.idx import load_idx


def show_figures(data: Path | None, fast: bool, seed: int) -> int:
    """Print published against reproduced; the exit status (1 when one is off, 2 when the data cannot be read)."""
    console = Console(highlight=False)
    if data is None and os.environ.get("MNIST_DIR"):
        data = Path(os.environ["MNIST_DIR"])
    try:
        truth = load_truth(courses.load_solved())
        benches = {"embedded": Bench(split(load_embedded(find_data_folder()), seed), truth, seed)}
        if data is not None:
            benches["full"] = Bench(load_idx(data), truth, seed)
    except (CourseError, DataError) as error:
        console.print(str(error), markup=False)
        return 2
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("data", "figure", "published", "reproduced", "tolerance", ""):
        table.add_column(column, justify="left" if column in ("data", "figure") else "right")
    off = 0
    with console.status("measuring"):
        for figure, found, good in reproduce(benches, fast):
            off += not good
            table.add_row(figure.data, figure.name, *numbers(figure, found), "" if good else "[red]off[/]")
    console.print(table)
    if data is None:
        console.print("The full data's figures need the four MNIST files: --data FOLDER, or MNIST_DIR=FOLDER.")
    console.print(f"{off} figures are off." if off else "Every figure is within its tolerance.")
    return 1 if off else 0


def numbers(figure: Figure, found: float) -> tuple[str, str, str]:
    """What was published, what was reproduced, and the tolerance, which a lower bound ("≥ 0.99") has none of."""
    if figure.tolerance is None:
        return f"≥ {figure.published:g}", f"{found:.4f}", ""
    places = 0 if figure.tolerance == 0 else 4
    return f"{figure.published:.{places}f}", f"{found:.{places}f}", f"{figure.tolerance:g}"
