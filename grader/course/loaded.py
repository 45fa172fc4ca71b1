"""The course's own Python files in this trusted process: checks/, extras/ and the reference.

Files of a course import one another by `checks.…` and `extras.…`. These names mean the course that was bound last.
"""

import importlib.util
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType, SimpleNamespace

from grader.course.data import Data
from grader.course.find import ENGINE
from grader.course.model import Course, CourseError

PACKAGES = ("checks", "extras")


class CourseFinder(MetaPathFinder):
    """Finds `checks` and `extras` in the folder of one course, before any folder of sys.path is looked at."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return PathFinder.find_spec(fullname, [str(self.root)]) if fullname in PACKAGES else None


def bind(course: Course) -> None:
    """Let `checks` and `extras` mean this course's. Modules of another course are forgotten."""
    found = [each for each in sys.meta_path if isinstance(each, CourseFinder)]
    if found and found[0].root == course.root:
        return
    for name in [each for each in sys.modules if each.partition(".")[0] in PACKAGES]:
        if not _lies_in(sys.modules[name], course.root):
            del sys.modules[name]
    sys.meta_path[:] = [CourseFinder(course.root), *(each for each in sys.meta_path if each not in found)]


def course_module(course: Course, name: str) -> ModuleType | None:
    """A module of the course by its whole name, such as "extras.show"; None where the course has none of this name."""
    path = course.root.joinpath(*name.split("."))
    if not (path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()):
        return None
    bind(course)
    return import_module(name)


def choose_data(course: Course, wanted: str) -> Data:
    """The data that were asked for: by the name of a tier, or a folder with the data of the tier that lies outside the course.

    Raises CourseError for none of the course's, DataError where they are not here.
    """
    outside = [each.name for each in course.tiers if each.variable]
    if outside and wanted not in {"", *(each.name for each in course.tiers)} and Path(wanted).is_dir():
        data = course.find_data(outside[0], Path(wanted))
    else:
        data = course.find_data(wanted)
    extra = course_module(course, "extras.data")
    if extra is not None and data.folder != course.root:
        extra.check(data.folder)
    return data


def references(course: Course) -> SimpleNamespace:
    """The reference functions by exercise name, run in this (trusted) process; stubs where the course has no solutions.

    So hidden checks may ask `truth`, and public checks may not: learners run those without the solutions. Raises CourseError.
    """
    modules: dict[str, ModuleType] = {}
    for path in [*reversed(course.sources)][: len(course.support)] + course.sources:
        if path.stem not in modules:
            try:
                modules[path.stem] = _run(path.stem, path)
            except Exception as error:
                raise CourseError(f"This cannot be run: {where(error, course)}") from error
    for name, each in course.exercises.items():
        if not hasattr(modules[each.unit], name):
            cure = "write it, or take it out of course.toml"
            raise CourseError(f"{each.unit}.py defines no {name}, which course.toml lists: {cure}.")
    return SimpleNamespace(**{name: getattr(modules[each.unit], name) for name, each in course.exercises.items()})


def support(course: Course, name: str) -> ModuleType:
    """A support module of the course, run anew in this (trusted) process: the course's own, and not the learner's copy."""
    return _run(name, next(each for each in course.sources if each.stem == name), known=False)


def where(error: BaseException, course: Course) -> str:
    """An error in a file of the course, as its place there and what it says: "checks/given.py:3: NameError: …"."""
    places = [(Path(each.filename), each.lineno) for each in traceback.extract_tb(error.__traceback__)]
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, SyntaxError) and error.filename:
        places.append((Path(error.filename), error.lineno))
        said = f"{type(error).__name__}: {error.msg}"
    for path, line in reversed(places):
        if path.is_relative_to(course.root) and not path.is_relative_to(ENGINE):
            return f"{path.relative_to(course.root).as_posix()}:{line}: {said}"
    return said


def _run(name: str, path: Path, known: bool = True) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    if known:
        sys.modules[name] = module  # the units import one another by these names
    spec.loader.exec_module(module)
    return module


def _lies_in(module: ModuleType, root: Path) -> bool:
    file = getattr(module, "__file__", None)
    return file is not None and Path(file).is_relative_to(root)
