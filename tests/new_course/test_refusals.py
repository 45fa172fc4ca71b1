"""`grader new-course`: what it refuses, each with one sentence and the exit status 2, and what a folder may hold."""

import os
from pathlib import Path

import pytest

from grader import course as courses
from tests.typed import typed

NO_ID = "{!r} cannot be the id of a course. Use a-z, 0-9 and -, and begin with a letter, such as {}.\n"


def refused(folder: Path, *words: str) -> str:
    """The one line that is said."""
    done = typed("new-course", folder, *words)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("line_fit", "line-fit"),
        ("Fall", "fall"),
        ("Mein Kurs", "mein-kurs"),
        ("3d", "d"),
        ("42", "my-course"),
        ("é", "my-course"),
        ("a" * 61, "a" * 60),
        ("a.b", "a-b"),
    ],
)
def test_a_name_that_can_be_no_id(tmp_path: Path, name: str, better: str) -> None:
    assert refused(tmp_path / name) == NO_ID.format(name, better)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something(tmp_path: Path) -> None:
    folder = tmp_path / "fall"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    assert refused(folder) == f"{folder} is not empty: name a folder that is new or empty.\n"
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_a_file(tmp_path: Path) -> None:
    (tmp_path / "fall").write_text("mine")
    assert refused(tmp_path / "fall") == f"{tmp_path / 'fall'} is a file: name a folder that is new or empty.\n"
    assert (tmp_path / "fall").read_text() == "mine"


def test_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")
    assert refused(tmp_path / "notes" / "fall") == f"{tmp_path / 'notes' / 'fall'} cannot be written (Not a directory): name another folder.\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root is no ordinary user")
def test_a_folder_that_one_may_not_write_to(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    assert refused(tmp_path / "shut" / "fall") == f"{tmp_path / 'shut' / 'fall'} cannot be written (Permission denied): name another folder.\n"


@pytest.mark.parametrize("title", ["", "  ", "two\nlines", "a\x07bell", "\x7f"])
def test_a_title_that_is_no_line(tmp_path: Path, title: str) -> None:
    assert refused(tmp_path / "fall", "--title", title) == "The title must be one line of text.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ['Fälle & "Übungen"', "It's <b>bold</b>", r"C:\new \u0041", "落体", "{{ id }} {% x %}", "# 1"])
def test_any_title_in_one_line(tmp_path: Path, title: str) -> None:
    assert typed("new-course", tmp_path / "fall", "--title", title).returncode == 0
    assert courses.load(tmp_path / "fall").title == title
    assert (tmp_path / "fall" / "README.md").read_text(encoding="utf-8").startswith(f"# {title}\n")


def test_an_empty_folder_will_do_also_where_it_is_a_repository(tmp_path: Path) -> None:
    (tmp_path / "week-1" / ".git").mkdir(parents=True)
    done = typed("new-course", ".", cwd=tmp_path / "week-1")
    assert done.returncode == 0, done.stderr
    course = courses.load(tmp_path / "week-1")
    assert (course.id, course.title) == ("week-1", "Week 1")


def test_it_asks_for_no_course_that_is_there_already(tmp_path: Path) -> None:
    done = typed("new-course", "fall", cwd=tmp_path, GRADER_COURSE=tmp_path / "gone")
    assert done.stdout.splitlines() == [
        "The course 'fall' is in fall: two exercises that work, to be changed into yours. Try them:",
        "  grader verify --course fall",
        "  grader start my-work --course fall",
        "  grader release --out dist --course fall",
    ]
    assert typed("new-course", "other", "--course", ".", cwd=tmp_path).returncode == 2  # there is no such option


def test_the_commands_to_come_can_be_typed_where_the_folder_has_a_space(tmp_path: Path) -> None:
    done = typed("new-course", "my courses/fall", cwd=tmp_path)
    assert '  grader verify --course "my courses/fall"' in done.stdout.splitlines()
