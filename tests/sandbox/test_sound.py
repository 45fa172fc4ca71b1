"""Sound versions hold what an exercise stands on, and never the exercise itself."""

import ast
from dataclasses import dataclass

import pytest

from grader.course import Course
from grader.sandbox import sound

pytestmark = pytest.mark.security


@dataclass(frozen=True)
class OneUnit:
    """As much of a course as a sound version is made of."""

    reference: dict[str, str]


UNIT = '''# %% [markdown]
# is_3 compares: dist(x, a) < dist(x, b)
"""The unit."""
import math
try:
    from math import tau
except ImportError:
    tau = 6.28
SCALE = 2

def helper(x):
    return x * SCALE

def dist(a, b):
    return helper(abs(a - b))

def secret_of_is_3(a):
    return a < tau

def is_3(x, a, b):
    return secret_of_is_3(dist(x, a)) and dist(x, b)

class Box:
    def get(self):
        dist = 3
        return dist

if __name__ == "__main__":
    print(is_3(1, 2, 3))
'''


def run(names: list[str] | None) -> tuple[str, dict[str, object]]:
    text = sound.source(OneUnit({"unit": UNIT}), "unit", names)  # type: ignore[arg-type]  # all that it looks at
    names_there: dict[str, object] = {}
    exec(text, names_there)
    return text, names_there


def test_an_exercise_comes_with_its_helpers_and_nothing_else() -> None:
    text, there = run(["dist"])
    assert there["dist"](5, 2) == 6  # type: ignore[operator]  # it is the function
    assert set(there) - {"__builtins__"} == {"math", "SCALE", "helper", "dist"}
    assert "is_3" not in text
    assert "print" not in text


def test_what_only_shares_a_name_is_left_out() -> None:
    assert "is_3" not in run(["Box"])[0]


def test_a_whole_unit_comes_without_its_demonstrations() -> None:
    text, there = run(None)
    assert {"dist", "is_3", "Box", "secret_of_is_3", "tau"} <= set(there)
    assert "print" not in text


def test_no_sound_version_in_the_course_holds_what_comes_later(course: Course) -> None:
    for exercise in course.exercises.values():
        earlier = course.prerequisites(exercise.name)
        for unit in {course.exercises[name].unit for name in earlier}:
            names = [name for name in earlier if course.exercises[name].unit == unit]
            tree = ast.parse(sound.source(course, unit, names))
            defined = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
            assert set(names) <= defined
            assert not (defined & set(course.exercises)) - set(earlier), (exercise.name, unit)


@pytest.mark.parametrize("names", [["helper"], ["nowhere"]])
def test_a_name_that_comes_from_elsewhere_is_no_error(names: list[str]) -> None:
    assert "is_3" not in run(names)[0]
