"""Stand-ins: the course's versions of earlier exercises, only those that the exercise needs, and never the text of a solution."""

import ast
import marshal
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from types import CodeType

from grader.course import Course, Exercise
from grader.course.source import DEFINITIONS, Source, closure
from grader.course.stubs import stub

NOWHERE = 13  # the form of an entry in co_linetable that names a line and no columns (CPython, InternalDocs/code_objects.md)
UNITS = 8  # instructions that one entry may stand for, at the most


@dataclass(frozen=True)
class StandIn:
    """What takes the place of these `names` in one unit. `stub` takes the place of its text, where the submission has none of use.

    `code` is a code object as hexadecimal digits of its marshalled bytes; empty where there are no names.
    """

    names: tuple[str, ...]
    code: str
    stub: str | None


StandIns = dict[str, StandIn]  # by unit


def holds_solutions(chosen: StandIns) -> bool:
    """Whether there is more in it than stubs, which every learner has."""
    return any(each.code for each in chosen.values())


def choose(course: Course, exercise: Exercise, failed: Collection[str], absent: Collection[str]) -> StandIns:
    """Sound versions of what the exercise stands on and the submission lacks; of earlier exercises only.

    `failed` names the exercises that the submission did not solve, `absent` its units that are missing or cannot be imported: such
    a unit is the stub that every learner has, with sound versions of what the exercise stands on in it.
    """
    prerequisites = course.prerequisites(exercise.name)
    homes = {course.exercises[name].unit for name in prerequisites}
    chosen: StandIns = {}
    for unit in (each.name for each in course.units):
        if unit == exercise.unit:
            break
        if unit in absent and (unit in homes or exercise.unit in absent):
            names = tuple(name for name in prerequisites if course.exercises[name].unit == unit)
            chosen[unit] = StandIn(names, compiled(course, unit, names), stub(course.reference[unit], unit))
    for unit in sorted(homes - set(chosen)):
        names = tuple(name for name in prerequisites if name in failed and course.exercises[name].unit == unit)
        if names:
            chosen[unit] = StandIn(names, compiled(course, unit, names), None)
    return chosen


def compiled(course: Course, unit: str, names: tuple[str, ...]) -> str:
    """These exercises of a unit's reference, and what they need of it, as a StandIn's `code`.

    A learner's code may read it. So it holds no exercise that is judged where it is at hand, and only what code needs to run:
    no docstrings, no comments, no lines, no names of files.
    """
    return _compiled(course.reference[unit], frozenset(names)) if names else ""


@cache
def _compiled(text: str, wanted: frozenset[str]) -> str:
    tree = ast.parse(pruned(text, wanted))
    for node in ast.walk(tree):
        if isinstance(node, DEFINITIONS) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return marshal.dumps(bare(compile(ast.fix_missing_locations(tree), "", "exec"))).hex()


def bare(code: CodeType) -> CodeType:
    """The same code, of which everything stands in line 1 of a file without a name. Names of arguments stay: calls may use them."""
    parts = tuple(bare(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    count = len(code.co_code) // 2
    sizes = [UNITS] * (count // UNITS) + ([count % UNITS] if count % UNITS else [])
    lines = b"".join(bytes([0x80 | NOWHERE << 3 | size - 1, 0]) for size in sizes)
    return code.replace(co_consts=parts, co_filename="", co_firstlineno=1, co_linetable=lines)


def pruned(text: str, wanted: frozenset[str]) -> str:
    """The text of a unit without its demonstrations, and without what the `wanted` names do not need."""
    statements = Source(text).statements
    kept = closure(statements, wanted)
    chosen = [each.node for place, each in enumerate(statements) if place in kept or each.is_always_run]
    return ast.unparse(ast.Module(chosen, type_ignores=[]))
