"""In which line of a manifest something stands, however it is laid out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from grader.course.lines import Place, line_of

ROOT = Path(__file__).resolve().parents[2]
ODD = '''\
# "not = this"
id = 'odd' # title = "no"

"quoted key" = """
[unit]
name = \\"""
"""
limits . call_seconds = 1.5 # dotted, with spaces
limits.'memory_mib' = 1_000
when = 1979-05-27 07:32:00
list = [
    "a", # ]
    'b]',

    [1, 2.5,
     3], { x = 1, "y z" = { w = [
         2] } },
]
literal = \'\'\'
# = [
ends in a quote'\'\'\'
[package]
version = "1"
[[unit]]
name = "one"
[[unit.exercise]]
name = "first"
[unit.exercise.thresholds.full]
a = 1
[[unit.exercise]]
limits = { call_seconds = 3,   memory_mib = 4 }
[[ unit ]]
exercise = [{ name = "x" },
    { name = "y" }]
'''
PLACES: dict[Place, int] = {
    (): 1,
    ("id",): 2,
    ("quoted key",): 4,
    ("limits",): 8,
    ("limits", "call_seconds"): 8,
    ("limits", "memory_mib"): 9,
    ("when",): 10,
    ("list",): 11,
    ("list", 0): 12,
    ("list", 1): 13,
    ("list", 2): 15,
    ("list", 2, 2): 16,
    ("list", 3): 16,
    ("list", 3, "y z", "w", 0): 17,
    ("literal",): 19,
    ("package",): 22,
    ("package", "version"): 23,
    ("package", "missing"): 22,
    ("missing", 3): 1,
    ("unit",): 24,
    ("unit", 0): 24,
    ("unit", 0, "name"): 25,
    ("unit", 0, "exercise", 0): 26,
    ("unit", 0, "exercise", 0, "thresholds", "full"): 28,
    ("unit", 0, "exercise", 0, "thresholds", "full", "a"): 29,
    ("unit", 0, "exercise", 1): 30,
    ("unit", 0, "exercise", 1, "limits", "memory_mib"): 31,
    ("unit", 0, "exercise", 1, "missing"): 30,
    ("unit", 1): 32,
    ("unit", 1, "exercise", 1, "name"): 34,
}


@pytest.mark.parametrize(("place", "line"), PLACES.items(), ids=lambda each: ".".join(map(str, each)) if isinstance(each, tuple) else "")
def test_the_line_of_a_place(place: Place, line: int) -> None:
    tomllib.loads(ODD)
    assert line_of(ODD, place) == line


def places(value: Any, place: Place = ()) -> list[tuple[Place, Any]]:
    """Everything below a value that is no table and no list."""
    if isinstance(value, dict):
        return [each for key, inner in value.items() for each in places(inner, (*place, key))]
    if isinstance(value, list):
        return [each for number, inner in enumerate(value) for each in places(inner, (*place, number))]
    return [(place, value)]


@pytest.mark.parametrize("name", ["course.toml", "examples/line_fit/course.toml"])
def test_every_value_of_a_whole_course_stands_in_its_line(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = text.splitlines()
    found = places(tomllib.loads(text))
    assert len(found) > 50
    for place, value in found[:: max(1, len(found) // 60)]:  # reading the whole text once for each takes its time
        shown = lines[line_of(text, place) - 1]
        if isinstance(place[-1], str):
            assert place[-1] in shown
        said = str(value).split('"')[0] if isinstance(value, str) else f"{value:g}"
        assert said in shown, (place, shown)
