"""A class: every result safely on disk, nothing graded twice, keys that change with what decides a grade."""

import json
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader import course as courses
from grader.batch import run
from grader.checking.verdict import Status
from grader.course import Course
from grader.grading import grading_process, record
from grader.grading.grading_process import Graded
from grader.grading.identity import identify
from grader.grading.judge import Judge
from grader.grading.terms import Terms
from grader.results.store import Store
from grader.submission.aside.reader import ReaderLost
from grader.submission.model import Submission

TERMS = Terms(0, "embedded")
WHICH = identify(courses.load())


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
        made = record.make(submission.id, [], seed=0, device="cpu", data="embedded", key=key)
        future.set_result(Graded(made, ("trouble",) if submission.id == "s3" else ()))
        return future


@pytest.fixture
def batch(course: Course) -> run.Batch:
    return run.open_batch(course, TERMS)


def jobs(batch: run.Batch, folder: Path, count: int) -> list[run.Job]:
    path = folder / "unit02_similarity.py"
    path.write_text("x = 1\n")
    return batch.plan({f"s{i}": path for i in range(count)})


def test_every_job_is_graded_once_and_kept(tmp_path: Path, batch: run.Batch) -> None:
    executor, store, planned = Scripted(), Store(tmp_path), jobs(batch, tmp_path, 150)
    results = list(run.grade_jobs(planned, store, lambda: executor, batch))
    assert sorted(executor.asked) == sorted(f"s{i}" for i in range(150))
    assert len({each["submission"] for each in results}) == 150
    assert all(store.known(job.id, job.key) is not None for job in planned)
    assert (tmp_path / "faults.log").read_text() == "s3\ntrouble\n"


def test_a_broken_executor_is_replaced_and_nothing_is_lost_or_given_twice(tmp_path: Path, batch: run.Batch) -> None:
    executor, store = Scripted(1, 40, 41, 120), Store(tmp_path)
    results = [each["submission"] for each in run.grade_jobs(jobs(batch, tmp_path, 100), store, lambda: executor, batch)]
    assert sorted(results) == sorted(f"s{i}" for i in range(100))


def test_an_executor_that_breaks_again_and_again_is_given_up(tmp_path: Path, batch: run.Batch) -> None:
    executor, left = Scripted(*range(200)), list[record.Result]()
    with pytest.raises(BrokenExecutor):
        left += run.grade_jobs(jobs(batch, tmp_path, 10), Store(tmp_path), lambda: executor, batch)
    assert executor.asked == [f"s{i}" for i in (*range(10), 0, 0, 1, 1, 2, 2)]


class Fatal(Scripted):
    """Breaks whenever it is asked for one of the `victims`, as a pool does in which that one kills a process."""

    def __init__(self, *victims: str) -> None:
        super().__init__()
        self.victims = victims

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.breaks = (len(self.asked) + 1,) if args[0].id in self.victims else ()
        return super().submit(fn, *args, **kwargs)


def test_a_submission_that_breaks_the_executor_whenever_it_is_graded_is_given_up_and_the_others_go_on(
    tmp_path: Path, batch: run.Batch, course: Course
) -> None:
    executor, store = Fatal("s3", "s70"), Store(tmp_path)
    planned = jobs(batch, tmp_path, 100)
    found = {each["submission"]: each for each in run.grade_jobs(planned, store, lambda: executor, batch)}
    assert sorted(found) == sorted(f"s{i}" for i in range(100))
    for name in ("s3", "s70"):
        assert executor.asked.count(name) >= 1 + run.STRIKES  # in the crowd, perhaps more than once, and alone
        assert found[name]["score"] is None
        assert {each["status"] for each in found[name]["exercises"]} == {"ungraded"}
        assert [each["name"] for each in found[name]["exercises"]] == course.scored
        why = f"Nothing of this is graded: {run.GIVEN_UP}."
        assert found[name]["notes"][-1] == why
        assert f"{name}\n{why}\n" in (tmp_path / "faults.log").read_text()
    assert [job.id for job in planned if store.known(job.id, job.key) is None] == ["s3", "s70"]


def test_what_nobody_could_read_is_ungraded_and_tried_again(tmp_path: Path, batch: run.Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(path: Path, course: Course, name: str) -> Submission:
        if name == "s1":
            raise ReaderLost("the system gave the process that reads it no room")
        return Submission(name, {}, {})

    with monkeypatch.context() as patch:
        patch.setattr("grader.submission.model.read_aside", lost)
        store, planned = Store(tmp_path), jobs(batch, tmp_path, 3)
        found = {each["submission"]: each for each in run.grade_jobs(planned, store, Scripted, batch)}
    assert sorted(found) == ["s0", "s1", "s2"]
    assert found["s1"]["score"] is None
    assert found["s1"]["notes"] == ["Nothing of this is graded: the system gave the process that reads it no room."]
    assert store.known(planned[1].id, planned[1].key) is None
    assert [each["submission"] for each in run.grade_jobs(planned[1:2], store, Scripted, batch)] == ["s1"]


def test_what_could_not_be_judged_beside_others_is_judged_once_more_alone(
    tmp_path: Path, batch: run.Batch, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, bool]] = []

    def judge(submission: Submission, key: str, *_: object) -> Graded:
        alone = bool(_[-1])
        asked.append((submission.id, alone))
        again = submission.id == "s1" and not alone
        verdicts = [grading_process.ungraded(course.exercises["is_3"])] if again else []
        return Graded(record.make(submission.id, verdicts, seed=0, device="cpu", data="embedded", key=key), ("Trouble.",) if again else ())

    monkeypatch.setattr(run, "grade", judge)
    store = Store(tmp_path)
    with ThreadPoolExecutor(2) as threads:
        found = [each["submission"] for each in run.grade_jobs(jobs(batch, tmp_path, 4), store, lambda: threads, batch)]
    assert (sorted(found[:3]), found[3:]) == (["s0", "s2", "s3"], ["s1"])
    assert sorted(asked) == [("s0", False), ("s1", False), ("s1", True), ("s2", False), ("s3", False)]
    assert (tmp_path / "faults.log").read_text() == "s1\nTrouble.\n"
    assert record.is_complete(store.read("s1") or {})


