"""The manifest: what it says, and what it refuses with the place and the cure."""

from pathlib import Path

import pytest

from grader import course as courses
from grader.course import Course, CourseError, Limits

SEVEN = ("mnist_distance", "is_3", "mnist_loss", "calc_grad", "BasicOptim", "train_epoch", "train_classifier")

GOOD = """
title = "Small"
[limits]
call_seconds = 2
[[unit]]
name = "unit01_a"
title = "A"
[[unit.exercise]]
name = "first"
points = 1
[[unit.exercise]]
name = "second"
points = 2.5
needs = ["first"]
limits = { memory_mib = 99 }
[[unit.question]]
name = "q01"
kind = "choice"
exercise = "second"
[unit.question.wrong]
b = "No."
[[unit]]
name = "unit02_b"
title = "B"
[[unit.exercise]]
name = "third"
points = 1
needs = ["second"]
"""


def load(folder: Path, text: str) -> Course:
    (folder / "course.toml").write_text(text)
    return courses.load(folder)


def test_the_course_has_its_ten_units_a_bonus_and_the_points_that_it_states(course: Course) -> None:
    assert [unit.name[:6] for unit in course.units] == [f"unit{number:02}" for number in range(1, 12)]
    assert [unit.name for unit in course.units if unit.bonus] == ["unit11_deeper"]
    assert course.points == course.stated
    assert len(course.scored) >= 60
    assert set(SEVEN) <= set(course.exercises)


def test_all_37_questions_are_there_and_lead_somewhere(course: Course) -> None:
    questions = next(unit for unit in course.units if unit.name == "unit10_questions").questions
    assert [each.name for each in questions] == [f"q{number:02}" for number in range(1, 38)]
    for each in questions:
        if each.kind == "words":
            assert each.rubric
            assert each.points > 0
        else:
            assert each in course.exercises[each.exercise].questions
        if each.kind == "choice":
            assert (len(each.wrong), len(each.withheld)) == (2, 1)


def test_a_small_manifest(tmp_path: Path) -> None:
    small = load(tmp_path, GOOD)
    assert list(small.exercises) == ["first", "second", "third"]
    assert small.prerequisites("third") == ["first", "second"]
    assert small.exercises["first"].limits == Limits(call_seconds=2)
    assert small.exercises["second"].limits == Limits(call_seconds=2, memory_mib=99)
    assert small.exercises["second"].questions[0].wrong == {"b": "No."}
    assert (small.points, small.stated) == (4.5, None)
    assert load(tmp_path, f"points = 4.5\n{GOOD}").stated == 4.5


def test_a_bonus_is_worth_nothing_and_comes_last(tmp_path: Path) -> None:
    small = load(tmp_path, GOOD.replace('name = "third"\npoints = 1', 'name = "third"\npoints = 0'))
    assert small.scored == ["first", "second"]
    assert [each.bonus for each in small.exercises.values()] == [False, False, True]
    assert [unit.bonus for unit in small.units] == [False, True]


def test_a_unit_without_exercises_is_no_bonus() -> None:
    assert not courses.Unit("unit99_a", "A", ()).bonus


BAD = {
    "no TOML": ("title = ", "course.toml: "),
    "points in words": (f'points = "many"\n{GOOD}', "course.toml: points, at its top, is what all exercises are worth together: write a number."),
    "no unit": ('title = "x"', "lists no unit"),
    "twice": (GOOD.replace('"third"', '"first"'), "the exercise first is listed twice"),
    "a need that comes later": (GOOD.replace('needs = ["first"]', 'needs = ["third"]'), "second needs third, which does not come before it"),
    "points below 0": (GOOD.replace("points = 2.5", "points = -1"), "second has -1 points; the least is 0, for a bonus"),
    "points after a bonus": (GOOD.replace("points = 2.5", "points = 0"), "third has points, so it comes before every bonus exercise (one of 0 points)"),
    "another device": (GOOD.replace("points = 2.5", 'points = 2.5\ndevice = "cuda"'), "second names the device 'cuda'; only \"cpu\" can be named"),
    "an unknown key": (GOOD.replace("points = 2.5", "point = 2.5"), "course.toml: second: "),
    "an unknown limit": (GOOD.replace("memory_mib", "memory"), "course.toml: second: "),
    "an unknown key of a question": (GOOD.replace("kind =", "sort ="), "course.toml: the question q01: "),
}


@pytest.mark.parametrize(("text", "sentence"), BAD.values(), ids=BAD.keys())
def test_what_a_manifest_must_not_say(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(CourseError) as caught:
        load(tmp_path, text)
    assert sentence in str(caught.value)


def test_a_manifest_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="is missing"):
        courses.load(tmp_path)
