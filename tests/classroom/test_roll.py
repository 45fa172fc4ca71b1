"""A class: every result safely on disk, nothing graded twice, keys that change with what decides a grade."""

from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader import course as courses
from grader import result
from grader.classroom import lane, roll
from grader.classroom.lane import Graded, Job
from grader.course import Course
from grader.grade import Judge, Terms
from grader.verdict import Status

TERMS = Terms(0, "embedded")


class Scripted(Executor):
    """Answers every job with a made-up result, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        job: Job = args[0]
        self.asked.append(job.id)
        future: Future[Any] = Future()
        made = result.make(job.id, [], seed=0, device="cpu", data="embedded", key=job.key)
        future.set_result(Graded(made, ("trouble",) if job.id == "s3" else ()))
        return future


def jobs(count: int) -> list[Job]:
    return [Job(f"s{i}", Path("nowhere"), f"key{i}") for i in range(count)]


def test_every_job_is_graded_once_and_kept(tmp_path: Path) -> None:
    executor, store = Scripted(), roll.Store(tmp_path)
    results = list(roll.call(jobs(150), store, executor, TERMS, None))
    assert sorted(executor.asked) == sorted(f"s{i}" for i in range(150))
    assert len({each["submission"] for each in results}) == 150
    assert all(store.known(job) is not None for job in jobs(150))
    assert (tmp_path / "faults.log").read_text() == "s3\ntrouble\n"


def test_a_result_is_on_disk_before_the_next_is_given_out(tmp_path: Path) -> None:
    store = roll.Store(tmp_path)
    for each in roll.call(jobs(5), store, Scripted(), TERMS, None):
        assert store.path(each["submission"]).exists()


def test_another_key_is_not_known(tmp_path: Path) -> None:
    store = roll.Store(tmp_path)
    list(roll.call(jobs(1), store, Scripted(), TERMS, None))
    assert store.known(Job("s0", Path("nowhere"), "other")) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "grader/result/0", "key": "key0"}'])
def test_a_damaged_result_is_graded_again(tmp_path: Path, text: str) -> None:
    store = roll.Store(tmp_path)
    store.path("s0").parent.mkdir(parents=True)
    store.path("s0").write_text(text)
    assert store.known(jobs(1)[0]) is None


def test_keys_change_with_the_work_the_terms_and_the_course(tmp_path: Path, course: Course) -> None:
    (tmp_path / "a").mkdir()
    work = tmp_path / "a" / "unit02_similarity.py"
    work.write_text("x = 1\n")

    def key(terms: Terms = TERMS, which: Course = course) -> str:
        return roll.plan({"a": tmp_path / "a"}, which, terms)[0].key

    first = key()
    assert key() == first
    root = tmp_path / "root"
    for name in ("solutions", "assignments"):
        (root / name).mkdir(parents=True)
        for path in course.modules(name):
            (root / name / path.name).write_bytes(path.read_bytes())
    (root / "course.toml").write_text((course.root / "course.toml").read_text() + "\n# another word\n")
    others = {key(replace(TERMS, seed=1)), key(replace(TERMS, data="full")), key(replace(TERMS, device="cuda")), key(which=courses.load(root))}
    work.write_text("x = 2\n")
    assert len({first, *others, key()}) == 6


def test_a_file_is_whole_or_absent(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "result.json"
    result.write(path, {"schema": result.SCHEMA, "name": "ä"})
    assert result.read(path) == {"schema": result.SCHEMA, "name": "ä"}
    with pytest.raises(TypeError):
        result.write(path, {"schema": object()})
    assert result.read(path) == {"schema": result.SCHEMA, "name": "ä"}
    assert [each.name for each in path.parent.iterdir()] == ["result.json"]


def test_the_graders_own_failure_is_a_verdict_and_costs_nothing(judge: Judge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(lane, "_judge", judge)
    monkeypatch.setattr(judge, "grade", fail)
    graded = lane.grade(Job("s", tmp_path, "key"), TERMS, None)
    assert {each["status"] for each in graded.result["exercises"]} == {Status.GRADER_FAULT}
    assert graded.result["score"] == graded.result["max_score"]
    assert "a bug of ours" in graded.faults[0]
