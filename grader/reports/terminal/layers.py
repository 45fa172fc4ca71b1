"""`grader doctor` in the terminal."""

import subprocess

from rich.console import Console
from rich.table import Table

from grader.sandbox.health import examine


def show_layers() -> int:
    """Print every layer of the sandbox and what it means here; the exit status (1 when a promise does not hold)."""
    console = Console(highlight=False)
    try:
        layers = examine()
    except (subprocess.SubprocessError, OSError, ValueError):
        console.print(
            "The sandbox could not be tried: is torch installed for this Python? Run `make test` to see more."
        )
        return 1
    table = Table(box=None, pad_edge=False, show_header=False)
    for layer in layers:
        mark = "[green]holds[/]" if layer.holds else "[red]missing[/]" if layer.required else "[yellow]missing[/]"
        table.add_row(mark, layer.name, layer.meaning)
    console.print(table)
    lacking = [layer.name for layer in layers if layer.required and not layer.holds]
    if lacking:
        console.print(
            f"\nGrades cannot be trusted here: {', '.join(lacking)} missing. `grader grade` refuses without --unsafe."
        )
        return 1
    console.print("\nEvery layer that keeps a grade honest holds on this machine.")
    return 0
