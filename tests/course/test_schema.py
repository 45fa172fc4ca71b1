"""course.schema.json, the reader and the page of keys say the same; and what learners' kits come with is a manifest as well."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader import course as courses
from grader.authoring.release.answers import without_answers
from grader.course import Course, CourseError, Exercise, Limits, Question, Unit
from grader.course.data import Tier
from grader.course.form import IS, schema, toml
from grader.course.model import LETTERS, Package
from tests.course.manifests import FULL

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "course-toml.md"
READ = {"package": Package, "limits": Limits, "data": Tier, "unit": Unit, "exercise": Exercise, "question": Question}
MADE = {"unit": {"exercises", "questions"}, "exercise": {"unit", "questions"}}  # what the reader puts there, by no key of this name
LISTS = {"unit": {"exercise", "question"}}  # keys of which the reader makes those
OF_THE_COURSE = {  # the attribute that each key at the top becomes
    "id": "id", "title": "title", "points": "stated", "support": "support", "ignore": "ignored", "libraries": "libraries",
    "package": "package", "limits": "exercises", "data": "tiers", "unit": "units",
}  # fmt: skip


def load(folder: Path, text: str) -> Course:
    (folder / "course.toml").write_text(text, encoding="utf-8")
    return courses.load(folder)


@pytest.mark.parametrize("text", [
    (ROOT / "course.toml").read_text(encoding="utf-8"), (ROOT / "examples" / "line_fit" / "course.toml").read_text(encoding="utf-8"), FULL,
], ids=["mnist", "line_fit", "every key"])  # fmt: skip
def test_right_manifests_are_valid(tmp_path: Path, text: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(tomllib.loads(text), schema())
    load(tmp_path, text)


def test_a_learners_kit_has_a_right_manifest_without_answers(tmp_path: Path) -> None:
    text = (ROOT / "course.toml").read_text(encoding="utf-8")
    kept = without_answers(text)
    jsonschema.validate(tomllib.loads(kept), schema())
    questions = [each for unit in load(tmp_path, kept).units for each in unit.questions]
    assert len(questions) == 37
    assert not any(each.rubric or each.withheld for each in questions)
    assert any(each.wrong for each in questions)


@pytest.mark.parametrize("name", READ)
def test_the_keys_of_a_table_are_what_the_reader_makes_of_it(name: str) -> None:
    keys = set(schema()["$defs"][name]["properties"])
    assert keys - LISTS.get(name, set()) == {each.name for each in fields(READ[name])} - MADE.get(name, set())


def test_there_are_no_other_tables_and_no_other_keys() -> None:
    assert set(schema()["$defs"]) == set(READ)
    assert set(schema()["properties"]) == set(OF_THE_COURSE)
    question = schema()["$defs"]["question"]["properties"]
    assert list(question["wrong"]["properties"]) == list(question["withheld"]["properties"]) == list(LETTERS)


@pytest.mark.parametrize("key", OF_THE_COURSE)
def test_every_key_of_the_course_is_read(tmp_path: Path, key: str) -> None:
    changed = {
        "id": FULL.replace('"small-course"', '"other"'), "title": FULL.replace('"Small"', '"Other"'),
        "points": FULL.replace("points = 4.5", "points = 5"), "support": FULL.replace("demo.py", "other.py"),
        "ignore": FULL.replace("pictures", "other"), "libraries": FULL.replace("matplotlib", "other"),
        "package": FULL.replace('version = "1.2"', 'version = "1.3"'), "limits": FULL.replace("file_mib = 16", "file_mib = 17"),
        "data": FULL.replace("SMALL_DATA", "OTHER"), "unit": FULL.replace('title = "B"', 'title = "Other"'),
    }  # fmt: skip
    before, after = load(tmp_path, FULL), load(tmp_path, changed[key])
    assert getattr(before, OF_THE_COURSE[key]) != getattr(after, OF_THE_COURSE[key])


@pytest.mark.parametrize("name", READ)
def test_the_defaults_that_the_schema_says_are_the_readers(name: str) -> None:
    own: dict[str, Field[Any]] = {each.name: each for each in fields(READ[name])}
    form = schema()["$defs"][name]
    for key, value in form["properties"].items():
        if key in form["required"]:
            assert "default" not in value
        elif "default" in value and key not in LISTS.get(name, ()):
            default = own[key].default if own[key].default is not MISSING else own[key].default_factory()  # type: ignore[operator]  # one of the two is there
            assert (list(default) if isinstance(default, tuple) else default) == value["default"], key


def forms(form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every form of a value in the schema."""
    if "$ref" in form:
        return
    yield form
    for each in (*form.get("properties", {}).values(), form.get("items"), form.get("additionalProperties")):
        if isinstance(each, dict):
            yield from forms(each)


ALL = [each for form in (schema(), *schema()["$defs"].values()) for each in forms(form)]


def test_every_form_says_what_the_reader_and_an_editor_need() -> None:
    assert len(ALL) > 60
    for each in ALL:
        assert each["type"] in IS
        assert each["description"]
        assert each["x-wanted"]
        if each["type"] in ("number", "integer"):
            assert {"maximum"} < set(each) & {"maximum", "minimum", "exclusiveMinimum"}
        if each["type"] == "string":
            assert len({"pattern", "enum"} & set(each)) == 1
        assert set(each) <= {
            "type", "description", "x-wanted", "default", "examples", "pattern", "enum", "minimum", "maximum", "exclusiveMinimum", "items", "minItems",
            "properties", "required", "additionalProperties", "oneOf", "allOf", "$schema", "$id", "$defs", "title",
        }  # the reader knows no other word  # fmt: skip


def test_every_example_is_one() -> None:
    for each in ALL:
        for example in each.get("examples", []):
            jsonschema.validate(example, {**each, "$defs": schema()["$defs"]})
            assert tomllib.loads(f"key = {toml(example)}") == {"key": example}


TABLES = {
    "The course": schema(),
    **{f"`[{name}]`": schema()["$defs"][name] for name in ("package", "limits")},
    **{f"`[[{name}]]`": schema()["$defs"][name] for name in ("data", "unit")},
    **{f"`[[unit.{name}]]`": schema()["$defs"][name] for name in ("exercise", "question")},
}


def section(title: str) -> str:
    """What the page says of a table, from its heading to its last key."""
    lines = [f"## {title}", "", TABLES[title]["description"], "", "| key | what to write | by default | for example | what it says |", "|---|---|---|---|---|"]
    for key, form in TABLES[title]["properties"].items():
        whole = {**schema()["$defs"][form["$ref"].rpartition("/")[2]], **form} if "$ref" in form else form
        default = f"`{toml(form['default'])}`" if "default" in form else "it is needed" if key in TABLES[title]["required"] else ""
        example = f"`{key} = {toml(form['examples'][0])}`" if "examples" in form else ""
        lines.append(f"| `{key}` | {whole['x-wanted']} | {default} | {example} | {whole['description']} |")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("title", TABLES)
def test_the_page_of_keys_says_what_the_schema_says(title: str) -> None:
    assert section(title) in PAGE.read_text(encoding="utf-8")


def test_the_page_of_keys_has_no_other_tables() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [each for each in re.findall(r"^## (.+)$", text, re.MULTILINE) if each in TABLES] == list(TABLES)
    assert text.count("\n|---") == len(TABLES)


def test_what_the_page_quotes_is_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (said,) = re.findall(r"^course\.toml, line .+$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError) as caught:
        load(tmp_path, FULL.replace('hints = ["A', 'hint = ["A'))
    assert str(caught.value) == said
