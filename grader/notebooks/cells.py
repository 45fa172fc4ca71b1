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

MAGIC = re.compile(r"\s*[%!?]|[^#\"']*\?\s*$|\s*[\w, ]+=\s*[!%]")
PYTHON_MAGICS = {"time", "timeit", "capture", "prun"}  # cell magics whose cell is Python all the same
MAX_SOURCE = 1 << 20  # characters of all cells together


@dataclass
class Module:
    """The module's text, and where each of its lines (from 1) stands: in the cell of which name or number, in which line."""

    text: str = ""
    places: dict[int, str] = field(default_factory=dict)

    def located(self, message: str, unit: str) -> str:
        """A message with the notebook's own places instead of lines of a module that the learner never sees."""
        return re.sub(rf"{unit}\.py, line (\d+)", lambda found: self.places.get(int(found[1]), found[0]), message)


@dataclass
class _Statement:
    node: ast.stmt
    lines: list[str]  # of the cell
    cell: str
    binds: set[str]
    uses: set[str]


def module_of(cells: Iterable[Any], exercises: Iterable[str]) -> Module:
    """The module of a notebook's cells for the exercises of its unit; locked cells, which are the course's, are left out.

    A cell that is no Python defines its exercises nevertheless: they raise the SyntaxError when they are called.
    """
    names = list(exercises)
    statements: list[_Statement] = []
    size = 0
    for number, cell in enumerate(cells, start=1):
        source = cell.source if isinstance(cell.source, str) else ""
        size += len(source)
        if cell.cell_type == "code" and not is_locked(cell) and size <= MAX_SOURCE:
            statements += _statements(source, number, names)
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


def _statements(source: str, number: int, names: list[str]) -> list[_Statement]:
    """The statements of one cell that could be part of a module."""
    parsed, text = _parse(source)
    if isinstance(parsed, SyntaxError):
        defined = [name for name in names if re.search(rf"^\s*(def|class)\s+{name}\b|^{name}\s*=", source, re.M)]
        label = f"the cell of {defined[0]}" if defined else f"cell {number}"
        where = f"{label}, line {parsed.lineno or 1}: {parsed.msg}"
        parsed = ast.parse(
            "\n".join(f"def {name}(*args, **kwargs):\n    raise SyntaxError({where!r})" for name in defined)
        )
        text = ast.unparse(parsed)
        parsed = ast.parse(text)
    lines = text.split("\n")
    defined = [name for node in parsed.body for name in names if name in _binds(node)]
    label = f"the cell of {defined[0]}" if defined else f"cell {number}"
    return [_Statement(node, lines, label, _binds(node), _uses(node)) for node in parsed.body if not _is_scaffold(node)]


def _parse(source: str) -> tuple[ast.Module | SyntaxError, str]:
    """The tree, or why there is none, and the text that it was read from: with blanks where magics stood."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    first = text.lstrip().split("\n")[0]
    if first.startswith("%%"):
        if first[2:].split(" ")[0] not in PYTHON_MAGICS:
            return ast.Module([], []), ""
        text = text.replace(first, "", 1)
    lines = text.split("\n")
    while True:
        try:
            return ast.parse("\n".join(lines)), "\n".join(lines)
        except SyntaxError as error:
            line = (error.lineno or 1) - 1
            if line >= len(lines) or not MAGIC.match(lines[line]):
                return error, text
            lines[line] = ""
        except (ValueError, RecursionError, MemoryError) as error:  # NUL bytes, or brackets nested by the thousand
            return SyntaxError(str(error)), text


def _is_scaffold(node: ast.stmt) -> bool:
    """Whether a statement is a demonstration, or an import of the kit, which is not there where a submission is judged."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test).startswith("__name__ ==")
    names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
    names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    return any(name.split(".")[0] == "grader" for name in names)


def _binds(node: ast.stmt) -> set[str]:
    """The names that a statement gives a value to, or whose attributes and items it changes."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(each.asname or each.name).split(".")[0] for each in node.names}
    bound: set[str] = set()
    for each in ast.walk(node):
        if isinstance(each, (ast.FunctionDef, ast.ClassDef)):
            bound.add(each.name)
        elif isinstance(each, (ast.Import, ast.ImportFrom)):
            bound |= {(alias.asname or alias.name).split(".")[0] for alias in each.names}
        elif isinstance(getattr(each, "ctx", None), ast.Store):
            bound |= {part.id for part in ast.walk(each) if isinstance(part, ast.Name)}
    return bound


def _uses(node: ast.stmt) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}


def _is_star(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and any(each.name == "*" for each in node.names)


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _closure(statements: list[_Statement], needed: set[str]) -> set[int]:
    """The statements that bind a needed name, and those that bind what these use, and so on."""
    kept = {id(each) for each in statements if _is_star(each.node)}
    grown = True
    while grown:
        grown = False
        for each in statements:
            if id(each) not in kept and each.binds & needed:
                kept.add(id(each))
                needed = needed | each.uses
                grown = True
    return kept


def _write(statements: list[_Statement]) -> Module:
    """Definitions and imports as they were written; what may fail may do so as in a cell, without harm to the rest.

    Annotations are not looked up: whoever lost the import of Tensor has a function all the same.
    """
    module = Module()
    lines = ["from __future__ import annotations"]
    for each in statements:
        node, first = each.node, _first_line(each.node)
        own = each.lines[first - 1 : node.end_lineno]
        if _is_future(node):
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
    return isinstance(node, (ast.Import, ast.ImportFrom)) and not _is_star(node)


def _otherwise(node: ast.stmt) -> list[str]:
    """What takes the place of a statement that failed: a function that fails in the same way when it is called."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        name = node.name
        return ["except Exception as error:", f"    def {name}(*args, why=error, **kwargs):", "        raise why"]
    return ["except Exception:", "    pass"]
