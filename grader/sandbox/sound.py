"""The source of sound versions: what an exercise stands on, and nothing that comes after it in the same unit."""

import ast
from collections.abc import Collection
from functools import cache

from grader.course import Course, Exercise

Sound = dict[
    str, tuple[str, list[str] | None]
]  # unit: its reference's source, and the names to take from it (None: all)


def stand_ins(course: Course, exercise: Exercise, failed: Collection[str], absent: Collection[str]) -> Sound:
    """Sound versions of what the exercise stands on and the submission lacks; of earlier exercises only.

    `failed` names the exercises that the submission did not solve, `absent` its units that are missing or cannot be imported.
    """
    prerequisites = course.prerequisites(exercise.name)
    homes = {course.exercises[name].unit for name in prerequisites}
    sound: Sound = {}
    for unit in (each.name for each in course.units):
        if unit == exercise.unit:
            break
        if unit in absent and (unit in homes or exercise.unit in absent):
            sound[unit] = (source(course, unit, None), None)
    for unit in sorted(homes - set(sound)):
        names = [name for name in prerequisites if name in failed and course.exercises[name].unit == unit]
        if names:
            sound[unit] = (source(course, unit, names), names)
    return sound


def source(course: Course, unit: str, names: list[str] | None) -> str:
    """The reference of a unit without its demonstrations; with `names`, only these exercises and what they need.

    A learner's code may read it. So it must not hold an exercise that is judged where it is at hand.
    """
    wanted = frozenset(names) if names is not None else None
    return _pruned(course.reference[unit], wanted)


@cache
def _pruned(text: str, wanted: frozenset[str] | None) -> str:
    body = [node for node in ast.parse(text).body if not _shows_only(node)]
    defined = {name: node for node in body for name in _names(node)}
    kept = set(defined) if wanted is None else {*wanted}
    todo = [name for name in kept if name in defined]
    while todo:
        used = {each.id for each in ast.walk(defined[todo.pop()]) if isinstance(each, ast.Name)}
        new = (used & set(defined)) - kept
        kept |= new
        todo += new
    chosen = [node for node in body if not _names(node) or _names(node) & kept]
    return ast.unparse(ast.Module(chosen, type_ignores=[]))


def _shows_only(node: ast.stmt) -> bool:
    """Whether a statement is text, or a demonstration, which runs where the unit is not imported."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test).startswith("__name__ ==")
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _names(node: ast.stmt) -> set[str]:
    """What a statement defines; nothing for an import, which is always kept."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    inner = list(ast.walk(node))
    stored = {each.id for each in inner if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    return stored | {each.name for each in inner if isinstance(each, (ast.FunctionDef, ast.ClassDef))}
