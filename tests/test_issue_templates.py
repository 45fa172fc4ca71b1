"""The forms for issues: they can be read, and each asks for the smallest code and for all that is needed to see the same verdict."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from grader import cli
from grader.course import Course

FOLDER = Path(__file__).resolve().parents[1] / ".github" / "ISSUE_TEMPLATE"
FORMS = ["honest-work-refused.yml", "verdict-is-wrong.yml"]
KEYS = {"markdown": {"value"}, "input": {"label"}, "textarea": {"label"}, "dropdown": {"label", "options"}}
MAY = {"markdown": set(), "input": {"description", "placeholder", "value"}, "textarea": {"description", "placeholder", "render"}, "dropdown": set()}


def read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return content


def fields(name: str) -> dict[str, dict[str, Any]]:
    return {part["id"]: part for part in read(name)["body"] if part["type"] != "markdown"}


def test_these_are_all_and_an_issue_may_be_written_without_one() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == ["config.yml", *FORMS]
    assert read("config.yml") == {"blank_issues_enabled": True}


@pytest.mark.parametrize("name", FORMS)
def test_it_is_a_form(name: str) -> None:
    """As GitHub wants it: each part with the attributes that its type has, and an id and a label of its own."""
    form = read(name)
    assert {"name", "description", "body"} <= set(form) <= {"name", "description", "title", "labels", "body"}
    for part in form["body"]:
        attributes = set(part["attributes"])
        assert KEYS[part["type"]] <= attributes <= KEYS[part["type"]] | MAY[part["type"]]
        assert part["type"] == "markdown" or re.fullmatch(r"[a-z]+", part["id"])
    labels = [part["attributes"]["label"] for part in fields(name).values()]
    assert len(set(labels)) == len(labels) == len(fields(name)) == len(form["body"]) - 1


@pytest.mark.parametrize("name", FORMS)
def test_it_asks_for_all_that_is_needed_to_see_the_same(name: str) -> None:
    asked = fields(name)
    assert {"exercise", "code", "read", "expected", "seed", "machine"} <= set(asked)
    assert all(part["validations"]["required"] for part in asked.values())
    code = asked["code"]["attributes"]
    assert "smallest code" in code["label"]
    assert code["render"] == "python"
    assert "docstring" in asked["expected"]["attributes"]["description"]
    assert asked["machine"]["attributes"]["label"] == "grader --version and grader doctor"
    assert "--seed" in asked["seed"]["attributes"]["description"]


@pytest.mark.parametrize("name", FORMS)
def test_it_says_what_is_not_to_be_shown(name: str) -> None:
    (notes,) = [part["attributes"]["value"] for part in read(name)["body"] if part["type"] == "markdown"]
    notes = " ".join(notes.split())
    assert "Learners can find this page" in notes
    assert "without a name" in notes
    others = {read(other)["name"] for other in FORMS if other != name}
    assert all(f'"{other}"' in notes for other in others)


def test_a_hole_is_sent_elsewhere() -> None:
    assert "`SECURITY.md`" in (FOLDER / "verdict-is-wrong.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMS)
def test_what_it_names_exists(name: str, course: Course) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert fields(name)["exercise"]["attributes"]["placeholder"] in course.exercises
    for command in re.findall(r"grader ([a-z]+)", text):
        assert command in cli.main.commands
    assert CliRunner().invoke(cli.main, ["--version"]).output.split()[1:2] == ["version"]
