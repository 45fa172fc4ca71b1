"""What the parts of course.toml must be to one another: names that are told apart, needs that come before, tiers that are there."""

import keyword
from collections.abc import Container, Iterable
from typing import Any

from grader.course.form import Wrong, label
from grader.course.lines import Place
from grader.course.model import LETTERS, Course, Exercise
from grader.course.names import LIBRARIES, OF_A_COURSE, OF_THE_CHECKS

# The keys that a question has beside its name and its kind, by that kind.
OWN = {"code": {"exercise"}, "choice": {"exercise", "wrong", "withheld"}, "words": {"points", "rubric"}}


def make_sense(course: Course, raw: dict[str, Any]) -> None:
    """Raise Wrong where the manifest contradicts itself. `course` is what was read of `raw`, which has the right form."""
    _tiers(raw)
    modules = _modules(course, raw)
    _told_apart(raw, "exercise", modules)
    _told_apart(raw, "question", {})
    before: dict[str, Exercise] = {}
    for number, unit in enumerate(course.units):
        for at, exercise in enumerate(unit.exercises):
            place = ("unit", number, "exercise", at)
            _needs(course, exercise, before, place)
            _thresholds(course, exercise, place)
            before[exercise.name] = exercise
        for at, entry in enumerate(raw["unit"][number].get("question", [])):
            _question(entry, [each.name for each in unit.exercises], raw, ("unit", number, "question", at))
    _bonus_comes_last(course)


def _tiers(raw: dict[str, Any]) -> None:
    seen: set[str] = set()
    for number, tier in enumerate(raw.get("data", [])):
        place, name = ("data", number), tier["name"]
        if name in seen:
            raise Wrong((*place, "name"), f"the data {name} is listed twice: give each a name of its own.")
        if bool(tier.get("files")) == bool(tier.get("variable")):
            found = "both `files` and a `variable`" if tier.get("files") else "neither `files` nor a `variable`"
            cure = "write either patterns of files in the course, or the variable that names a folder outside"
            raise Wrong(place, f"the data {name} has {found}: {cure}.")
        seen.add(name)


def _modules(course: Course, raw: dict[str, Any]) -> dict[str, str]:
    """What bears each name of a module, in small letters. Raises Wrong."""
    taken: dict[str, str] = {}
    entries: list[tuple[Place, str, str]] = [
        (("unit", number, "name"), unit.name, f"the unit {unit.name}") for number, unit in enumerate(course.units)
    ]
    entries += [
        (("support", number), name.removesuffix(".py"), f"the support {name}") for number, name in enumerate(course.support)
    ]
    for place, name, what in entries:
        if name in LIBRARIES or name in course.libraries or name in OF_A_COURSE:
            raise Wrong(place, f"{what} has the name of a library that is imported elsewhere: choose another name.")
        if keyword.iskeyword(name):
            raise Wrong(place, f"{what} has a name that is a word of Python's own: choose another name.")
        held = taken.setdefault(name.casefold(), "")  # some file systems take A and a for the same
        if held == what:
            raise Wrong(place, f"{what} is listed twice: take one of the two out.")
        if held:
            raise Wrong(place, f"{what} has the name of {held}: give each a name of its own.")
        taken[name.casefold()] = what
    return taken


def _told_apart(raw: dict[str, Any], kind: str, taken: dict[str, str]) -> None:
    """Raise Wrong where an exercise or a question has a name that is taken."""
    taken = dict(taken)
    for number, unit in enumerate(raw["unit"]):
        for at, entry in enumerate(unit.get(kind, [])):
            name, place = entry["name"], ("unit", number, kind, at, "name")
            if keyword.iskeyword(name):
                raise Wrong(place, f"the {kind} {name} has a name that is a word of Python's own: choose another name.")
            if kind == "exercise" and name in OF_THE_CHECKS:
                raise Wrong(place, f"the exercise {name}: student.{name} means something else in a check: choose another name.")
            if name.casefold() in taken:
                raise Wrong(place, f"the {kind} {name} has the name of {taken[name.casefold()]}: give each a name of its own.")
            taken[name.casefold()] = f"the {kind} {name} of {unit['name']}"


def _needs(course: Course, exercise: Exercise, before: Container[str], place: Place) -> None:
    for number, need in enumerate(exercise.needs):
        if need in before:
            continue
        where = (*place, "needs", number)
        if need in course.exercises:
            raise Wrong(where, f"the exercise {exercise.name} needs {need}, which does not come before it: move one of the two.")
        sentence = f"the exercise {exercise.name} needs {need}, which is no exercise of the course"
        raise Wrong(where, f"{sentence}{_meant(course.exercises, need, 'take it out of needs, or list it')}")


def _thresholds(course: Course, exercise: Exercise, place: Place) -> None:
    tiers = [each.name for each in course.tiers]
    for tier in exercise.thresholds:
        if tier not in tiers:
            sentence = f"the exercise {exercise.name} has thresholds for {tier}, which is no [[data]] of the course"
            raise Wrong((*place, "thresholds", tier), f"{sentence}{_meant(tiers, tier, 'take them out, or list the data')}")


def _question(entry: dict[str, Any], exercises: list[str], raw: dict[str, Any], place: Place) -> None:
    what, kind = label(raw, place), entry["kind"]
    for key in entry:
        if key not in OWN[kind] | {"name", "kind"}:
            raise Wrong((*place, key), f'{what} is of the kind "{kind}", which has no {key}: take it out, or change the kind.')
    if kind == "words":
        return
    if not entry.get("exercise"):
        raise Wrong(place, f'{what} is of the kind "{kind}": name the exercise of its unit that it is judged with.')
    if entry["exercise"] not in exercises:
        sentence = f"{what} is judged with {entry['exercise']}, which is no exercise of its unit"
        cure = "name another, or take the question out"
        raise Wrong((*place, "exercise"), f"{sentence}{_meant(exercises, entry['exercise'], cure)}")
    wrong, withheld = entry.get("wrong", {}), entry.get("withheld", {})
    if both := sorted(set(wrong) & set(withheld)):
        raise Wrong((*place, "withheld", both[0]), f"{what} explains {both[0]} in wrong and in withheld: take one of them out.")
    if set(wrong) | set(withheld) == set(LETTERS):
        raise Wrong(place, f"{what} says that every choice is wrong: take the right one out.")


def _bonus_comes_last(course: Course) -> None:
    bonus = ""
    for number, unit in enumerate(course.units):
        for at, exercise in enumerate(unit.exercises):
            if exercise.bonus:
                bonus = bonus or exercise.name
            elif bonus:
                sentence = f"the exercise {exercise.name} has points and comes after {bonus}, which is a bonus (0 points)"
                raise Wrong(("unit", number, "exercise", at), f"{sentence}: move every bonus behind all that have points.")


def _meant(names: Iterable[str], name: str, cure: str) -> str:
    from grader.course.nearest import nearest_of  # here: a manifest without a fault is read without it

    near = nearest_of(names, name)
    return f"; did you mean {near}?" if near else f": {cure}."
