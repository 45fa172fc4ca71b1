"""The text of a module, taken apart: its statements, the names that each binds and uses, and what a name needs of the others.

Whatever the text is, nothing here raises, and all of it takes time in proportion to the text.
"""

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DEEP = "a statement here is nested too deeply to be judged"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DEFINITIONS = (*FUNCTIONS, ast.ClassDef)
NAMED = (*DEFINITIONS, ast.MatchAs, ast.MatchStar)  # nodes that bind their `name`
IMPORTS = (ast.Import, ast.ImportFrom)
CHANGES = re.compile(r"add|append|clear|discard|extend|insert|pop|remove|reverse|setdefault|sort|update|\w*[^_]_")  # methods


@dataclass(frozen=True)
class Statement:
    """A statement at the top of a text: the names that it gives a value to, or whose objects it changes (an attribute, an item, a
    list by append, a tensor by a method whose name ends in _); and those that it uses. One that only shows something (text, a
    demonstration) does neither.
    """

    node: ast.stmt
    binds: frozenset[str]
    uses: frozenset[str]

    @property
    def is_import(self) -> bool:
        """Whether it is an import, and no statement that holds one."""
        return isinstance(self.node, IMPORTS)

    @property
    def is_star(self) -> bool:
        """Whether it imports names that are not told."""
        return isinstance(self.node, ast.ImportFrom) and any(each.name == "*" for each in self.node.names)

    @property
    def is_future(self) -> bool:
        """Whether it tells Python how to read the text."""
        return isinstance(self.node, ast.ImportFrom) and self.node.module == "__future__"

    @property
    def is_always_run(self) -> bool:
        """Whether it is an import, or binds nothing and has some other effect."""
        return self.is_import or not (self.binds or shows_only(self.node))

    @property
    def imports(self) -> list[str]:
        """The modules that it imports, or imports from, each by the first part of its name."""
        names = [each.name for each in self.node.names] if isinstance(self.node, ast.Import) else []
        names += [self.node.module or ""] if isinstance(self.node, ast.ImportFrom) else []
        return [each.split(".")[0] for each in names]

    def definition(self, name: str) -> ast.stmt:
        """The function or class of this name in it; the whole statement where it binds the name in another way."""
        found = (each for each in ast.walk(self.node) if isinstance(each, DEFINITIONS) and each.name == name)
        return next(found, self.node)


class Source:
    """A text and its statements. `error` says why it is no Python; then it has no statements."""

    def __init__(self, text: str) -> None:
        parsed = parse(text)
        self.text = text
        self.error = parsed if isinstance(parsed, SyntaxError) else None
        self.statements = [] if isinstance(parsed, SyntaxError) else statements_of(parsed)

    def code(self, node: ast.stmt) -> str:
        """A statement without comments and layout; as it stands where Python cannot write it, such as a sum of a thousand terms."""
        try:
            return ast.dump(node)
        except (RecursionError, ValueError, MemoryError):
            return ast.get_source_segment(self.text, node) or self.text


def parse(text: str) -> ast.Module | SyntaxError:
    """The tree of a text, or why it has none."""
    try:
        return ast.parse(text)
    except SyntaxError as error:
        return error
    except (RecursionError, MemoryError):
        return SyntaxError(DEEP)
    except ValueError as error:  # NUL bytes, or half a character
        return SyntaxError(str(error))


def statements_of(tree: ast.Module) -> list[Statement]:
    """The statements at the top of a tree, in their order."""
    return [Statement(node, *_names(node)) for node in tree.body]


def closure(statements: Sequence[Statement], needed: Iterable[str]) -> set[int]:
    """The places in the row of the statements that bind a needed name, of those that bind what these use, and so on.

    A name that none of them binds comes from elsewhere, and is no error.
    """
    binders: dict[str, list[int]] = {}
    for place, each in enumerate(statements):
        for name in each.binds:
            binders.setdefault(name, []).append(place)
    kept: set[int] = set()
    todo = list(needed)
    while todo:
        for place in binders.pop(todo.pop(), []):
            if place not in kept:
                kept.add(place)
                todo += statements[place].uses
    return kept


def shows_only(node: ast.stmt) -> bool:
    """Whether a statement is a bare constant, or a demonstration, which does not run where its module is imported."""
    return _asks_for_main(node.test) if isinstance(node, ast.If) else (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


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


def _names(node: ast.stmt) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a statement binds, and those that it uses."""
    if shows_only(node):
        return frozenset(), frozenset()
    bound: set[str] = set()
    used: set[str] = set()
    todo: list[tuple[ast.AST, bool]] = [(node, False)]
    while todo:
        each, stored = todo.pop()
        stored = stored or isinstance(getattr(each, "ctx", None), ast.Store)
        if isinstance(each, ast.Name):
            bound |= {each.id} if stored else set()
            used |= {each.id} if isinstance(each.ctx, ast.Load) else set()
        elif isinstance(each, ast.Call):
            bound |= _changed(each.func)
        elif isinstance(each, ast.Global):
            used |= set(each.names)
        elif isinstance(each, NAMED):
            bound |= {each.name} if each.name else set()
        elif isinstance(each, IMPORTS):
            bound |= {(alias.asname or alias.name).split(".")[0] for alias in each.names}
        todo += [(child, stored) for child in ast.iter_child_nodes(each)]
    if isinstance(node, DEFINITIONS):
        bound = {node.name}
    return frozenset(bound), frozenset(used)


def _changed(called: ast.expr) -> set[str]:
    """The name whose object a call changes: where it is a method that does, of the object itself or of a part of it."""
    if not isinstance(called, ast.Attribute) or not CHANGES.fullmatch(called.attr):
        return set()
    found: ast.expr = called
    while isinstance(found, (ast.Attribute, ast.Subscript)):
        found = found.value
    return {found.id} if isinstance(found, ast.Name) else set()
