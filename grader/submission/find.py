"""Find the submissions of a class, and give each an id. No entry of a folder, whatever it is, stops this or goes unnamed."""

import os
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from grader.course import Course
from grader.course.text import printable
from grader.submission.files import KINDS, hidden
from grader.submission.ids import id_of, same, tagged
from grader.submission.model import SubmissionError

ARCHIVE = ".zip"


def find(paths: Iterable[Path], course: Course) -> dict[str, Path]:
    """The submissions under `paths` by id: each path is one submission, or a folder of submissions. Raises SubmissionError.

    A folder is one submission when it holds a unit module, or one file beside the course's own; else everything in it is one. Two
    that would have the same id are told apart by a digest of where they lie, as few folders up as it takes; so the order makes no
    difference.
    """
    depths = {each: 0 for each, taken in _entries(paths, course) if taken}
    while True:
        holders = defaultdict(list)
        for path, depth in depths.items():
            holders[same(_id(path, depth))].append(path)
        alike = [path for each in holders.values() if len(each) > 1 for path in each]
        if not alike:
            return {_id(path, depth): path for path, depth in depths.items()}
        for path in alike:
            depths[path] += 1


def overlooked(paths: Iterable[Path], course: Course) -> list[str]:
    """What lies beside the submissions of a class and is none, by name: a table, a broken link, an archive of another kind."""
    return [_shown(each.name) for each, taken in _entries(paths, course) if not taken]


def came_as(path: Path, given: str) -> str:
    """A sentence on the name that was handed in, where the id is another; else nothing."""
    name = _name(path)
    if unicodedata.normalize("NFC", name) == given:
        return ""
    return f"Handed in as {_shown(f'{path.parent.name}/{path.name}')}; its id is {given}."


def _shown(name: str) -> str:
    return printable(name.replace("\n", " "), 200)


def _entries(paths: Iterable[Path], course: Course) -> Iterator[tuple[Path, bool]]:
    """Everything under the paths that is not hidden, and whether it is a submission."""
    for given in paths:
        try:
            path = given.resolve()
            os.stat(path)
        except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: a loop of links
            why = getattr(error, "strerror", None) if not isinstance(error, FileNotFoundError) else None
            reason = f" ({why})" if why else ""
            raise SubmissionError(f"There is nothing at {given}{reason}. Give a folder, a .py, a .ipynb or a .zip.") from None
        if not path.is_dir():
            yield path, True
            continue
        children = _children(path, course)
        if _is_submission(children, course):
            yield path, True
        else:
            yield from ((each, _is_folder(each) or each.suffix.lower() in (*KINDS, ARCHIVE)) for each in children)


def _children(folder: Path, course: Course) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if not hidden(each.name, course.ignored))
    except OSError as error:
        raise SubmissionError(f"The folder {printable(str(folder))} cannot be opened ({error.strerror}).") from None


def _is_submission(children: list[Path], course: Course) -> bool:
    """Whether the folder of these is one submission. Only files count as modules: a folder may be named like one."""
    units = {unit.name for unit in course.units}
    folders = [each for each in children if _is_folder(each)]
    files = [each for each in children if each.name not in course.support]  # whose copies lie beside anybody's work
    modules = [each for each in files if each.suffix.lower() in KINDS and _is(stat.S_ISREG, each)]
    archives = [each for each in children if each.suffix.lower() == ARCHIVE and each not in folders]
    if any(each.stem in units for each in modules):
        return True
    if folders and not archives and not modules:
        return all(each.name in units for each in folders)
    return not folders and not archives and len(modules) <= 1


def _is_folder(path: Path) -> bool:
    return _is(stat.S_ISDIR, path)


def _is(kind: Callable[[int], bool], path: Path) -> bool:
    """Whether there is a file of a kind here, or a link to one; False for whatever cannot be looked at."""
    try:
        return kind(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _name(path: Path) -> str:
    return path.name if _is_folder(path) else path.stem


def _id(path: Path, depth: int) -> str:
    """The id, told from others of the same name by so many parts of the path."""
    return tagged(_name(path), os.sep.join([str(depth), *path.parts[-depth:]])) if depth else id_of(_name(path))
