"""What an exercise's own code is: its definition, and what that needs. Edits elsewhere in the file make no difference to it."""

import hashlib
from functools import lru_cache
from pathlib import Path

from grader.course import Course
from grader.course.source import Source, closure
from grader.submission.model import Submission


class Unit:
    """One module, taken apart. `broken`: it cannot be parsed, and then any edit makes a difference to all of it."""

    def __init__(self, text: str) -> None:
        self.source = Source(text)
        self.broken = self.source.error is not None
        self.defined = {name: each for each in self.source.statements for name in each.binds}  # the last definition counts

    def code(self, name: str) -> str:
        """The definition of a name and all that it needs of this module, without comments and layout."""
        if self.broken:
            return self.source.text
        statements = self.source.statements
        always = [each for each in statements if each.is_always_run]
        kept = [statements[place] for place in sorted(closure(statements, [name]))]
        kept = sorted((each for each in kept if not each.is_always_run), key=lambda each: sorted(each.binds))
        return "\n".join(self.source.code(each.node) for each in [*always, *kept])

    def definition(self, name: str) -> str | None:
        """The definition alone, or None where there is none."""
        return self.source.code(self.defined[name].definition(name)) if name in self.defined else None


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
