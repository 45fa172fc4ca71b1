"""The manifest lists every question of unit 10, explains every wrong choice, and says how words are graded."""

import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = (ROOT / "solutions" / "unit10_questions.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def unit() -> dict[str, Any]:
    course = tomllib.loads((ROOT / "course.toml").read_text(encoding="utf-8"))
    return next(unit for unit in course["unit"] if unit["name"] == "unit10_questions")


@pytest.fixture(scope="module")
def module() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "solutions")
        yield importlib.import_module("unit10_questions")


def kind(unit: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [question for question in unit["question"] if question["kind"] == name]


def test_the_manifest_lists_all_37_questions_in_order(unit: dict[str, Any]) -> None:
    assert [question["name"] for question in unit["question"]] == [f"q{number:02d}" for number in range(1, 38)]
    assert [len(kind(unit, name)) for name in ("code", "choice", "words")] == [10, 17, 10]


def test_every_question_that_is_graded_by_checks_names_an_exercise_whose_text_asks_it(unit: dict[str, Any]) -> None:
    exercises = {exercise["name"] for exercise in unit["exercise"]}
    graded = kind(unit, "code") + kind(unit, "choice")
    assert {question["exercise"] for question in graded} == exercises
    for question in graded:
        before = SOURCE.split(f"def {question['exercise']}(")[0]
        cells = re.split(r"^# %%", before, flags=re.MULTILINE)[-2]
        assert f"**Question {int(question['name'][1:])}.**" in cells, question["name"]


def test_every_wrong_choice_is_explained_and_no_right_one(unit: dict[str, Any], module: ModuleType) -> None:
    for question in kind(unit, "choice"):
        right = getattr(module, question["exercise"])()[question["name"]]
        explained = {**question["wrong"], **question["withheld"]}
        assert set(explained) == set("abcd") - {right}, question["name"]
        assert all(sentence.endswith((".", "?")) for sentence in explained.values()), question["name"]
    for exercise in {question["exercise"] for question in kind(unit, "choice")}:
        asked = {question["name"] for question in kind(unit, "choice") if question["exercise"] == exercise}
        assert set(getattr(module, exercise)()) == asked


def test_no_hint_calls_a_right_choice_wrong(unit: dict[str, Any], module: ModuleType) -> None:
    for exercise in unit["exercise"]:
        if exercise["name"].startswith("choices_"):
            right = getattr(module, exercise["name"])()
            excluded = re.findall(r"(\d+) ([a-d]) and ([a-d])", exercise["hints"][2])
            assert len(excluded) == len(right)
            assert all(right[f"q{int(number):02d}"] not in letters for number, *letters in excluded)


def test_the_last_hint_and_the_public_explanations_leave_the_same_two_letters(unit: dict[str, Any]) -> None:
    """Else the one that is missing in either would be the right one."""
    hints = " ".join(exercise["hints"][2] for exercise in unit["exercise"] if exercise["name"].startswith("choices_"))
    excluded = {int(number): set(letters) for number, *letters in re.findall(r"(\d+) ([a-d]) and ([a-d])", hints)}
    public = {int(question["name"][1:]): set(question["wrong"]) for question in kind(unit, "choice")}
    assert excluded == public
    assert {len(letters) for letters in public.values()} == {2}


def test_questions_in_words_have_a_rubric_that_adds_up(unit: dict[str, Any]) -> None:
    tagged = re.findall(r'^# %% \[markdown\] question="(q\d\d)" points=(\d+)$', SOURCE, re.MULTILINE)
    words = kind(unit, "words")
    assert sorted(tagged) == [(question["name"], str(question["points"])) for question in words]
    for question in words:
        shares = [float(line.split(":")[0]) for line in question["rubric"]]
        assert sum(shares) == question["points"], question["name"]