def test_a_result_is_on_disk_before_the_next_is_given_out(tmp_path: Path, batch: run.Batch) -> None:
    store = Store(tmp_path)
    for each in run.grade_jobs(jobs(batch, tmp_path, 5), store, Scripted, batch):
        assert store.path(each["submission"]).exists()


def test_another_key_is_not_known(tmp_path: Path, batch: run.Batch) -> None:
    store, planned = Store(tmp_path), jobs(batch, tmp_path, 1)
    list(run.grade_jobs(planned, store, Scripted, batch))
    assert store.known(planned[0].id, planned[0].key) is not None
    assert store.known(planned[0].id, "other") is None


def test_work_that_changed_after_the_plan_has_the_key_of_what_was_graded(tmp_path: Path, batch: run.Batch) -> None:
    store, planned = Store(tmp_path), jobs(batch, tmp_path, 1)
    (tmp_path / "unit02_similarity.py").write_text("x = 2\n")
    list(run.grade_jobs(planned, store, Scripted, batch))
    assert store.known(planned[0].id, planned[0].key) is None
    (again,) = batch.plan({"s0": planned[0].path})
    assert store.known(again.id, again.key) is not None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "grader/result/0", "key": "key0"}'])
def test_a_damaged_result_is_graded_again(tmp_path: Path, batch: run.Batch, text: str) -> None:
    store = Store(tmp_path)
    store.path("s0").parent.mkdir(parents=True)
    store.path("s0").write_text(text)
    assert store.known("s0", jobs(batch, tmp_path, 1)[0].key) is None


def test_keys_change_with_the_work_the_terms_and_the_course(tmp_path: Path, course: Course) -> None:
    (tmp_path / "a").mkdir()
    work = tmp_path / "a" / "unit02_similarity.py"
    work.write_text("x = 1\n")

    def key(terms: Terms = TERMS, which: Course = course) -> str:
        return run.open_batch(which, terms).plan({"a": tmp_path / "a"})[0].key

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


def test_where_the_grader_itself_fails_nothing_is_graded_and_the_score_withheld(judge: Judge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(grading_process, "_judge", judge)
    monkeypatch.setattr(judge, "grade", fail)
    monkeypatch.setattr(grading_process, "_opened", (WHICH, TERMS, frozenset()))
    graded = grading_process.grade(Submission("s", {}, {}), "key", TERMS, WHICH)
    assert {each["status"] for each in graded.result["exercises"]} == {Status.UNGRADED}
    assert graded.result["score"] is None
    assert graded.result["max_score"] == judge.course.points
    assert "a bug of ours" in graded.faults[0]


def test_what_was_written_is_kept_beside_what_was_run(course: Course, tmp_path: Path) -> None:
    work = Submission("ada", {**course.reference, "unit02_similarity": "x = 1"}, {}, written={"unit02_similarity": "# %% cell 1\n'\ud800'"})
    graded = grading_process.give_up(work, course, TERMS, "the system gave no process")
    assert (graded.modules["unit02_similarity"], graded.written) == ("x = 1", {"unit02_similarity": "# %% cell 1\n'?'"})
    (tmp_path / "out" / "submissions" / "ada").mkdir(parents=True)
    run.keep(Store(tmp_path / "out"), graded)
    kept = json.loads((tmp_path / "out" / "submissions" / "ada" / "work.json").read_text())
    assert (kept["modules"], kept["written"]) == (graded.modules, graded.written)


def test_a_lane_collects_the_checks_of_what_it_is_asked_for(course: Course) -> None:
    work = Submission("reference", course.reference, {})
    try:
        some = grading_process.grade(work, "key", TERMS, WHICH, frozenset(["mnist_distance"]))
        assert [each["status"] for each in some.result["exercises"]] == [Status.PASSED]
        assert grading_process._judge is not None
        assert {each.unit for each in grading_process._judge.exercises} == {"unit02_similarity"}
        more = grading_process.grade(work, "key", TERMS, WHICH, frozenset(["sigmoid"]))
        assert [each["name"] for each in more.result["exercises"]] == ["sigmoid"]
    finally:
        grading_process.close_own_judge()
