"""Whatever is changed in one place of a right manifest: it is a course, or a sentence with a line, and never another error."""

import copy
import re
import tempfile
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import course as courses
from grader.course import Course, CourseError
from grader.course.form import Wrong, examine, toml
from grader.course.lines import Place
from tests.course.manifests import FULL

WHOLE = tomllib.loads(FULL)
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just(date(2026, 11, 30)), st.sampled_from(["first", "a b", "0", "unit1_a"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "a", "inside"]), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
NAMES = st.text("abcdehlmnoprstuvxy_", min_size=1, max_size=12)


def places(value: Any, place: Place = ()) -> list[Place]:
    """Every place below a value."""
    keys: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in keys for found in ((*place, key), *places(inner, (*place, key)))]


PLACES = places(WHOLE)


class Written:
    """A manifest as text, with the line that each place came to stand in."""

    def __init__(self, whole: dict[str, Any]) -> None:
        self.lines: list[str] = []
        self.found: dict[Place, int] = {}
        self._table(whole, ())
        self.text = "\n".join(self.lines) + "\n"

    def _table(self, table: dict[str, Any], place: Place, header: str = "") -> None:
        below = []
        for key, value in table.items():
            many = isinstance(value, list) and value and all(isinstance(each, dict) for each in value)
            if many or (isinstance(value, dict) and key not in ("limits", "thresholds")):
                below.append((key, value))
            else:
                self._line((*place, key), f"{key} = {toml(value)}")
        for key, value in below:
            name = f"{header}.{key}" if header else key
            for number, each in enumerate(value if isinstance(value, list) else [value]):
                inner = (*place, key, number) if isinstance(value, list) else (*place, key)
                self._line(inner, f"[[{name}]]" if isinstance(value, list) else f"[{name}]")
                self.found.setdefault((*place, key), self.found[inner])
                self._table(each, inner, name)

    def _line(self, place: Place, line: str) -> None:
        self.lines += [line, ""]
        self.found[place] = len(self.lines) - 1

    def line_of(self, place: Place) -> int:
        while place and place not in self.found:
            place = place[:-1]
        return self.found.get(place, 1)


def loaded(text: str) -> Course | str:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "course.toml").write_text(text, encoding="utf-8")
        try:
            return courses.load(Path(folder))
        except CourseError as error:
            return str(error)


def fault(raw: dict[str, Any]) -> Place | None:
    """Where the form of a manifest is wrong."""
    try:
        examine(raw)
    except Wrong as wrong:
        return wrong.place
    return None


def judge(whole: dict[str, Any], changed: Place) -> Course | str:
    """What comes of a manifest that was changed at a place."""
    written = Written(whole)
    said = loaded(written.text)
    if isinstance(said, str):
        found = re.match(r".+course\.toml(?:, line (\d+))?: .", said, re.DOTALL)
        assert found is not None, said
        if "this is no TOML" in said:  # a sign that no text in it may have
            return said
        line = int(found[1]) if found[1] else 1
        assert 1 <= line <= len(written.lines)
        wrong = fault(tomllib.loads(written.text))
        if wrong is not None:  # at the changed place itself, or in what holds it, or inside it
            assert all(one == other for one, other in zip(wrong, changed, strict=False)), said
            assert line == written.line_of(wrong), (said, written.text)
    return said


def holder(whole: Any, place: Place) -> Any:
    for key in place[:-1]:
        whole = whole[key]
    return whole


def test_the_manifest_comes_out_as_it_was() -> None:
    assert tomllib.loads(Written(WHOLE).text) == WHOLE
    assert isinstance(judge(WHOLE, ()), Course)


@settings(max_examples=300, deadline=None)
@given(place=st.sampled_from(PLACES), value=VALUES)
def test_another_value(place: Place, value: Any) -> None:
    whole = copy.deepcopy(WHOLE)
    holder(whole, place)[place[-1]] = value
    judge(whole, place)


@settings(max_examples=200, deadline=None)
@given(place=st.sampled_from([each for each in PLACES if isinstance(each[-1], str)]), name=NAMES)
def test_a_key_renamed(place: Place, name: str) -> None:
    whole = copy.deepcopy(WHOLE)
    table = holder(whole, place)
    if name in table:
        return
    changed = {name if key == place[-1] else key: value for key, value in table.items()}
    table.clear()
    table.update(changed)
    said = judge(whole, (*place[:-1], name))
    if not {"thresholds", "wrong", "withheld"} & set(place[:-1]):  # there another name may be one of those that are allowed
        assert isinstance(said, str)
        assert "has no key" in said


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_a_place_left_out(place: Place) -> None:
    whole = copy.deepcopy(WHOLE)
    del holder(whole, place)[place[-1]]
    judge(whole, place[:-1])


@settings(max_examples=60, deadline=None)
@given(lists=st.sampled_from([each for each in PLACES if isinstance(each[-1], int)]))
def test_an_item_twice(lists: Place) -> None:
    whole = copy.deepcopy(WHOLE)
    items = holder(whole, lists)
    items.append(copy.deepcopy(items[lists[-1]]))
    judge(whole, lists)
