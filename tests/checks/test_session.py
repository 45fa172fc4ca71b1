"""Each session collects its own course's checks, though the files of two courses have the same names."""

import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from grader import course as courses
from grader.checking.inserted import registered, text_of
from grader.checking.item import title_of
from grader.checking.session import CheckSession

ANOTHER = '''

def check_another(student):
    """is this course's own"""
'''


def titles(folder: Path) -> list[str]:
    course = courses.load(folder)
    session = CheckSession(course, [course.checks / "public", course.checks / "hidden"])
    try:
        assert {Path(item.obj.__code__.co_filename) for items in session.items.values() for item in items} == {
            item.path for items in session.items.values() for item in items
        }
        return [title_of(item) for item in session.items["predict"]]
    finally:
        session.close()


def test_two_courses_in_one_process(toy: Path, tmp_path: Path) -> None:
    first, second = (shutil.copytree(toy, tmp_path / name) for name in ("first", "second"))
    with (second / "checks" / "hidden" / "unit1_line" / "check_predict.py").open("a") as file:
        file.write(ANOTHER)
    before = titles(first)
    assert "is this course's own" not in before
    assert titles(second) == [*before, "is this course's own"]
    assert titles(first) == before


def test_checks_that_were_changed(toy: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(toy, tmp_path / "toy")
    before = titles(folder)
    with (folder / "checks" / "public" / "unit1_line" / "check_predict.py").open("a") as file:
        file.write(ANOTHER)
    assert len(titles(folder)) == len(before) + 1


def test_a_module_of_the_same_name_is_left_alone(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a learner's own in their notebook."""
    theirs = {name: ModuleType(name) for name in ("public", "hidden.unit1_line.check_predict")}
    for name, module in theirs.items():
        monkeypatch.setitem(sys.modules, name, module)
    names = set(sys.modules)
    assert titles(toy)
    assert {name: sys.modules[name] for name in theirs} == theirs
    added = set(sys.modules) - names
    assert not [each for each in added if each.partition(".")[0] in ("public", "hidden")]


def test_each_course_has_its_own_known_mistakes(toy: Path, tmp_path: Path) -> None:
    """Also those that are classes, whose text is asked for when the other course's checks have been read."""
    first, second = (shutil.copytree(toy, tmp_path / name) for name in ("first", "second"))
    for folder, value in ((first, 1), (second, 2)):
        with (folder / "checks" / "public" / "unit1_line" / "check_predict.py").open("a") as file:
            file.write(
                f'\n\n@mistake("The {value}.")\nclass by_a_class:\n    value = {value}\n\n    def __new__(cls, *args):\n        return cls.value\n'
            )
    courses_, sessions = [courses.load(each) for each in (first, second)], []
    for course in courses_:
        sessions.append(CheckSession(course, [course.checks / "public"]))
    for course, value in zip(courses_, (1, 2), strict=True):
        (found,) = [each for each in registered(course, "predict") if each.name == "by_a_class"]
        assert found.sentence == f"The {value}."
        assert f"value = {value}" in text_of(course, found)
        assert "@mistake" not in text_of(course, found)
    for session in sessions:
        session.close()
