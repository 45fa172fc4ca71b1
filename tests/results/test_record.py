"""The record of a verdict: what is written, by its schema, and that it is small."""

import json
from dataclasses import fields

import jsonschema
import pytest

from grader.checking.messages import LIMITS
from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.checking.why import Kind, NamedMistake, Place, Raised, Why, halves
from grader.grading import record

SCHEMA = json.loads(record.SCHEMA_FILE.read_text())
CHECK = SCHEMA["$defs"]["check"]["properties"]
FULL = Why(
    Kind.RAISED, "f(x)", "g", "1", "2", "It is not right.", Raised("TypeError", "no"), Place("unit.py", 3, "return x"), "Look.",
    NamedMistake("no_abs", "Take abs."), "memory",
)  # fmt: skip


def made(*checks: CheckVerdict) -> record.Result:
    return record.make("ada", [ExerciseVerdict("f", "unit", 2, checks)], seed=1, device="cpu", data="embedded", key="k")


def test_the_schema_knows_every_kind_limit_and_field() -> None:
    assert CHECK["kind"]["enum"] == list(Kind)
    assert set(CHECK["limit"]["enum"]) == set(LIMITS.values())
    assert [each for each in CHECK if each in record.WHY] == [each.name for each in fields(Why)] == list(record.WHY)
    assert SCHEMA["$id"] == SCHEMA["properties"]["schema"]["const"] == record.SCHEMA


@pytest.mark.parametrize("why", [FULL, *map(Why, Kind)], ids=["with all fields", *Kind])
def test_what_is_written_is_read_as_it_was_and_fits_the_schema(why: Why) -> None:
    result = json.loads(json.dumps(made(CheckVerdict("check", "is right", "public", Status.FAILED, why))))
    jsonschema.validate(result, SCHEMA)
    (check,) = result["exercises"][0]["checks"]
    assert record.why_of(check) == why
    assert record.message(check) == why.message
    assert record.limit_of(check) == why.limit
    assert record.is_named(check) == bool(why.name)


def test_a_field_with_nothing_to_say_is_left_out() -> None:
    assert Why(Kind.FAULT).as_json == {"kind": "fault"}
    assert made(CheckVerdict("check", "is right", "public", Status.PASSED))["exercises"][0]["checks"] == [
        {"name": "check", "title": "is right", "visibility": "public", "status": "passed", "seconds": 0.0}
    ]


def test_a_sentence_about_an_answer_has_two_halves() -> None:
    assert halves("Expected shape [25]; got None (is the return missing?).") == ("Expected shape [25]", "None (is the return missing?).")
    assert halves("The shape is right; the values are not.") == ("The shape is right; the values are not.", "")


def test_the_check_with_a_name_tells_most() -> None:
    vague, named = (CheckVerdict(each.kind, "t", "public", Status.FAILED, each) for each in (Why(Kind.VALUES), FULL))
    (exercise,) = made(CheckVerdict("fine", "t", "public", Status.PASSED), vague, named)["exercises"]
    assert record.telling(exercise) == exercise["checks"][2]
    (exercise,) = made(CheckVerdict("fine", "t", "public", Status.PASSED), vague)["exercises"]
    assert record.telling(exercise) == exercise["checks"][1]
    (exercise,) = made(CheckVerdict("fine", "t", "public", Status.PASSED))["exercises"]
    assert record.telling(exercise) is None
