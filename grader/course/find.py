"""Which course: its folder, and how it was found. Of a course nothing is read here but the first keys of course.toml."""

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from grader import VARIABLE
from grader.course.installed import installed, open_installed
from grader.course.model import CourseError

MANIFEST = "course.toml"
OPTION = "--course"
ENGINE = Path(__file__).resolve().parents[1]
PACKAGES = ("site-packages", "dist-packages")  # where pip and the system put packages: workers may read what is there
NONE = (
    f"There is no course here: none is installed, and the grader lies in no clone of one. Name the folder of a course by {OPTION}."
)


@dataclass(frozen=True)
class Found:
    """The folder of a course, and `how` it was found, in words that go into brackets.

    `id` is that of an installed course, and empty for any other. `asked`: the option or the variable named it.
    """

    root: Path
    how: str
    id: str = ""
    asked: bool = False

    @property
    def name(self) -> str:
        """What names this course elsewhere, for `--course` or in a file: the id of an installed one, or the folder."""
        return self.id or str(self.root)

    def line(self) -> str:
        """What a command says of the course that it took. Raises CourseError where course.toml cannot be read."""
        return f"Course: {top(self.root).get('title', 'Course')} ({self.how})"


def find(named: str = "", near: Path | None = None, by: str = OPTION) -> Found:
    """The course that is `named`, else the one of the variable, else the nearest to the folder `near`, else that of the clone which
    the engine lies in, else the installed one.

    Args:
        named: a folder, or the id of an installed course; an installed one comes first where it is both.
        near: where to look for a course.toml, in it and above it. None, the safe choice wherever other people's work is judged:
            nowhere, since what lies beside that work may be theirs, and its checks would be run.
        by: who names it, for messages.

    Raises CourseError, with the cure.
    """
    if named:
        return _named(named, by)
    if variable := os.environ.get(VARIABLE):
        return _named(variable, VARIABLE)
    if near is not None and (root := nearest(near)) is not None:
        return Found(allowed(root), f"{MANIFEST} in {root}")
    if holds_course(ENGINE.parent):
        return Found(allowed(ENGINE.parent), f"the clone in {ENGINE.parent}")
    known = installed()
    if not known:
        raise CourseError(NONE)
    if len(known) > 1:
        raise CourseError(f"Several courses are installed: {', '.join(sorted(known))}. Say which one: {OPTION} ID.")
    return _of_package(*known.popitem(), how="installed")


def _named(named: str, by: str) -> Found:
    how = {OPTION: f"{OPTION} {named}", VARIABLE: f"{VARIABLE}={named}"}.get(by, by)
    known = {} if Path(named).name != named else installed()  # an id is no path
    if named in known:
        return _of_package(named, known[named], how, by in (OPTION, VARIABLE))
    root = Path(named).resolve()
    if not holds_course(root):
        raise CourseError(
            f"{by} names {named}, which holds no {MANIFEST}: name the folder of a course, or the id of an installed one."
        )
    return Found(allowed(root), how, asked=by in (OPTION, VARIABLE))


def _of_package(name: str, package: str, how: str, asked: bool = False) -> Found:
    root = open_installed(name, package)
    if not holds_course(root):
        raise CourseError(f"The installed course {name} has no {MANIFEST} in {root}: install it again.")
    return Found(allowed(root), how, name, asked)


def nearest(folder: Path) -> Path | None:
    """The folder with a course.toml that is nearest: this one, or one above it. None where there is none.

    One that belongs to another user, as in a folder where everybody may write, is passed over: its code would be run.
    """
    start = folder.resolve()
    trusted = {0, getattr(os, "getuid", partial(int, 0))(), *_owner(start)}
    for each in (start, *start.parents):
        if holds_course(each) and trusted.issuperset(_owner(each / MANIFEST)):
            return each
    return None


def _owner(path: Path) -> list[int]:
    try:
        return [path.stat().st_uid]
    except OSError:  # a folder that is still to be made
        return []


def holds_course(folder: Path) -> bool:
    """Whether there is a course.toml; not in what cannot be looked into."""
    return os.path.isfile(folder / MANIFEST)


def is_installed(root: Path) -> bool:
    """Whether a course lies among the installed libraries."""
    return not set(PACKAGES).isdisjoint(root.parts)


def allowed(root: Path) -> Path:
    """The same folder, where a course may lie in it. Raises CourseError for a place that learners' code could read.

    Workers may read the installed libraries, all but folders that are named course_*.
    """
    found = [number for number, part in enumerate(root.parts) if part in PACKAGES]
    if found and not any(each.startswith("course_") for each in root.parts[found[-1] + 1 :][:1]):
        raise CourseError(
            f"The course in {root} lies among the installed libraries, where learners' code may read its answers.\n"
            "Only folders named course_* are hidden there: install it as a package of such a name, or move it elsewhere."
        )
    return root


def refuse_inside(root: Path, graded: Iterable[Path]) -> None:
    """Raises CourseError where the course lies in what is graded: whoever handed that in could have written its checks."""
    for each in graded:
        if root.is_relative_to(each.resolve()):
            raise CourseError(
                f"The course in {root} lies inside {each}, which is to be graded: its checks could be a learner's own.\n"
                f"Grade the submissions alone, or name a course that lies elsewhere by {OPTION}."
            )


def with_id(name: str, first: str = "") -> Iterator[Path]:
    """The folders on this machine that hold a course of this id: `first`, if it is one, that of the variable, the clone, and the
    installed one.
    """
    ways: list[Callable[[], Path]] = [lambda: Path(first)] if first else []
    ways += [
        lambda: _named(os.environ[VARIABLE], VARIABLE).root,
        lambda: ENGINE.parent,
        lambda: _of_package(name, installed()[name], "").root,
    ]
    for way in ways:
        with suppress(CourseError, KeyError):  # no such course, or one that cannot be used
            if top(root := allowed(way())).get("id") == name:
                yield root


def top(root: Path) -> dict[str, Any]:
    """The keys at the top of a course.toml, id and title among them. Raises CourseError where it cannot be read.

    They come before the first table, and the tables take most of the time.
    """
    path = root / MANIFEST
    try:
        text = path.read_text(encoding="utf-8")
        try:
            return tomllib.loads(re.split(r"^\s*\[", text, maxsplit=1, flags=re.M)[0])
        except tomllib.TOMLDecodeError:  # a list over several lines looks like a table
            return tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise CourseError(f"{path}: {error}") from None


_taken: Found | None = None


@contextmanager
def taken(found: Found) -> Iterator[None]:
    """As long as it lasts, this is the course of this process, which is loaded where none is named."""
    global _taken  # one a process: a command is about one course
    before, _taken = _taken, found
    try:
        yield
    finally:
        _taken = before


def current() -> Found:
    """The course of this process: the one that was taken, else what `find` finds. Raises CourseError."""
    return _taken or find()


def find_root() -> Path:
    """The folder of the course of this process. Raises CourseError, with the cure, where there is none."""
    return current().root
