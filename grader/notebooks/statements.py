"""The statements of a learner's cell: which names each binds and uses, and what of a cell is no statement at all.

All of it takes time in proportion to the text, whatever stands there: it runs where nbgrader grades a class.
"""

import ast
import re
from dataclasses import dataclass

MAGIC = re.compile(r"[%!?]|[^#\"']*\?\s*$|[\w, ]+=\s*[!%]")  # at the first character of a line that is no blank
ONLY_MAGIC = re.compile(r"\s*[%!]")
PYTHON_MAGICS = {"time", "timeit", "capture", "prun"}  # cell magics whose cell is Python all the same
DEEP = "a statement here is nested too deeply to be judged"


@dataclass
class Statement:
    """A statement at the top of a cell; `cell` is how the cell is called in messages."""

    node: ast.stmt
    lines: list[str]  # of the cell
    cell: str
    binds: set[str]
    uses: set[str]
    alone: bool  # no other statement stands in its lines


@dataclass
class Budget:
    """How many characters may still be parsed again, for all cells of a notebook together."""

    left: int = 1 << 18  # as many as a hundred magics take in cells of two pages


def statements_of(source: str, number: int, names: list[str], budget: Budget) -> list[Statement]:
    """The statements of one cell that could be part of a module."""
    parsed, text = _parse(source, budget)
    if isinstance(parsed, SyntaxError):
        defined = [name for name in names if _defines(source, name)]
        where = f"{_label(defined, number)}, line {parsed.lineno or 1}: {parsed.msg}"
        text = "\n".join(f"def {name}(*args, **kwargs):\n    raise SyntaxError({where!r})" for name in defined)
        parsed = ast.parse(text)
    lines = text.split("\n")
    taken = [_names(node) for node in parsed.body]
    label = _label([name for binds, _ in taken for name in names if name in binds], number)
    lasts = [0, *(node.end_lineno or 0 for node in parsed.body)]
    firsts = [*(first_line(node) for node in parsed.body), len(lines) + 1]
    return [
        Statement(node, lines, label, binds, uses, lasts[i] < firsts[i] and lasts[i + 1] < firsts[i + 1])
        for i, (node, (binds, uses)) in enumerate(zip(parsed.body, taken, strict=True))
        if not _is_scaffold(node)
    ]


def first_line(node: ast.stmt) -> int:
    """The line where a statement begins, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _label(defined: list[str], number: int) -> str:
    return f"the cell of {defined[0]}" if defined else f"cell {number}"


def _defines(source: str, name: str) -> bool:
    """Whether a text that is no Python seems to define a name."""
    return bool(re.search(rf"^[ \t]*(def|class)[ \t]+{name}\b|^{name}[ \t]*=", source, re.M))


def _parse(source: str, budget: Budget) -> tuple[ast.Module | SyntaxError, str]:
    """The tree, or why there is none, and the text that it was read from: with blanks where magics stood."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    first = text.lstrip().split("\n")[0]
    if first.startswith("%%"):
        if first[2:].split(" ")[0] not in PYTHON_MAGICS:
            return ast.Module([], []), ""
        text = text.replace(first, "", 1)
    lines = text.split("\n")
    parsed = _tree(lines)
    while isinstance(parsed, SyntaxError):
        line = (parsed.lineno or 1) - 1
        if line >= len(lines) or not MAGIC.match(lines[line].lstrip()):
            break
        if budget.left < len(text):  # all at once, then: what begins a line is hardly an operator
            parsed = _tree(lines := ["" if each.startswith(("%", "!")) else each for each in lines])
            break
        budget.left -= len(text)
        lines[line] = ""
        while (line := line + 1) < len(lines) and ONLY_MAGIC.match(lines[line]):  # the next would fail in the same way
            lines[line] = ""
        parsed = _tree(lines)
    return parsed, text if isinstance(parsed, SyntaxError) else "\n".join(lines)


def _tree(lines: list[str]) -> ast.Module | SyntaxError:
    try:
        return ast.parse("\n".join(lines))
    except SyntaxError as error:
        return error
    except (RecursionError, MemoryError):
        return SyntaxError(DEEP)
    except ValueError as error:  # NUL bytes, or half a character
        return SyntaxError(str(error))


def _is_scaffold(node: ast.stmt) -> bool:
    """Whether a statement is a demonstration, or an import of the kit, which is not there where a submission is judged."""
    if isinstance(node, ast.If):
        return _asks_for_main(node.test)
    names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
    names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    return any(name.split(".")[0] == "grader" for name in names)


def _asks_for_main(test: ast.expr) -> bool:
    """Whether a condition begins with `__name__ ==`."""
    while isinstance(test, ast.BoolOp):
        test = test.values[0]
    return (
        isinstance(test, ast.Compare)
        and isinstance(test.left, ast.Name)
        and test.left.id == "__name__"
        and isinstance(test.ops[0], ast.Eq)
    )


def _names(node: ast.stmt) -> tuple[set[str], set[str]]:
    """The names that a statement gives a value to, or whose attributes and items it changes; and those that it uses."""
    bound: set[str] = set()
    used: set[str] = set()
    todo: list[tuple[ast.AST, bool]] = [(node, False)]
    while todo:
        each, stored = todo.pop()
        stored = stored or isinstance(getattr(each, "ctx", None), ast.Store)
        if isinstance(each, ast.Name):
            bound |= {each.id} if stored else set()
            used |= {each.id} if isinstance(each.ctx, ast.Load) else set()
        elif isinstance(each, (ast.FunctionDef, ast.ClassDef)):
            bound.add(each.name)
        elif isinstance(each, (ast.Import, ast.ImportFrom)):
            bound |= {(alias.asname or alias.name).split(".")[0] for alias in each.names}
        todo += [(child, stored) for child in ast.iter_child_nodes(each)]
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        bound = {node.name}
    return bound, used


def is_star(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and any(each.name == "*" for each in node.names)


def is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"
