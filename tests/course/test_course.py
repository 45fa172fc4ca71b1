"""The manifest: what it says."""

from pathlib import Path

from grader import course as courses
from grader.course import Course, Limits

SEVEN = ("mnist_distance", "is_3", "mnist_loss", "calc_grad", "BasicOptim", "train_epoch", "train_classifier")

GOOD = """
id = "small"
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
