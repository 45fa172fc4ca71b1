"""A learner's cells as a module: what the exercises need, and nothing of what was tried out in between.

In a notebook a cell that fails stops nothing but itself, models are trained between two exercises, and magics are no Python. So a
module made of all cells would often not even import. This one holds the exercises and, of all else, only the statements that bind a
name which they use, directly or not.
"""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from grader.notebooks.statements import DEEP, Budget, Statement, first_line, is_future, is_star, statements_of

MAX_SOURCE = 1 << 20  # characters of all cells together


@dataclass
class Module:
    """The module's text, and where each of its lines (from 1) stands: in the cell of which name or number, in which line."""

    text: str = ""
    places: dict[int, str] = field(default_factory=dict)

    def located(self, message: str, unit: str) -> str:
        """A message with the notebook's own places instead of lines of a module that the learner never sees."""
        return re.sub(rf"{unit}\.py, line (\d{{1,9}})", lambda found: self.places.get(int(found[1]), found[0]), message)


def module_of(cells: Iterable[Any], exercises: Iterable[str]) -> Module:
    """The module of a notebook's cells for the exercises of its unit; locked cells, which are the course's, are left out.

    A cell that is no Python defines its exercises nevertheless: they raise the SyntaxError when they are called.
    """
    names = list(exercises)
    statements: list[Statement] = []
    size, budget = 0, Budget()
    for number, cell in enumerate(cells, start=1):
        source = cell.source if isinstance(cell.source, str) else ""
        size += len(source)
        if cell.cell_type == "code" and not is_locked(cell) and size <= MAX_SOURCE:
            statements += statements_of(source, number, names, budget)
    kept = _closure(statements, set(names))
    return _write([each for each in statements if id(each) in kept])


def parts_of(cells: list[tuple[str, str]], exercises: list[str]) -> tuple[str, list[tuple[int, str]]]:
    """The same as values of JSON, for a process aside: from each cell's kind and source to the module's text and places."""
    module = module_of([SimpleNamespace(cell_type=kind, source=source, metadata={}) for kind, source in cells], exercises)
    return module.text, list(module.places.items())


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
    binders: dict[str, list[Statement]] = {}
    for each in statements:
        for name in each.binds:
            binders.setdefault(name, []).append(each)
    kept = {id(each) for each in statements if is_star(each.node)}
    todo = list(needed)
    while todo:
        for each in binders.pop(todo.pop(), []):
            if id(each) not in kept:
                kept.add(id(each))
                todo += each.uses
    return kept


def _write(statements: list[Statement]) -> Module:
    """Definitions and imports as they were written; what may fail may do so as in a cell, without harm to the rest.

    Annotations are not looked up: whoever lost the import of Tensor has a function all the same.
    """
    module = Module()
    lines = ["from __future__ import annotations"]
    for each in statements:
        node, first = each.node, first_line(each.node)
        own = each.lines[first - 1 : node.end_lineno]
        if is_future(node):
            continue
        if _is_safe(node):
            if node.col_offset or not each.alone:
                own = _alone(each)
            places = [f"{each.cell}, line {first + offset}" for offset in range(len(own))]
        else:
            own = ["try:", *(f"    {line}" for line in _alone(each)), *_otherwise(node)]
            places = [f"{each.cell}, line {first}"] * len(own)
        module.places |= dict(enumerate(places, start=len(lines) + 1))
        lines += own
    module.text = "\n".join(lines) + "\n"
    return module


def _alone(statement: Statement) -> list[str]:
    """A statement without what stands beside it, so that it can be indented; as it was written where Python cannot write it anew,
    as a sum of a thousand terms or a number of five thousand digits.
    """
    node = statement.node
    try:
        return ast.unparse(node).split("\n")
    except (RecursionError, ValueError, MemoryError):
        first, last = first_line(node), node.end_lineno or node.lineno
        own = statement.lines[first - 1 : last]
        if any(_spans(each) for each in ast.walk(node)):  # its later lines are a part of it, blanks and all
            return [f"raise SyntaxError({f'{statement.cell}, line {first}: {DEEP}'!r})"]
        own[-1] = own[-1].encode("utf-8", "replace")[: node.end_col_offset].decode("utf-8", "replace")
        if first == node.lineno:
            own[0] = own[0].encode("utf-8", "replace")[node.col_offset :].decode("utf-8", "replace")
        return own


def _spans(node: ast.AST) -> bool:
    """Whether a node is a text over several lines."""
    if isinstance(node, ast.Constant) and not isinstance(node.value, (str, bytes)):
        return False
    return isinstance(node, (ast.Constant, ast.JoinedStr)) and node.lineno != node.end_lineno


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
