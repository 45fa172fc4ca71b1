"""Results of the first version, which told each reason as one text, are read everywhere as what is written today.

first.json is one: of examples/line_fit, with a wrong answer, a known mistake, an error, too much memory and a process that ended.
"""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader.checking.why import Kind, NamedMistake
from grader.grading import record
from grader.grading.record import message, why_of
from grader.reports.analysis.mistakes import rank
from grader.reports.analysis.outliers import hits
from grader.results.upgrade import FIRST, read, upgraded
from grader.results.write import write_json
from tests.typed import typed

FILE = Path(__file__).with_name("first.json")
SCHEMA = json.loads(record.SCHEMA_FILE.read_text())


@pytest.fixture
def first() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    assert found["schema"] == FIRST
    return found


def checks(found: record.Result) -> list[dict[str, Any]]:
    return [check for each in found["exercises"] for check in each["checks"]]


def test_every_message_is_the_one_that_was_told(first: dict[str, Any]) -> None:
    made = read(FILE)
    assert made is not None
    jsonschema.validate(made, SCHEMA)
    told = [each["message"] for each in checks(first)]
    assert [message(each) for each in checks(made)] == told
    assert sum(map(bool, told)) > 20
    for before, after in zip(first["exercises"], made["exercises"], strict=True):
        assert {**before, "checks": []} == {**after, "checks": []}
    assert {**first, "schema": "", "exercises": []} == {**made, "schema": "", "exercises": []}


def test_mistakes_and_limits_are_fields(first: dict[str, Any]) -> None:
    made = upgraded(first)
    assert made is not None
    whys = [why_of(each) for each in checks(made)]
    assert [each.name if each else "" for each in whys] == [each["mistake"] or "" for each in checks(first)]
    assert {each.kind for check in checks(made) if (each := why_of(check))} == {Kind.TOLD}
    slips = {each.exercise: each.sentence for each in rank([made])}
    assert slips["residuals"] == "The signs are the other way round: begin with what was measured, and subtract what the line expects."
    assert [(each.exercise, each.limit, each.said) for each in hits([made])] == [
        ("least_squares", "memory", "It asked for more memory than a submission may use: is a tensor much larger than it should be?")
    ]
    (check,) = [each for each in made["exercises"][1]["checks"] if each["title"] == "is positive above the line, and negative below it"]
    found = why_of(check)
    assert found is not None
    assert isinstance(found.mistake, NamedMistake)
    assert found.sentence.split("\n")[1] == "Expected 1.0000 at [0]; got -1.0000."


def test_what_the_grader_failed_at_once_counted_as_passed(first: dict[str, Any]) -> None:
    """Its oldest name was "grader_fault"."""
    first["exercises"][1]["status"] = first["exercises"][1]["checks"][0]["status"] = "grader_fault"
    first["exercises"][1]["points"] = 1.0
    made = upgraded(first)
    assert made is not None
    jsonschema.validate(made, SCHEMA)
    assert [(each["status"], each["points"]) for each in made["exercises"][:2]] == [("failed", 0.0), ("ungraded", None)]
    assert made["score"] is None
    assert "1 could not be judged, which is the grader's fault." in record.withheld(made["exercises"])


def test_a_fault_in_a_bonus_withholds_nothing(first: dict[str, Any]) -> None:
    first["exercises"][0]["checks"][0]["status"] = "grader_fault"
    first["exercises"][0]["max_points"] = 0.0
    made = upgraded(first)
    assert made is not None
    assert (made["score"], made["exercises"][0]["points"]) == (first["score"], 0.0)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", "null", '{"schema": "grader/result/3"}', '{"schema": 1}', '{"schema": "grader/result/1"}',
     '{"schema": "grader/result/1", "exercises": [1], "score": 1}', '{"schema": "grader/class/1", "submissions": []}'],
)  # fmt: skip
def test_what_is_no_result_is_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text(text)
    assert read(tmp_path / "result.json") is None
    assert read(tmp_path / "nowhere.json") is None


def test_every_command_takes_them(first: dict[str, Any], tmp_path: Path) -> None:
    """The class page, a learner's page, and an export of each family."""
    write_json(tmp_path / "out" / "submissions" / "mixed" / "result.json", first)
    write_json(tmp_path / "out" / "results.json", record.of_class([record.line(first)]))
    course = {"GRADER_COURSE": Path(__file__).parents[2] / "examples" / "line_fit"}
    said = "The signs are the other way round: begin with what was measured, and subtract what the line expects."
    for words, name in ((["report", "--out", "pages"], "pages/index.html"), (["report", "--learner", "--out", "own"], "own/mixed.html"),
                        (["export", "--format", "junit", "--out", "j.xml"], "j.xml"), (["export", "--format", "check50", "--out", "c.json"], "c.json"),
                        (["export", "--format", "gradescope", "--out", "g.json"], "g.json")):  # fmt: skip
        done = typed(words[0], "out", *words[1:], cwd=tmp_path, **course)
        assert done.returncode == 0, done.stderr
        assert said in (tmp_path / name).read_text(encoding="utf-8"), name
