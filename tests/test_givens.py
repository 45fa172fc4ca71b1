"""What checks may ask for: the functions of checks/given.py, computed once for a tier and a seed; and the modules of a course."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from grader import course as courses
from grader.checking.givens import Givens, functions
from grader.course import Course, CourseError
from grader.course.data import Data, DataError
from grader.course.loaded import bind, course_module

HEAD = "from grader.checking.givens import given\n\n"


@pytest.fixture
def toy(tmp_path: Path) -> Course:
    """A course of which only the folder matters; afterwards `checks` and `extras` mean the real one's again."""
    made = replace(courses.load(), root=tmp_path)
    (tmp_path / "checks").mkdir()
    return made


@pytest.fixture(autouse=True)
def _real_course() -> object:
    yield
    bind(courses.load())


def write(course: Course, text: str) -> None:
    (course.checks / "given.py").write_text(HEAD + text, encoding="utf-8")


def test_a_given_gets_the_data_the_seed_and_other_givens(toy: Course) -> None:
    write(toy, "@given\ndef both(points, seed):\n    return points, seed\n\n@given\ndef points(data):\n    return data.name, data.folder.name\n")
    given = Givens(toy, Data("measured", toy.root), 7)
    assert given("points") == ("measured", toy.root.name)
    assert given("both") == (("measured", toy.root.name), 7)
    assert "points" in given
    assert "helper" not in given


def test_a_given_is_computed_once(toy: Course) -> None:
    write(toy, "@given\ndef a():\n    return object()\n\n@given\ndef b(a):\n    return a\n")
    given = Givens(toy, Data("", toy.root), 0)
    assert given("b") is given("a") is given("a")


def test_only_what_is_marked_is_a_given(toy: Course) -> None:
    write(toy, "def helper():\n    return 1\n\n@given\ndef a():\n    return helper()\n")
    assert list(functions(toy)) == ["a"]


def test_a_course_without_givens_has_none(toy: Course) -> None:
    assert functions(toy) == {}
    with pytest.raises(KeyError):
        Givens(toy, Data("", toy.root), 0)("digits")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("@given\ndef rng():\n    return 1\n", "checks/given.py: every check has an argument rng already: choose another name."),
        ("@given\ndef a(b):\n    return b\n", "checks/given.py: a asks for b, which is none of data, seed and the givens."),
        ("@given\ndef a(b):\n    return b\n\n@given\ndef b(a):\n    return a\n", "checks/given.py: a asks for b asks for a: let one of them ask for less."),
        ("@given\ndef a():\n    return 1 / 0\n", "checks/given.py: a raised ZeroDivisionError: division by zero"),
        ("import no_such_library\n", "checks/given.py cannot be read: ModuleNotFoundError: No module named 'no_such_library'"),
    ],
)
def test_what_is_wrong_with_a_given_is_said(toy: Course, text: str, sentence: str) -> None:
    write(toy, text)
    with pytest.raises(CourseError) as caught:
        Givens(toy, Data("", toy.root), 0)
    assert str(caught.value) == sentence


def test_what_is_wrong_with_the_data_is_told_as_such(toy: Course) -> None:
    write(toy, "from grader.course.data import DataError\n\n@given\ndef a():\n    raise DataError('points.csv is missing.')\n")
    with pytest.raises(DataError, match="is missing"):
        Givens(toy, Data("", toy.root), 0)


def test_modules_of_a_course_are_found_in_its_own_folder_whatever_lies_on_the_path(toy: Course) -> None:
    (toy.checks / "oracles").mkdir()
    (toy.checks / "oracles" / "loss.py").write_text("MINE = 1\n")
    write(toy, "from checks.oracles.loss import MINE\n\n@given\ndef a():\n    return MINE\n")
    assert Givens(toy, Data("", toy.root), 0)("a") == 1
    bind(courses.load())
    assert "checks.oracles.loss" not in sys.modules
    import checks.oracles.loss as found

    assert not hasattr(found, "MINE")


def test_an_extra_that_a_course_lacks_is_none(toy: Course) -> None:
    assert course_module(toy, "extras.show") is None
