"""The form of course.toml, which course.schema.json says: which keys there are, and what each may be.

So that every command is fast, this reads the few words of JSON Schema that the file uses for single values. What several of them
must be to one another is in sense.py; the schema says some of that, too, for editors.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from grader.course.lines import Place

SCHEMA_FILE = Path(__file__).with_name("course.schema.json")
Form = dict[str, Any]
IS: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}
NAME = re.compile(r"[\w-]{1,60}")
SHOWN = 40  # characters of a value in a message
TABLES = ("data", "unit", "exercise", "question")  # what there are lists of


class Wrong(Exception):
    """Something in the manifest cannot be: `place` says where, `sentence` what, with the cure."""

    def __init__(self, place: Place, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place
        self.sentence = sentence


@cache
def schema() -> Form:
    """The schema of course.toml."""
    return dict(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def examine(raw: dict[str, Any]) -> None:
    """Raise Wrong where a key is unknown or missing, or its value is none that it may have."""
    _examine(raw, raw, schema(), ())


def label(raw: Any, place: Place) -> str:
    """The table at a place, in words: "the exercise predict", "the question number 2 of the unit unit1_line", "the course"."""
    if not place:
        return "the course"
    inner = raw
    for key in place:
        inner = inner[key]
    name = inner.get("name")
    if isinstance(name, str) and NAME.fullmatch(name):
        return f"the {place[-2]} {name}"
    held = f" of {label(raw, place[:-2])}" if place[:-2] else ""
    return f"the {place[-2]} number {int(place[-1]) + 1}{held}"


def toml(value: Any) -> str:
    """A value as a manifest says it, in one line."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml(each)}' for key, each in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (str, bool)) else str(value)


def _examine(raw: Any, value: Any, form: Form, place: Place) -> None:
    if "$ref" in form:
        form = schema()["$defs"][form["$ref"].rpartition("/")[2]]
    kind = form["type"]
    if not IS[kind](value):
        raise Wrong(place, _unlike(raw, value, form, place))
    if kind == "object":
        keys, others = form.get("properties", {}), form.get("additionalProperties")
        for key, each in value.items():
            inner = keys.get(key, others)
            if not inner:
                raise Wrong((*place, key), _unknown(raw, key, keys, place))
            _examine(raw, each, inner, (*place, key))
        for key in form.get("required", ()):
            if key not in value:
                raise Wrong(place, f'{label(raw, place)} has no "{key}": {_cure(key, keys[key])}')
    elif kind == "array":
        for number, each in enumerate(value):
            _examine(raw, each, form["items"], (*place, number))
        if len(value) < form.get("minItems", 0):
            raise Wrong(place, _unlike(raw, value, form, place))
    elif not _allowed(value, form):
        raise Wrong(place, _unlike(raw, value, form, place))


def _allowed(value: Any, form: Form) -> bool:
    if form["type"] == "string":
        return value in form.get("enum", (value,)) and bool(_pattern(form.get("pattern", "")).search(value))
    above, least, most = form.get("exclusiveMinimum"), form.get("minimum"), form["maximum"]
    return bool((value > above if least is None else value >= least) and value <= most)  # of nan, none is true


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """As JSON Schema means it: its $ is the very end, where Python's also stands before a last line break."""
    return re.compile(f"{pattern.removesuffix('$')}\\Z" if pattern.endswith("$") else pattern)


def _unknown(raw: Any, key: str, keys: Form, place: Place) -> str:
    from grader.course.nearest import nearest_of  # here: a manifest without a fault is read without it

    holder, path = _parted((*place, key))
    sentence = f"{label(raw, holder)} has no key {_shown('.'.join(path))}"
    if near := nearest_of(keys, key):
        return f'{sentence}; did you mean "{".".join((*path[:-1], near))}"?'
    if not place and key in schema()["$defs"]["unit"]["properties"]:
        return f"{sentence}: it stands in a unit, as in [[unit.{key}]]."
    if place and key in schema()["properties"]:
        return f"{sentence}: what is said of the whole course stands above the first line that begins with [."
    return f"{sentence}; it may have {', '.join('.'.join((*path[:-1], each)) for each in keys)}."


def _unlike(raw: Any, value: Any, form: Form, place: Place) -> str:
    holder, path = _parted(place)
    if isinstance(place[-1], int):
        found = f"{_shown(value)} as item {place[-1] + 1} of {'.'.join(path[:-1])}"
    else:
        found = f"{'.'.join(path)} = {_shown(value)}"
    return f"{label(raw, holder)} has {found}: {_cure(path[-1], form)}"


def _cure(key: str, form: Form) -> str:
    example = f", such as `{key} = {toml(form['examples'][0])}`" if "examples" in form and "enum" not in form else ""
    return f"write {form['x-wanted']}{example}."


def _parted(place: Place) -> tuple[Place, tuple[str, ...]]:
    """The innermost table of those that have a name, above what is at the place, and the keys that lead on from there."""
    last = max((at + 1 for at in range(1, len(place) - 1) if place[at - 1] in TABLES and isinstance(place[at], int)), default=0)
    return place[:last], tuple(map(str, place[last:]))


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "a table" if isinstance(value, dict) else "a list"
    text = toml(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
