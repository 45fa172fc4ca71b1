"""All mutants of a right answer: its text with one change in one place."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.authoring.mutation.operators import OPERATORS

UNTOUCHED = ("annotation", "returns", "type_comment")  # what no learner's answer depends on


@dataclass(frozen=True)
class Mutant:
    """One change: by which operator, what stood there and what stands there now, and the whole text with it."""

    operator: str
    line: int
    before: str
    after: str
    text: str

    @property
    def name(self) -> str:
        """The change in one line, the same wherever the text stands."""
        return f"{self.operator}: {self.before} → {self.after}"


@dataclass(frozen=True)
class Place:
    """Where a node stands: in which field of which other one, and the parameters of the function around it."""

    holder: ast.AST
    field: str
    index: int | None
    node: ast.AST
    parameters: tuple[str, ...]

    def put(self, node: ast.AST) -> None:
        """Another node in its place."""
        if self.index is None:
            setattr(self.holder, self.field, node)
        else:
            getattr(self.holder, self.field)[self.index] = node


def mutants(text: str) -> Iterator[Mutant]:
    """Every mutant of a text, none twice, and none that reads as the text itself. Docstrings and annotations stay."""
    tree = ast.parse(text)
    seen = {ast.unparse(tree)}
    for place in list(_places(tree, ())):
        for operator, new in _changes(place):
            put = ast.Pass() if new is None else new
            place.put(put)
            changed = ast.unparse(ast.fix_missing_locations(tree))
            place.put(place.node)
            if changed not in seen and _compiles(changed):
                seen.add(changed)
                after = "(nothing)" if new is None else _short(put)
                yield Mutant(operator, getattr(place.node, "lineno", 0), _short(place.node), after, changed)


def _changes(place: Place) -> Iterator[tuple[str, ast.AST | None]]:
    for name, change in OPERATORS.items():
        for new in change(place.node):
            yield name, new
    node = place.node
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in place.parameters:
        for other in place.parameters:
            if other != node.id:
                yield "parameter", ast.copy_location(ast.Name(other, ast.Load()), node)


def _places(holder: ast.AST, parameters: tuple[str, ...]) -> Iterator[Place]:
    if isinstance(holder, (ast.FunctionDef, ast.Lambda)):
        parameters = tuple(each.arg for each in holder.args.args if each.arg != "self")
    for name, value in ast.iter_fields(holder):
        if name in UNTOUCHED or (name == "bases" and isinstance(holder, ast.ClassDef)):
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST) and not _is_docstring(holder, name, index, node):
                yield Place(holder, name, index, node, parameters)
                yield from _places(node, parameters)


def _is_docstring(holder: Any, name: str, index: int | None, node: ast.AST) -> bool:
    is_first = name == "body" and index == 0 and isinstance(holder, ast.AST)
    return is_first and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _compiles(text: str) -> bool:
    try:
        compile(text, "", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _short(node: ast.AST) -> str:
    """The node as text in one line."""
    text = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return text if len(text) <= 100 else text[:97] + "..."
