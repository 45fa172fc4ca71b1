"""What the files of the course say of units and exercises that course.toml does not list: in texts, and by name in code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from grader.authoring.files import beside_units, check_files, tree
from grader.authoring.leftovers import left_out
from grader.course import Course
from grader.course.names import OF_THE_CHECKS

NUMBERED = re.compile(r"\bunits? ((?:\d+(?:, | and | or | to )?)+)", re.IGNORECASE)
READING = re.compile(r"Exercise: `?([A-Za-z]\w*)")
QUOTED = re.compile(r"`([A-Za-z]\w*)[`(]")


def mentions(course: Course) -> Iterator[str]:
    """Every line of a text or a message that speaks of a unit or an exercise which the course does not have."""
    units, exercises = left_out(course)
    exercises |= _renamed(course)
    gone = re.compile(rf"\b({'|'.join(map(re.escape, sorted(units)))})\b") if units else None
    numbers = _numbers(course)
    for path in _texts(course):
        shown = path.relative_to(course.root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            said = [int(each) for group in NUMBERED.findall(line) for each in re.findall(r"\d+", group)]
            found = [f"unit {each}" for each in said if each not in numbers]
            found += gone.findall(line) if gone else []
            found += [each for each in READING.findall(line) if each not in course.exercises]
            found += [each for each in QUOTED.findall(line) if each in exercises]
            for each in dict.fromkeys(found):
                yield f"{shown}:{number}: speaks of {each}, which course.toml does not list: write it otherwise, or list it"


def misnamed(course: Course) -> Iterator[str]:
    """Every place in checks and extras that asks the learner's code, or the solutions, for what is no exercise."""
    written = {name for path in course.modules("solutions") for name in _defined(path)}
    known = {"student": set(course.exercises) | written | set(OF_THE_CHECKS), "truth": set(course.exercises)}
    for path in beside_units(course):
        shown = path.relative_to(course.root).as_posix()
        for line, who, name in sorted(set(filter(None, map(_asked, ast.walk(tree(path)))))):
            if name not in known[who]:
                cure = "name another, list it, or remove what asks for it"
                yield f"{shown}:{line}: {who}.{name} is no exercise of course.toml: {cure}"


def _asked(node: ast.AST) -> tuple[int, str, str] | None:
    """`student.f`, `student.keep.f`, `own.student("f")` and `truth.f(…)`: the line, who is asked, and for what."""
    match node:
        case ast.Attribute(value=ast.Name(id="student"), attr=name, lineno=line):
            return line, "student", name
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id="student"), attr="keep" | "count"), attr=name, lineno=line):
            return line, "student", name
        case ast.Call(func=ast.Attribute(attr="student"), args=[ast.Constant(value=str(name)), *_], lineno=line):
            return line, "student", name
        case ast.Call(func=ast.Attribute(value=ast.Name(id="truth") | ast.Attribute(attr="truth"), attr=name), lineno=line):
            return line, "truth", name
    return None


def _texts(course: Course) -> list[Path]:
    """The files whose text people read: the manifest, the units, the page to begin with, checks, and extras."""
    files = [course.root / "course.toml", *course.modules("solutions"), course.root / "assignments" / "README.md"]
    files += check_files(course) + sorted((course.root / "extras").rglob("*.py"))
    return [path for path in files if path.is_file()]


def _numbers(course: Course) -> set[int]:
    """The numbers that the course's units go by: those in their names; where there are none, their places."""
    named = {int(found[0]) for unit in course.units if (found := re.search(r"\d+", unit.name))}
    return named or set(range(1, len(course.units) + 1))


def _renamed(course: Course) -> set[str]:
    """What stubs still define and the solutions they were made of do not."""
    pairs = zip(course.modules("assignments"), course.modules("solutions"), strict=True)
    return {name for stub, solution in pairs if stub.is_file() for name in _defined(stub) - _defined(solution)}


def _defined(path: Path) -> set[str]:
    """The functions and classes of a module."""
    return {node.name for node in tree(path).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
