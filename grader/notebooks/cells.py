"""A learner's cells as a module: what the exercises need, and nothing of what was tried out in between.

In a notebook a cell that fails stops nothing but itself, models are trained between two exercises, and magics are no Python. So a
module made of all cells would often not even import. This one holds the exercises and, of all else, only the statements that bind a
name which they use, directly or not.
"""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from grader.notebooks.statements import Statement, is_future, is_star, statements_of

MAX_SOURCE = 1 << 20  # characters of all cells together


@dataclass
class Module:
    """The module's text, and where each of its lines (from 1) stands: in the cell of which name or number, in which line."""

    text: str = ""
    places: dict[int, str] = field(default_factory=dict)

    def located(self, message: str, unit: str) -> str:
        """A message with the notebook's own places instead of lines of a module that the learner never sees."""
        return re.sub(rf"{unit}\.py, line (\d+)", lambda found: self.places.get(int(found[1]), found[0]), message)


def module_of(cells: Iterable[Any], exercises: Iterable[str]) -> Module:
    """The module of a notebook's cells for the exercises of its unit; locked cells, which are the course's, are left out.

    A cell that is no Python defines its exercises nevertheless: they raise the SyntaxError when they are called.
    """
    names = list(exercises)
    statements: list[Statement] = []
    size = 0
    for number, cell in enumerate(cells, start=1):
        source = cell.source if isinstance(cell.source, str) else ""
        size += len(source)
        if cell.cell_type == "code" and not is_locked(cell) and size <= MAX_SOURCE:
            statements += statements_of(source, number, names)
    kept = _closure(statements, set(names))
    return _write([each for each in statements if id(each) in kept])


def is_locked(cell: Any) -> bool:
    """Whether nbgrader's metadata marks a cell as the course's own."""
    marks = cell.metadata.get("nbgrader")
    return (
        isinstance(marks, dict)
        and marks.get("solution") is not True
        and (marks.get("locked") is True or marks.get("grade") is True)
    )


def _closure(statements: list[Statement], needed: set[str]) -> set[int]:
    """The statements that bind a needed name, and those that bind what these use, and so on."""
    kept = {id(each) for each in statements if is_star(each.node)}
    grown = True
    while grown:
        grown = False
        for each in statements:
            if id(each) not in kept and each.binds & needed:
                kept.add(id(each))
                needed = needed | each.uses
                grown = True
    return kept


def _write(statements: list[Statement]) -> Module:
    """Definitions and imports as they were written; what may fail may do so as in a cell, without harm to the rest.

    Annotations are not looked up: whoever lost the import of Tensor has a function all the same.
    """
    module = Module()
    lines = ["from __future__ import annotations"]
    for each in statements:
        node, first = each.node, _first_line(each.node)
        own = each.lines[first - 1 : node.end_lineno]
        if is_future(node):
            continue
        if _is_safe(node):
            if node.col_offset or len(ast.parse("\n".join(own)).body) != 1:  # several statements in one line
                own = ast.unparse(node).split("\n")
            places = [f"{each.cell}, line {first + offset}" for offset in range(len(own))]
        else:
            own = ["try:", *(f"    {line}" for line in ast.unparse(node).split("\n")), *_otherwise(node)]
            places = [f"{each.cell}, line {first}"] * len(own)
        module.places |= dict(enumerate(places, start=len(lines) + 1))
        lines += own
    module.text = "\n".join(lines) + "\n"
    return module


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _is_safe(node: ast.stmt) -> bool:
    """Whether a statement is an import, or a definition during which nothing of the learner's is run."""
    if isinstance(node, ast.FunctionDef):
        defaults = [*node.args.defaults, *(each for each in node.args.kw_defaults if each)]
        return not node.decorator_list and all(isinstance(each, ast.Constant) for each in defaults)
    if isinstance(node, ast.ClassDef):
        methods = [each for each in node.body if not isinstance(each, (ast.Expr, ast.Pass))]
        return not (node.decorator_list or node.bases or node.keywords) and all(
            isinstance(each, ast.FunctionDef) and _is_safe(each) for each in methods
        )
    return isinstance(node, (ast.Import, ast.ImportFrom)) and not is_star(node)


def _otherwise(node: ast.stmt) -> list[str]:
    """What takes the place of a statement that failed: a function that fails in the same way when it is called."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        name = node.name
        return ["except Exception as error:", f"    def {name}(*args, why=error, **kwargs):", "        raise why"]
    return ["except Exception:", "    pass"]
