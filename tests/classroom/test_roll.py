"""A class: every result safely on disk, nothing graded twice, keys that change with what decides a grade."""

from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader import course as courses
from grader import result
from grader.classroom import lane, roll
from grader.classroom.lane import Graded
from grader.course import Course
from grader.grade import Judge, Terms
from grader.submission import Submission
from grader.verdict import Status

TERMS = Terms(0, "embedded")


class Scripted(Executor):
    """Answers every job with a made-up result, and remembers what it was asked; breaks at the numbers given."""

    def __init__(self, *breaks: int) -> None:
        self.asked: list[str] = []
        self.breaks = breaks

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        submission, key = args[:2]
        self.asked.append(submission.id)
        future: Future[Any] = Future()
        if len(self.asked) in self.breaks:
            future.set_exception(BrokenExecutor("killed"))
            return future
        made = result.make(submission.id, [], seed=0, device="cpu", data="embedded", key=key)
        future.set_result(Graded(made, ("trouble",) if submission.id == "s3" else ()))
        return future


@pytest.fixture
def register(course: Course) -> roll.Register:
    return roll.register(course, TERMS, None)


def jobs(register: roll.Register, folder: Path, count: int) -> list[roll.Job]:
    path = folder / "unit02_similarity.py"
    path.write_text("x = 1\n")
    return register.plan({f"s{i}": path for i in range(count)})


def test_every_job_is_graded_once_and_kept(tmp_path: Path, register: roll.Register) -> None:
    executor, store, planned = Scripted(), roll.Store(tmp_path), jobs(register, tmp_path, 150)
    results = list(roll.call(planned, store, lambda: executor, register))
    assert sorted(executor.asked) == sorted(f"s{i}" for i in range(150))
    assert len({each["submission"] for each in results}) == 150
    assert all(store.known(job) is not None for job in planned)
    assert (tmp_path / "faults.log").read_text() == "s3\ntrouble\n"


def test_a_broken_executor_is_replaced_and_nothing_is_lost_or_given_twice(tmp_path: Path, register: roll.Register) -> None:
    executor, store = Scripted(1, 40, 41, 120), roll.Store(tmp_path)
    results = [each["submission"] for each in roll.call(jobs(register, tmp_path, 100), store, lambda: executor, register)]
    assert sorted(results) == sorted(f"s{i}" for i in range(100))


def test_an_executor_that_breaks_again_and_again_is_given_up(tmp_path: Path, register: roll.Register) -> None:
    executor = Scripted(*range(200))
    with pytest.raises(BrokenExecutor):
        list(roll.call(jobs(register, tmp_path, 2), roll.Store(tmp_path), lambda: executor, register))
    assert len(executor.asked) == 2 * roll.BREAKDOWNS


def test_a_result_is_on_disk_before_the_next_is_given_out(tmp_path: Path, register: roll.Register) -> None:
    store = roll.Store(tmp_path)
    for each in roll.call(jobs(register, tmp_path, 5), store, Scripted, register):
        assert store.path(each["submission"]).exists()


def test_another_key_is_not_known(tmp_path: Path, register: roll.Register) -> None:
    store, planned = roll.Store(tmp_path), jobs(register, tmp_path, 1)
    list(roll.call(planned, store, Scripted, register))
    assert store.known(planned[0]) is not None
    assert store.known(replace(planned[0], key="other")) is None


def test_work_that_changed_after_the_plan_has_the_key_of_what_was_graded(tmp_path: Path, register: roll.Register) -> None:
    store, planned = roll.Store(tmp_path), jobs(register, tmp_path, 1)
    (tmp_path / "unit02_similarity.py").write_text("x = 2\n")
    list(roll.call(planned, store, Scripted, register))
    assert store.known(planned[0]) is None
    assert store.known(register.plan({"s0": planned[0].path})[0]) is not None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "grader/result/0", "key": "key0"}'])
def test_a_damaged_result_is_graded_again(tmp_path: Path, register: roll.Register, text: str) -> None:
    store = roll.Store(tmp_path)
    store.path("s0").parent.mkdir(parents=True)
    store.path("s0").write_text(text)
    assert store.known(jobs(register, tmp_path, 1)[0]) is None


def test_keys_change_with_the_work_the_terms_and_the_course(tmp_path: Path, course: Course) -> None:
    (tmp_path / "a").mkdir()
    work = tmp_path / "a" / "unit02_similarity.py"
    work.write_text("x = 1\n")

    def key(terms: Terms = TERMS, which: Course = course) -> str:
        return roll.register(which, terms, None).plan({"a": tmp_path / "a"})[0].key

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
    monkeypatch.setattr(lane, "_opened", (TERMS, None, frozenset()))
    graded = lane.grade(Submission("s", {}, {}), "key", TERMS, None)
    assert {each["status"] for each in graded.result["exercises"]} == {Status.GRADER_FAULT}
    assert graded.result["score"] == graded.result["max_score"]
    assert "a bug of ours" in graded.faults[0]


def test_a_lane_collects_the_checks_of_what_it_is_asked_for(course: Course) -> None:
    work = Submission("reference", course.reference, {})
    try:
        some = lane.grade(work, "key", TERMS, None, frozenset(["mnist_distance"]))
        assert [each["status"] for each in some.result["exercises"]] == [Status.PASSED]
        assert lane._judge is not None
        assert {each.unit for each in lane._judge.exercises} == {"unit02_similarity"}
        more = lane.grade(work, "key", TERMS, None, frozenset(["sigmoid"]))
        assert [each["name"] for each in more.result["exercises"]] == ["sigmoid"]
    finally:
        lane.close_lane()
