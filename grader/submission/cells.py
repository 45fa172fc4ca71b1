"""The cells of a notebook: what is in the file, whose a cell is, and its statements, without what is no Python.

All of it takes time in proportion to the text, whatever stands there: it runs where a class is graded.
"""

import ast
import json
import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from grader.course.source import Statement, parse, statements_of

SETUP = "setup"  # nbgrader's name for the cell that the course puts first
MAGIC = re.compile(r"[%!?]|[^#\"']*\?\s*$|[\w, ]+=\s*[!%]")  # at the first character of a line that is no blank
ONLY_MAGIC = re.compile(r"\s*[%!]")
PYTHON_MAGICS = {"time", "timeit", "capture", "prun"}  # cell magics whose cell is Python all the same
NAMES = re.compile(r"^(?P<indent>[ \t]*)(?:async[ \t]+)?(?:def|class)[ \t]+(?P<name>\w+)|^(?P<value>\w+)[ \t]*[:=]", re.M)
DAMAGED = (ValueError, TypeError, LookupError, AttributeError, RecursionError)  # what a file leads to that is no notebook


@dataclass(frozen=True)
class Cell:
    """A cell as the file holds it; `marks` is what nbgrader's metadata says of it."""

    kind: str
    source: str
    marks: dict[str, Any]

    @property
    def name(self) -> object:
        """The name that nbgrader knows it by."""
        return self.marks.get("grade_id")

    @property
    def is_the_courses(self) -> bool:
        """Whether nbgrader's metadata marks the cell as the course's own."""
        locked = self.marks.get("locked") is True or self.marks.get("grade") is True
        return self.name == SETUP or (locked and self.marks.get("solution") is not True)


@dataclass
class Budget:
    """How many characters may still be parsed again, for all cells of a notebook together."""

    left: int = 1 << 18  # as many as a hundred magics take in cells of two pages


@dataclass(frozen=True)
class Placed:
    """A statement at the top of a cell; `cell` is how the cell is called in messages."""

    statement: Statement
    lines: list[str]  # of the cell
    cell: str
    alone: bool  # no other statement stands in its lines
    wrong: int = 0  # the line of the cell that is no Python, where the statement stands in its place

    @property
    def first(self) -> int:
        """The line of the cell where the statement begins, its decorators included."""
        return first_line(self.statement.node)

    def line(self, number: int) -> int:
        """The line of the cell that a line of the statement comes from."""
        return self.wrong or number


def cells_of(notebook: Any) -> list[Cell]:
    """The cells of a notebook as JSON has it, also of one that is older than format 4.

    Raises one of DAMAGED for what is no notebook.
    """
    cells = notebook["cells"] if "cells" in notebook else [each for sheet in notebook["worksheets"] for each in sheet["cells"]]
    return [_cell(each) for each in cells]


def read_cells(text: str) -> list[Cell]:
    """The cells of a notebook file; no library is needed. Raises one of DAMAGED."""
    return cells_of(json.loads(text))


def _cell(cell: Any) -> Cell:
    kind = cell["cell_type"]
    source = cell["input"] if "input" in cell else cell["source"]  # as format 3 calls that of a code cell
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    text = source if isinstance(source, str) else "".join(source)
    return Cell(str(kind), text.replace("\r\n", "\n").replace("\r", "\n"), marks if isinstance(marks, dict) else {})


def placed(source: str, number: int, exercises: Container[str], budget: Budget) -> tuple[str, list[Placed]]:
    """How one cell is called, and its statements that could be part of a module.

    A cell that is no Python defines its `exercises` nevertheless: they raise the SyntaxError when they are called.
    """
    parsed, text = _parse(source, budget)
    wrong = 0
    if isinstance(parsed, SyntaxError):
        defined = [name for name in defined_in(source, indented=True) if name in exercises]
        wrong = parsed.lineno or 1
        where = f"{_label(defined, number)}, line {wrong}: {parsed.msg}"
        text = "\n".join(f"def {name}(*args, **kwargs):\n    raise SyntaxError({where!r})" for name in defined)
        parsed = ast.parse(text)
    lines = text.split("\n")
    taken = statements_of(parsed)
    label = _label([name for each in taken for name in sorted(each.binds) if name in exercises], number)
    lasts = [0, *(node.end_lineno or 0 for node in parsed.body)]
    firsts = [*(first_line(node) for node in parsed.body), len(lines) + 1]
    return label, [
        Placed(each, lines, label, lasts[i] < firsts[i] and lasts[i + 1] < firsts[i + 1], wrong)
        for i, each in enumerate(taken)
        if "grader" not in each.imports  # the kit is not there where a submission is judged
    ]


def first_line(node: ast.stmt) -> int:
    """The line where a statement begins, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def defined_in(text: str, indented: bool = False) -> list[str]:
    """The names that a text seems to define at the left margin, or anywhere, in their order; it need not be Python."""
    found = [each["name"] or each["value"] for each in NAMES.finditer(text) if indented or not each["indent"]]
    return list(dict.fromkeys(found))


def _label(defined: list[str], number: int) -> str:
    return f"the cell of {defined[0]}" if defined else f"cell {number}"


def _parse(source: str, budget: Budget) -> tuple[ast.Module | SyntaxError, str]:
    """The tree, or why there is none, and the text that it was read from: with blanks where magics stood."""
    text = source
    first = text.lstrip().split("\n")[0]
    if first.startswith("%%"):
        if first[2:].split(" ")[0] not in PYTHON_MAGICS:
            return ast.Module([], []), ""
        text = text.replace(first, "", 1)
    lines = text.split("\n")
    parsed = parse("\n".join(lines))
    while isinstance(parsed, SyntaxError):
        line = (parsed.lineno or 1) - 1
        if line >= len(lines) or not MAGIC.match(lines[line].lstrip()):
            break
        if budget.left < len(text):  # all at once, then: what begins a line is hardly an operator
            lines = ["" if each.startswith(("%", "!")) else each for each in lines]
            parsed = parse("\n".join(lines))
            break
        budget.left -= len(text)
        lines[line] = ""
        while (line := line + 1) < len(lines) and ONLY_MAGIC.match(lines[line]):  # the next would fail in the same way
            lines[line] = ""
        parsed = parse("\n".join(lines))
    return parsed, text if isinstance(parsed, SyntaxError) else "\n".join(lines)
