"""What an exercise's own code is: its definition, and what that needs. Edits elsewhere in the file make no difference to it."""

import ast
import hashlib
from functools import lru_cache
from pathlib import Path

from grader.course import Course
from grader.submission.model import Submission


class Unit:
    """One module, taken apart. `broken`: it cannot be parsed, and then any edit makes a difference to all of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.broken = False
        self.defined: dict[str, ast.stmt] = {}
        self.common: list[str] = []  # what is always run: imports and the like, without text and demonstrations
        try:
            for node in ast.parse(text).body:
                names = _names(node)
                self.defined.update(dict.fromkeys(names, node))
                if not names and not _is_shown_only(node):
                    self.common.append(self._code_of(node))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            self.broken = True

    def _code_of(self, node: ast.stmt) -> str:
        """A statement without comments and layout; as it stands where Python cannot write it, such as a sum of a thousand terms."""
        try:
            return ast.dump(node)
        except (RecursionError, ValueError):
            return ast.get_source_segment(self.text, node) or self.text

    def code(self, name: str) -> str:
        """The definition of a name and all that it needs of this module, without comments and layout."""
        if self.broken:
            return self.text
        found: dict[str, str] = {}
        todo = [name]
        while todo:
            each = todo.pop()
            if each in self.defined and each not in found:
                node = self.defined[each]
                found[each] = self._code_of(node)
                todo += [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]
        return "\n".join([*self.common, *(found[each] for each in sorted(found))])

    def definition(self, name: str) -> str | None:
        """The definition alone, or None where there is none."""
        return self._code_of(self.defined[name]) if name in self.defined else None


@lru_cache(maxsize=64)
def unit_of(text: str) -> Unit:
    """The module of this text, taken apart once."""
    return Unit(text)


def key(course: Course, work: Submission, name: str) -> str:
    """The sha256 of all that decides an exercise's public verdict: its code, that of what it stands on, and its checks."""
    parts = [_code(course, work, each) for each in (name, *course.prerequisites(name))]
    path = public_checks(course, name)
    parts.append(path.read_text(encoding="utf-8") if path.is_file() else "")
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def is_broken(course: Course, work: Submission, name: str) -> bool:
    """Whether the exercise's unit is there and cannot even be parsed, as in the middle of an edit."""
    unit = course.exercises[name].unit
    return unit in work.problems or (unit in work.modules and unit_of(work.modules[unit]).broken)


def is_untouched(course: Course, work: Submission, name: str) -> bool:
    """Whether the exercise stands as its stub gave it, or is not there at all."""
    unit = course.exercises[name].unit
    if unit in work.problems:
        return False
    if unit not in work.modules:
        return True
    mine = unit_of(work.modules[unit])
    own = mine.definition(name)
    return not mine.broken and (
        own is None or own == _stub(course.root / "assignments" / f"{unit}.py").definition(name)
    )


def public_checks(course: Course, name: str) -> Path:
    """Where the exercise's public checks are."""
    return course.checks / "public" / course.exercises[name].unit / f"check_{name}.py"


@lru_cache(maxsize=64)
def _stub(path: Path) -> Unit:
    return Unit(path.read_text(encoding="utf-8"))


def _code(course: Course, work: Submission, name: str) -> str:
    unit = course.exercises[name].unit
    if unit in work.problems or unit not in work.modules:
        return work.problems.get(unit, f"{unit}: absent")
    return unit_of(work.modules[unit]).code(name)


def _names(node: ast.stmt) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)) or _is_shown_only(node):
        return set()
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def _is_shown_only(node: ast.stmt) -> bool:
    """Text, or a demonstration, which does not run where the unit is imported."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test).startswith("__name__ ==")
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
