"""Finding the submissions of a class: no entry stops it, none goes unnamed, and every id is fit for a file."""

import os
import unicodedata
import zipfile
from itertools import permutations
from pathlib import Path

import pytest

from grader.course import Course
from grader.submission.find import came_as, find, overlooked
from grader.submission.ids import MAX_BYTES, id_of, is_fit, same
from grader.submission.model import SubmissionError, read_aside

UNIT = "unit02_similarity"
CODE = "def mnist_distance(a, b):\n    return 1\n"


def hand_in(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / f"{UNIT}.py").write_text(CODE)


def test_a_class_is_told_from_a_submission(tmp_path: Path, course: Course) -> None:
    hand_in(tmp_path, "alice")
    for name in ("bob", ".git", "__pycache__"):
        (tmp_path / name).mkdir()
    with zipfile.ZipFile(tmp_path / "carol.ZIP", "w") as archive:
        archive.writestr(f"{UNIT}.py", CODE)
    (tmp_path / "dave.py").write_text(CODE)
    found = find([tmp_path], course)
    assert list(found) == ["alice", "bob", "carol", "dave"]
    assert [UNIT in read_aside(path, course).modules for path in found.values()] == [True, False, True, True]
    assert list(find([tmp_path / "alice", tmp_path / "carol.ZIP"], course)) == ["alice", "carol"]


def test_one_file_beside_the_courses_own_is_a_submission(tmp_path: Path, course: Course) -> None:
    for name in (*course.support, "my_work.py"):
        (tmp_path / name).write_text(CODE)
    ((_, path),) = find([tmp_path], course).items()
    assert path == tmp_path
    assert UNIT in read_aside(path, course).modules


def test_an_empty_folder_is_a_submission(tmp_path: Path, course: Course) -> None:
    assert find([tmp_path], course) == {tmp_path.name: tmp_path}


@pytest.mark.parametrize("kind", ["folder", "zip", "pipe", "loop", "unit folder"])
def test_an_entry_that_is_named_like_a_unit_does_not_make_a_class_one_submission(tmp_path: Path, course: Course, kind: str) -> None:
    hand_in(tmp_path, "alice", "bob")
    odd = tmp_path / f"{UNIT}.py"
    if kind == "folder":
        odd.mkdir()
    elif kind == "unit folder":
        odd = tmp_path / UNIT
        odd.mkdir()
    elif kind == "zip":
        odd = tmp_path / f"{UNIT}.zip"
        odd.write_bytes(b"PK")
    elif kind == "pipe":
        os.mkfifo(odd)
    else:
        odd.symlink_to(odd)
    found = find([tmp_path], course)
    assert {"alice", "bob"} < set(found)
    assert len(found) == 3
    assert read_aside(found["alice"], course).modules[UNIT] == CODE
    odd_one = read_aside(found[next(iter(set(found) - {"alice", "bob"}))], course)
    assert UNIT not in odd_one.modules
    assert odd_one.problems or odd_one.notes


def test_a_folder_of_unit_folders_is_one_submission(tmp_path: Path, course: Course) -> None:
    hand_in(tmp_path / "alice", UNIT)
    assert list(find([tmp_path / "alice"], course)) == ["alice"]
    assert read_aside(tmp_path / "alice", course).modules[UNIT] == CODE


@pytest.mark.parametrize("name", [f"{UNIT}.py", f"{UNIT}.ipynb"])
def test_a_folder_in_the_place_of_a_module_is_a_problem(tmp_path: Path, course: Course, name: str) -> None:
    (tmp_path / name).mkdir()
    assert read_aside(tmp_path, course).problems == {UNIT: f"{name} is not an ordinary file. Hand in the file itself."}


ODD = [
    "\x01" * 86,
    "\x7f" * 255,
    "\udcff\udcfe",
    "\u202egnp.exe",
    "漢" * 85,
    "-rf",
    "a\nb",
    "con",
    "aux.py",
    "a ",
    "a.",
    "x" * 255,
    "a:b*c?",
    "\u0301" * 60,
    "🙂" * 60,
]


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_an_odd_name_gets_a_short_and_safe_id(tmp_path: Path, course: Course, name: str) -> None:
    hand_in(tmp_path, "alice")
    hand_in(tmp_path, name)
    found = find([tmp_path], course)
    assert len(found) == 2
    (given,) = set(found) - {"alice"}
    assert is_fit(given)
    assert len(given.encode()) <= MAX_BYTES
    assert read_aside(found[given], course, given).modules[UNIT] == CODE
    said = came_as(found[given], given)
    assert said.endswith(f"; its id is {given}.")
    assert said.isprintable()


