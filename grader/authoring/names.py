"""Whether a new exercise may have a name: what is refused, and the sentence that says why."""

import builtins
import keyword
import symtable

from grader.course import Course, Unit, read_source
from grader.course.names import OF_THE_CHECKS

LONGEST = 60  # characters; the name is part of file names and of columns on a page


class AuthoringError(Exception):
    """The exercise cannot be begun like this; the message says why and what to do instead."""


def find_unit(course: Course, name: str) -> Unit:
    """The unit of this name. Raises AuthoringError."""
    if (unit := course.unit(name)) is None:
        known = ", ".join(each.name for each in course.units)
        raise AuthoringError(f"There is no unit {name!r}. Choose one of these:\n{known}.")
    return unit


def refuse(course: Course, unit: Unit, name: str) -> None:
    """Raise AuthoringError where an exercise of `unit` cannot be called `name`."""
    if not name.isidentifier() or not name.isascii() or keyword.iskeyword(name) or name.startswith("_"):
        raise AuthoringError(
            f"{name!r} cannot be the name of a function here: take letters from a to z, digits and underscores,\n"
            "begin with a letter, and use no word of Python's own."
        )
    if len(name) > LONGEST:
        raise AuthoringError(f"That name has {len(name)} characters: {LONGEST} is the most, because files bear it.")
    if hasattr(builtins, name):
        raise AuthoringError(f"Python itself has a {name}, which the unit may want to use: choose another name.")
    if name in OF_THE_CHECKS:
        raise AuthoringError(f"In a check, student.{name} means something else already: choose another name.")
    for known in course.exercises.values():
        if known.name.casefold() == name.casefold():  # some file systems take them for the same
            raise AuthoringError(f"{known.unit} has an exercise {known.name} already: choose another name.")
    if name in {*(each.name for each in course.units), *course.support_names}:
        raise AuthoringError(f"{name} is a module of the course: choose another name.")
    path = course.root / "solutions" / f"{unit.name}.py"
    if name in bound(read_source(path), str(path)):
        raise AuthoringError(
            f"solutions/{unit.name}.py uses the name {name} already: choose another name."
        )


def bound(source: str, path: str) -> set[str]:
    """Every name that a module defines, assigns or imports at its top level. Raises AuthoringError where it is no Python."""
    try:
        table = symtable.symtable(source, path, "exec")
    except SyntaxError as error:
        raise AuthoringError(f"{path}:{error.lineno}: {error.msg}. Mend that first.") from None
    return {each.get_name() for each in table.get_symbols() if each.is_assigned() or each.is_imported()}
