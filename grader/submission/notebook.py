"""A learner's cells as a module: what the exercises need, and nothing of what was tried out in between.

In a notebook a cell that fails stops nothing but itself, models are trained between two exercises, and magics are no Python. So a
module made of all cells would often not even import. This one holds the exercises and, of all else, only the statements that bind a
name which they use, directly or not.
"""

import ast
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from grader.course.source import DEEP, DEFINITIONS, FUNCTIONS, Statement, closure, shows_only
from grader.submission.cells import Budget, Cell, Placed, placed

MAX_SOURCE = 1 << 20  # characters of all cells together
TOO_LONG = f"its cells hold more than {MAX_SOURCE >> 20} MiB of code"
HEAD = "from __future__ import annotations"
DISPLAY = "from builtins import print as display"  # a kernel has one; where a submission is judged nobody looks
Units = dict[str, list[str]]  # the names of the exercises by unit


@dataclass
class Module:
    """The module's text, and where each of its lines (from 1) stands that is not blank: in the cell of which name or number, and in
    which line of it.
    """

    text: str = ""
    places: dict[int, str] = field(default_factory=dict)


class Notebook:
    """What a learner wrote in a notebook's cells; locked cells, which are the course's, are left out.

    `written` is that as a text to read, each cell below a line that says how messages call it. `trouble` says why the notebook is
    not read any further, in words that end a sentence; empty where nothing is wrong.
    """

    def __init__(self, cells: Iterable[Cell], units: Units) -> None:
        """The exercises of all `units` give cells their names."""
        self.units = units
        self.statements: list[Placed] = []
        self.trouble = ""
        exercises = {name for names in units.values() for name in names}
        shown: list[str] = []
        size, budget = 0, Budget()
        for number, cell in enumerate(cells, start=1):
            if cell.kind != "code" or cell.is_the_courses:
                continue
            size += len(cell.source)
            if size > MAX_SOURCE:
                self.trouble = TOO_LONG
                break
            label, found = placed(cell.source, number, exercises, budget)
            self.statements += found
            if cell.source.strip():
                shown.append(f"# %% {label}\n{cell.source.rstrip()}\n")
        self.written = "\n".join(shown)

    @property
    def defined(self) -> list[str]:
        """The names of its functions, classes and values, in their order."""
        kinds = (*DEFINITIONS, ast.Assign, ast.AnnAssign)
        found = [each.statement for each in self.statements if isinstance(each.statement.node, kinds)]
        return list(dict.fromkeys(name for each in found for name in sorted(each.binds)))

    def module(self, names: Iterable[str]) -> Module:
        """The module of these names and of what they need."""
        statements = [each.statement for each in self.statements]
        kept = closure(statements, names) | {place for place, each in enumerate(statements) if each.is_star}
        chosen = [each for place, each in enumerate(self.statements) if place in kept and not each.statement.is_future]
        needs_display = any("display" in each.statement.uses for each in chosen)
        head = [HEAD, DISPLAY] if needs_display and not any("display" in each.binds for each in statements) else [HEAD]
        return _write(chosen, head, self.units)


def parts_of(cells: list[tuple[str, str]], unit: str, units: Units) -> tuple[str, list[tuple[int, str]], str, str]:
    """A unit as values of JSON, for a process aside: from each cell's kind and source to the module's text and places, what the
    learner wrote, and the trouble with it.
    """
    notebook = Notebook([Cell(kind, source, {}) for kind, source in cells], units)
    module = notebook.module(units[unit])
    return module.text, list(module.places.items()), notebook.written, notebook.trouble


def _write(chosen: list[Placed], head: list[str], units: Collection[str]) -> Module:
    """Definitions and imports as they were written; what may fail may do so as in a cell, without harm to the rest.

    Annotations are not looked up: whoever lost the import of Tensor has a function all the same.
    """
    module, lines = Module(), list(head)
    for each in chosen:
        first, node = each.first, each.statement.node
        if not _is_safe(each.statement, units):
            own = _guarded(each)
        elif node.col_offset or not each.alone:
            own = _alone(each)
        else:
            own = [(line, each.line(first + offset)) for offset, line in enumerate(each.lines[first - 1 : node.end_lineno])]
        shown = ((number, line) for number, (text, line) in enumerate(own, start=len(lines) + 1) if text.strip())
        module.places |= {number: f"{each.cell}, line {line}" for number, line in shown}
        lines += [line for line, _ in own]
    module.text = "\n".join(lines) + "\n"
    return module


