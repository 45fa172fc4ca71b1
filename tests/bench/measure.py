"""Measuring: in turns, as medians, beside the time of `python -c "import torch"`."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

Action = Callable[[], object]


def timed(action: Action) -> float:
    """Seconds by the wall clock."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def in_turns(actions: dict[str, Action], repeats: int, console: Console) -> dict[str, float]:
    """The median seconds of each action; all are repeated in turns, so that whatever slows the machine slows them alike."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("measuring", total=repeats * len(actions))
        for _ in range(repeats):
            for name, action in actions.items():
                times[name].append(timed(action))
                progress.advance(task)
    return {name: statistics.median(each) for name, each in times.items()}


def import_torch() -> None:
    """The yardstick: a fresh Python that imports torch and ends."""
    subprocess.run([sys.executable, "-c", "import torch"], check=True)


def table(title: str, *columns: str) -> Table:
    """A table whose first column is text and whose others are numbers."""
    made = Table(box=None, pad_edge=False, header_style="bold", title=title, title_justify="left", title_style="bold")
    for number, column in enumerate(columns):
        made.add_column(column, justify="right" if number else "left")
    return made
