"""What the files of the course import that is not there, found without running any of them."""

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from grader.authoring.files import beside_units, tree
from grader.authoring.leftovers import left_out
from grader.authoring.names import bound
from grader.course import Course, read_source
from grader.course.names import OF_A_COURSE


def missing_imports(course: Course) -> Iterator[str]:
    """Every import of a module, or of a name of the course's own modules, that does not exist.

    A library that is imported inside of a function or a condition may be missing.
    """
    yield from dict.fromkeys(_missing(course))  # a statement may take several names from one module


def _missing(course: Course) -> Iterator[str]:
    gone, _ = left_out(course)
    for path in [*course.modules("solutions"), *beside_units(course)]:
        whole = tree(path)
        for node in ast.walk(whole):
            place = f"{path.relative_to(course.root).as_posix()}:{getattr(node, 'lineno', 0)}"
            for module, name in _wanted(node):
                home, top = _home(course, module), module.partition(".")[0]
                if home is not None and name and not _has(home, name):
                    yield f"{place}: imports {name} from {module}, which does not define it: name another, or do without"
                elif home is None and (top in OF_A_COURSE or top in gone or (node in whole.body and find_spec(top) is None)):
                    yield f"{place}: imports {module}, which is not there: bring it back, or do without"


def _wanted(node: ast.AST) -> list[tuple[str, str]]:
    """The modules that a statement imports, each with the name that it takes from there."""
    match node:
        case ast.Import(names=names):
            return [(each.name, "") for each in names]
        case ast.ImportFrom(module=str(module), names=names, level=0):
            return [(module, each.name) for each in names]
    return []


def _home(course: Course, module: str) -> Path | None:
    """The file, or the folder, of a module of the course."""
    for path in course.modules("solutions"):
        if path.stem == module:
            return path
    path = course.root.joinpath(*module.split("."))
    if module.partition(".")[0] not in OF_A_COURSE:
        return None
    return path.with_suffix(".py") if path.with_suffix(".py").is_file() else path if path.is_dir() else None


def _has(home: Path, name: str) -> bool:
    """Whether a name can be imported from a file or a folder of the course."""
    if home.is_dir() and ((home / f"{name}.py").is_file() or (home / name).is_dir()):
        return True
    file = home / "__init__.py" if home.is_dir() else home
    return name == "*" or (file.is_file() and name in bound(read_source(file), str(file)))