@pytest.mark.parametrize(
    "name",
    ["ada", "Ada Lovelace_123_assignsubmission_file", "Zoë Müller", "李雷", "O'Brien, Pat (2)", "Mary–Jane O’Brien", "ada@example.org", "a+b", "हिन्दी"],
)
def test_an_ordinary_name_is_the_id(tmp_path: Path, name: str) -> None:
    assert id_of(name) == name
    assert id_of(unicodedata.normalize("NFD", name)) == name
    (tmp_path / name).mkdir()
    assert came_as(tmp_path / name, name) == ""


def test_ids_that_would_be_one_are_told_apart_whatever_the_order(tmp_path: Path, course: Course) -> None:
    hand_in(tmp_path / "monday", "alice", "bob")
    hand_in(tmp_path / "tuesday", "alice", "Bob")
    (tmp_path / "monday" / "alice.py").write_text(CODE)
    folders = [tmp_path / "monday", tmp_path / "tuesday"]
    every = [find(order, course) for order in permutations(folders)]
    assert every[0] == every[1]
    assert len({same(each) for each in every[0]}) == 5
    assert all(each.startswith(("alice-", "bob-", "Bob-")) for each in every[0])
    path = next(path for path in every[0].values() if path.parent.name == "tuesday" and path.name == "alice")
    given = next(name for name, each in every[0].items() if each == path)
    assert came_as(path, given) == f"Handed in as tuesday/alice; its id is {given}."


def test_a_name_that_imitates_an_id_takes_nothing_from_its_owner(tmp_path: Path, course: Course) -> None:
    hand_in(tmp_path / "monday", "alice")
    hand_in(tmp_path / "tuesday", "alice")
    folders = [tmp_path / "monday", tmp_path / "tuesday"]
    first, second = find(folders, course)
    hand_in(tmp_path / "tuesday", first, second)
    assert len(find(folders, course)) == 4


def test_the_same_path_twice_is_one_submission(tmp_path: Path, course: Course) -> None:
    hand_in(tmp_path, "alice")
    assert list(find([tmp_path / "alice", tmp_path / "alice"], course)) == ["alice"]


def test_what_is_no_submission_is_named(tmp_path: Path, course: Course) -> None:
    hand_in(tmp_path, "alice", "bob")
    (tmp_path / "roster.csv").write_text("")
    (tmp_path / "eve.tar.gz").write_text("")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "\x1bpipe")
    assert list(find([tmp_path], course)) == ["alice", "bob"]
    assert overlooked([tmp_path], course) == ["�pipe", "eve.tar.gz", "gone", "loop", "roster.csv"]


def test_what_vanishes_after_it_was_found_is_told(tmp_path: Path, course: Course) -> None:
    hand_in(tmp_path / "class", "alice", "carol")
    (tmp_path / "class" / "bob.zip").write_bytes(b"")
    found = find([tmp_path / "class"], course)
    for path in found.values():
        path.rename(tmp_path / f"moved-{path.name}")
    for name, path in found.items():
        read = read_aside(path, course, name)
        assert read.problems or read.notes


def test_what_is_not_there_is_named(tmp_path: Path, course: Course) -> None:
    with pytest.raises(SubmissionError, match=r"There is nothing at .*nowhere\. Give a folder, a \.py, a \.ipynb or a \.zip\."):
        find([tmp_path / "nowhere"], course)
    (tmp_path / "loop").symlink_to("loop")
    for path in (tmp_path / "loop", tmp_path / ("x" * 5000), tmp_path / "a\0b"):
        with pytest.raises(SubmissionError, match=r"There is nothing at "):
            find([path], course)


def test_a_class_that_cannot_be_opened_is_named(tmp_path: Path, course: Course) -> None:
    closed = tmp_path / "closed"
    hand_in(tmp_path, "alice", "closed")
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):  # root opens everything
            assert UNIT in read_aside(closed, course).modules
            return
        assert list(find([tmp_path], course)) == ["alice", "closed"]
        assert read_aside(closed, course).notes[0] == "The folder closed cannot be opened."
        with pytest.raises(SubmissionError, match=r"The folder .*closed cannot be opened \(Permission denied\)\."):
            find([closed], course)
    finally:
        closed.chmod(0o700)
