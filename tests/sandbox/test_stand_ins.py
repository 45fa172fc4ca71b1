"""Sound versions hold what an exercise stands on, and never the exercise itself."""

import ast
import inspect
import marshal
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any, cast

import pytest

from grader.checking.verdict import ExerciseVerdict, Status
from grader.course import Course
from grader.grading.judge import Judge
from grader.grading.sandboxed import stand_ins
from grader.submission.model import Submission

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
    """How far they are apart."""
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


COURSE = cast(Course, OneUnit({"unit": UNIT}))  # all that is looked at


def run(*names: str) -> tuple[CodeType, dict[str, Any]]:
    code = marshal.loads(bytes.fromhex(stand_ins.compiled(COURSE, "unit", names)))
    there: dict[str, Any] = {}
    exec(code, there)
    del there["__builtins__"]
    return code, there


def codes(code: CodeType) -> Iterator[CodeType]:
    """The code itself, and all that it holds."""
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from codes(each)


def test_an_exercise_comes_with_its_helpers_and_nothing_else() -> None:
    code, there = run("dist")
    assert there["dist"](5, 2) == 6
    assert set(there) == {"math", "SCALE", "helper", "dist"}
    assert not any("is_3" in (*each.co_names, *each.co_consts) for each in codes(code))


def test_what_only_shares_a_name_is_left_out() -> None:
    assert "is_3" not in run("Box")[1]


def test_no_text_is_left_and_arguments_keep_their_names() -> None:
    """A stand-in raises, and is called by name, as the function that it stands in for."""
    code, there = run("dist")
    assert there["dist"](b=2, a=5) == 6
    assert there["dist"].__doc__ is None
    for each in codes(code):
        assert (each.co_filename, each.co_firstlineno, {line for *_, line in each.co_lines()}) == ("", 1, {1})
        assert not any(isinstance(part, str) and "apart" in part for part in each.co_consts)
    with pytest.raises(OSError, match=r"could not get source code|source code not available"):
        inspect.getsource(there["dist"])
    with pytest.raises(TypeError) as raised:
        there["dist"]("a", "b")
    assert [frame.lineno for frame in traceback.extract_tb(raised.value.__traceback__)][1:] == [1]


def test_a_function_that_is_long_has_all_its_instructions_in_line_1() -> None:
    code = stand_ins.bare(compile("\n".join(f"x{i} = {i}" for i in range(1000)), "name", "exec"))
    assert {line for *_, line in code.co_lines()} == {1}
    assert max(end for _, end, _ in code.co_lines()) == len(code.co_code)
    there: dict[str, Any] = {}
    exec(code, there)
    assert there["x999"] == 999


def test_no_sound_version_in_the_course_holds_what_comes_later(course: Course) -> None:
    """Of a unit that is there, of one that is not, and of all of them."""
    exercises = list(course.exercises)
    for number, exercise in enumerate(course.exercises.values()):
        earlier = course.prerequisites(exercise.name)
        for absent in (set(), {each.name for each in course.units}):
            found = stand_ins.choose(course, exercise, set(exercises[:number]), absent)
            assert {name for each in found.values() for name in each.names} == set(earlier)
            for unit, stand_in in found.items():
                text = stand_ins.pruned(course.reference[unit], frozenset(stand_in.names)) if stand_in.names else ""
                defined = {each.name for each in ast.parse(text).body if isinstance(each, (ast.FunctionDef, ast.ClassDef))}
                assert defined & set(exercises) <= set(earlier), (exercise.name, unit)
                assert set(stand_in.names) <= defined
                assert bool(stand_in.code) == bool(stand_in.names)
                assert stand_in.stub in (None, (course.root / "assignments" / f"{unit}.py").read_text())


def test_what_is_there_and_right_is_not_replaced(course: Course) -> None:
    assert stand_ins.choose(course, course.exercises["is_3"], {"l1_distance"}, set()) == {}
    found = stand_ins.choose(course, course.exercises["accuracy_3_7"], {"mnist_distance"}, {"unit01_pixels", "unit05_training"})
    assert {unit: (each.names, each.stub) for unit, each in found.items()} == {"unit02_similarity": (("mnist_distance",), None)}


def alone(judge: Judge, unit: str, *more: str) -> dict[str, ExerciseVerdict]:
    """The verdicts on one unit's reference, with more text below it, where nothing else was handed in."""
    support = {each.removesuffix(".py"): judge.course.reference[each.removesuffix(".py")] for each in judge.course.support}
    submission = Submission("alone", {**support, unit: "\n\n".join([judge.course.reference[unit], *more])}, {})
    return {each.name: each for each in judge.grade(submission) if each.unit == unit}


def test_a_unit_that_comes_alone_is_worth_what_it_is_worth(judge: Judge) -> None:
    """What it imports of other units is there: by a sound version what it stands on, by its stub what it does not."""
    for unit in ("unit02_similarity", "unit05_training", "unit06_optimizer"):
        assert {each.status for each in alone(judge, unit).values()} == {Status.PASSED}


def test_what_an_exercise_does_not_stand_on_is_not_there(judge: Judge) -> None:
    uses = "from unit02_similarity import is_3\ndef batch_accuracy(xb, yb):\n    return is_3(xb, 0, 1).float().mean()\n"
    verdict = alone(judge, "unit05_training", uses)["batch_accuracy"]
    assert (verdict.status, verdict.checks[0].message) == (Status.NOT_STARTED, "batch_accuracy, or something which it uses, is not written yet.")


def test_who_stands_on_nothing_reads_every_word(judge: Judge) -> None:
    """A stub holds no solution: nothing is withheld beside it."""
    text = "from unit02_similarity import is_3\ndef make_batches(dset, batch_size, shuffle=False):\n    raise TypeError('words')\n"
    assert "It raised TypeError: words" in alone(judge, "unit05_training", text)["make_batches"].checks[0].message
    text = "from unit02_similarity import is_3\nraise TypeError('words')\n"
    first, second = (alone(judge, "unit05_training", text)[name].checks[0].message.split("\n") for name in ("make_batches", "train_epoch"))
    assert (first[1], second[1]) == ("It raised TypeError: words", "It raised TypeError.")
    assert first[2] == second[2]


@pytest.mark.parametrize("name", ["helper", "nowhere"])
def test_a_name_that_comes_from_elsewhere_is_no_error(name: str) -> None:
    assert "is_3" not in run(name)[1]
