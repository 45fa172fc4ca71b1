"""The statements of a learner's cell: which names each binds and uses, and what of a cell is no statement at all."""

import ast
import re
from dataclasses import dataclass

MAGIC = re.compile(r"\s*[%!?]|[^#\"']*\?\s*$|\s*[\w, ]+=\s*[!%]")
PYTHON_MAGICS = {"time", "timeit", "capture", "prun"}  # cell magics whose cell is Python all the same


@dataclass
class Statement:
    """A statement at the top of a cell; `cell` is how the cell is called in messages."""

    node: ast.stmt
    lines: list[str]  # of the cell
    cell: str
    binds: set[str]
    uses: set[str]


def statements_of(source: str, number: int, names: list[str]) -> list[Statement]:
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
    return [Statement(node, lines, label, _binds(node), _uses(node)) for node in parsed.body if not _is_scaffold(node)]


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


def is_star(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and any(each.name == "*" for each in node.names)


def is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"
