"""Cells of a table that a spreadsheet will open: text stays text, whatever it begins with."""

import csv
import io
from collections.abc import Iterable, Sequence

from grader.course.text import printable

FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # OWASP, "CSV Injection": what a cell must not begin with

Cell = str | float | None


def defused(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def table(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV (RFC 4180): text defused and without control characters, numbers short, nothing for None."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(each) for each in row])
    return file.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return defused(printable(value)) if isinstance(value, str) else f"{value:.10g}"