FAILING = "except Exception as error:\n    def {name}(*args, why=error, **kwargs):\n        raise why"
Lines = list[tuple[str, int]]  # each with the line of the cell that it comes from


def _guarded(placed: Placed) -> Lines:
    """A statement that may fail: a definition that fails is a function that fails in the same way when it is called."""
    node = placed.statement.node
    otherwise = FAILING.format(name=node.name) if isinstance(node, DEFINITIONS) else "except Exception:\n    pass"
    whole = ast.parse(f"try:\n    pass\n{otherwise}").body[0]
    assert isinstance(whole, ast.Try)
    whole.body = [node]
    try:
        return _rewritten(whole, node)
    except (RecursionError, ValueError, MemoryError):
        lines = [(f"    {line}", number) for line, number in _as_it_stands(placed)]
        return [("try:", placed.first), *lines, *((line, placed.first) for line in otherwise.split("\n"))]


def _alone(placed: Placed) -> Lines:
    """A statement without what stands beside it."""
    try:
        return _rewritten(placed.statement.node, placed.statement.node)
    except (RecursionError, ValueError, MemoryError):
        return _as_it_stands(placed)


def _rewritten(whole: ast.stmt, node: ast.stmt) -> Lines:
    """What Python writes for a statement in which a `node` of the learner's stands, or which is that node."""
    text = ast.unparse(whole)
    again = ast.parse(text).body[0]
    if whole is not node:
        assert isinstance(again, ast.Try)
        again = again.body[0]
    came_from: dict[int, int] = {}
    for new, old in zip(ast.walk(again), ast.walk(node), strict=False):
        if isinstance(new, (ast.stmt, ast.expr)) and isinstance(old, (ast.stmt, ast.expr)):
            came_from[new.lineno] = min(old.lineno, came_from.get(new.lineno, old.lineno))
    lines, place = [], node.lineno
    for number, line in enumerate(text.split("\n"), start=1):
        place = came_from.get(number, place)
        lines.append((line, place))
    return lines


def _as_it_stands(placed: Placed) -> Lines:
    """A statement that Python cannot write anew, as a sum of a thousand terms or a number with five thousand digits."""
    node, first = placed.statement.node, placed.first
    last = node.end_lineno or node.lineno
    own = placed.lines[first - 1 : last]
    if any(_spans(each) for each in ast.walk(node)):  # its later lines are a part of it, blanks and all
        return [(f"raise SyntaxError({f'{placed.cell}, line {first}: {DEEP}'!r})", first)]
    own[-1] = own[-1].encode("utf-8", "replace")[: node.end_col_offset].decode("utf-8", "replace")
    if first == node.lineno:
        own[0] = own[0].encode("utf-8", "replace")[node.col_offset :].decode("utf-8", "replace")
    return [(line, first + offset) for offset, line in enumerate(own)]


def _spans(node: ast.AST) -> bool:
    """Whether a node is a text over several lines."""
    if isinstance(node, ast.Constant) and not isinstance(node.value, (str, bytes)):
        return False
    return isinstance(node, (ast.Constant, ast.JoinedStr)) and node.lineno != node.end_lineno


def _is_safe(statement: Statement, units: Collection[str]) -> bool:
    """Whether a statement is an import from the course's units, or a definition during which nothing of the learner's is run.

    A library may be missing where a submission is judged; a unit that is missing must be seen to be, for its stub is then used.
    """
    if statement.is_import:
        return not statement.is_star and all(each in units for each in statement.imports)
    return _runs_nothing(statement.node)


def _runs_nothing(node: ast.stmt) -> bool:
    if isinstance(node, FUNCTIONS):
        defaults = [*node.args.defaults, *(each for each in node.args.kw_defaults if each)]
        return not node.decorator_list and all(isinstance(each, ast.Constant) for each in defaults)
    if isinstance(node, ast.ClassDef):
        methods = [each for each in node.body if not isinstance(each, ast.Pass) and not shows_only(each)]
        return not (node.decorator_list or node.bases or node.keywords) and all(
            isinstance(each, FUNCTIONS) and _runs_nothing(each) for each in methods
        )
    return False
