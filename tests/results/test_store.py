"""What lies where in a folder of results, and what its readers make of a folder that is not whole."""

import json
from pathlib import Path
from typing import Any

import pytest

from grader.course import Course
from grader.grading import record
from grader.results.store import FolderError, Store, find_results, graded_work, work_beside
from grader.results.write import write_json


def made(name: str, key: str = "k", status: str = "passed", exercise: str = "a") -> dict[str, Any]:
    check = {"name": "c", "title": "is right", "visibility": "public", "status": status, "message": "", "mistake": None, "seconds": 0.0}
    points = {"passed": 1.0, "failed": 0.0}.get(status)
    only = {"name": exercise, "unit": "u", "status": status, "points": points, "max_points": 1.0, "checks": [check]}
    return {"schema": record.SCHEMA, "submission": name, "score": points, "max_score": 1.0, "seed": 0, "device": "cpu", "data": "d",
            "key": key, "notes": [], "unsafe": [], "exercises": [only]}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three results, in an order that is not that of their names; the class's own file is not written yet."""
    store = Store(tmp_path / "out")
    for name in ("cleo", "ada", "ben"):
        store.keep(made(name), {"u": f"# {name}\n"})
    return store


def closed(store: Store, *names: str) -> Store:
    store.close([record.line(made(name)) for name in names])
    return store


def test_results_come_in_the_order_of_the_class(store: Store) -> None:
    assert [each["submission"] for each in closed(store, "cleo", "ada", "ben").results()] == ["cleo", "ada", "ben"]
    assert [each["submission"] for each in closed(store, "ben").results()] == ["ben"]  # an older result is nobody's any more


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"submissions": 3}', '{"submissions": [1]}', '{"submissions": [{}]}'])
def test_a_folder_without_a_class_says_which_folder_to_give(store: Store, text: str) -> None:
    (store.folder / "results.json").write_text(text)
    with pytest.raises(FolderError) as raised:
        store.results()
    assert str(raised.value) == (
        f"There are no results in {store.folder}. Give the folder that `grader grade --out` wrote, with its results.json."
    )


def test_a_class_of_nobody_says_what_to_run(store: Store) -> None:
    with pytest.raises(FolderError) as raised:
        closed(store).results()
    assert str(raised.value) == f"There are no results in {store.folder}: run `grader grade` with --out {store.folder} first."


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "grader/result/0"}'])
def test_one_result_that_cannot_be_read_is_named_with_the_cure(store: Store, text: str) -> None:
    closed(store, "cleo", "ada", "ben")
    store.path("ada").write_text(text)
    with pytest.raises(FolderError) as raised:
        store.results()
    assert str(raised.value) == f"{store.path('ada')} cannot be read. Grade again into the same folder: only it will be graded."


def test_a_run_that_was_stopped_has_results_all_the_same(store: Store, tmp_path: Path) -> None:
    found, others = find_results([store.folder])
    assert (list(found), others) == ([store.path(name) for name in ("ada", "ben", "cleo")], [])


def test_several_folders_and_single_files_and_what_is_none_of_them(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "other")
    other.keep(made("dan"), {})
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("no result")
    store.path("ben").write_text("{")
    paths = [other.folder, tmp_path / "empty", store.path("cleo"), tmp_path / "note.txt", tmp_path / "gone", store.folder]
    found, others = find_results(paths)
    assert [each["submission"] for each in found.values()] == ["dan", "cleo", "ada"]  # each once
    assert others == [tmp_path / "empty", tmp_path / "note.txt", tmp_path / "gone", store.folder]


def test_a_result_is_known_by_its_key_and_not_where_the_grader_failed(store: Store) -> None:
    assert store.known("ada", "k") == made("ada")
    assert store.known("ada", "other") is None
    assert store.known("nobody", "k") is None
    store.keep(made("ada", status="ungraded"), {})
    assert store.known("ada", "k") is None


def test_a_part_takes_its_place_in_what_is_there(store: Store) -> None:
    kept = store.keep(made("ada", "new", "failed", "b"), {"u": "x"}, partial=True)
    assert [(each["name"], each["status"]) for each in kept["exercises"]] == [("a", "passed"), ("b", "failed")]
    assert (kept["key"], store.read("ada")) == ("", kept)
    assert store.keep(made("new", "k", "failed", "b"), {}, partial=True) == made("new", "k", "failed", "b")


def test_the_log_grows(store: Store) -> None:
    store.note("ada", [])
    assert not store.log.exists()
    store.note("ada", ["one", "two"])
    store.note("ben", ["three"])
    assert store.log.read_text() == "ada\none\nada\ntwo\nben\nthree\n"


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"modules": 3}', '{"modules": ["u"]}'])
def test_sources_that_were_not_kept_are_none(store: Store, text: str) -> None:
    assert store.work("ada") == {"u": "# ada\n"}
    store.path("ada").with_name("work.json").write_text(text)
    assert store.work("ada") == store.work("nobody") == {}


def test_of_the_sources_what_is_no_text_is_left_out(store: Store, course: Course, tmp_path: Path) -> None:
    path = tmp_path / "alone" / "result.json"
    write_json(path.with_name("work.json"), {"modules": {"unit01_pixels": "x = 1\n", "unit02_similarity": 3, "more": None}})
    assert work_beside(path) == {"unit01_pixels": "x = 1\n"}
    work = graded_work(path, "ada", course)
    assert (work.id, work.modules) == ("ada", {"unit01_pixels": "x = 1\n", **course.support_sources})
    assert course.support_names == list(course.support_sources) == ["demo", "pictures"]
    assert all(json.dumps(text) for text in course.support_sources.values())
