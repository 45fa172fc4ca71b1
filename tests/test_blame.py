"""Whose doing it was that a check could not be judged: tried a second time, and by the course's own solution, before anyone pays."""

from collections.abc import Callable, Iterator
from errno import EAGAIN, ENOSPC

import pytest

from grader.checking.messages import FAULT, SPOILT, UNSTARTED
from grader.checking.verdict import ExerciseVerdict, Status
from grader.course import Course, Limits
from grader.grading.judge import Judge
from grader.grading.sandboxed.loaded_worker import LoadedWorker
from grader.grading.sandboxed.run import SandboxedRun
from grader.grading.sandboxed.stand_ins import StandIns
from grader.sandbox.failures import SandboxError, StudentRaised, WorkerLost
from grader.sandbox.forking import Zygote
from grader.submission.model import Submission

GREEDY = "greedy"
Fail = Callable[[Callable[[], Exception], str], list[str]]


@pytest.fixture
def lone(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> Iterator[Judge]:
    """The judge, whose zygote is well in truth and renews itself by doing nothing; it forgets afterwards what a test did to it."""
    monkeypatch.setattr(Zygote, "renew", lambda self: self)
    yield judge
    judge.sole = True
    judge.faults.clear()


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Have a worker fail where one is asked for by a submission of this name, or by all (""); gives a list of who was asked for."""

    def install(error: Callable[[], Exception], name: str) -> list[str]:
        asked: list[str] = []
        find = SandboxedRun._load_worker

        def found(self: SandboxedRun, limits: Limits, chosen: StandIns) -> LoadedWorker:
            asked.append(self.submission.id)
            if name in ("", self.submission.id):
                raise error()
            return find(self, limits, chosen)

        monkeypatch.setattr(SandboxedRun, "_load_worker", found)
        return asked

    return install


def graded(judge: Judge, course: Course) -> list[ExerciseVerdict]:
    return judge.grade(Submission(GREEDY, course.reference, {}), frozenset(["mnist_distance", "is_3"]))


def said(verdicts: list[ExerciseVerdict]) -> set[tuple[Status, str]]:
    """What became of the checks, but for those that wait for another one of their exercise."""
    found = {(check.status, check.message) for each in verdicts for check in each.checks}
    return {each for each in found if each[0] is not Status.NOT_CHECKED}


def starved() -> Exception:
    return SandboxError("the zygote could not fork (Resource temporarily unavailable)")


def test_who_keeps_the_zygote_from_forking_also_alone_has_failed(lone: Judge, course: Course, fail: Fail) -> None:
    asked = fail(starved, GREEDY)
    assert said(graded(lone, course)) == {(Status.FAILED, SPOILT.message)}
    # Each exercise is tried twice, and once by the solution; its other checks have no try of their own.
    assert [each for each in asked if each == GREEDY] == [GREEDY] * 4
    assert {each for each in asked if each != GREEDY} == {"reference"}
    assert any("could not fork" in each for each in lone.faults)


def test_beside_others_nobody_is_to_blame_yet(lone: Judge, course: Course, fail: Fail) -> None:
    lone.sole = False
    fail(starved, GREEDY)
    verdicts = graded(lone, course)
    assert said(verdicts) == {(Status.UNGRADED, UNSTARTED.message)}
    assert {each.status for each in verdicts} == {Status.UNGRADED}


def test_where_the_solution_has_no_worker_either_it_is_the_machine(lone: Judge, course: Course, fail: Fail) -> None:
    fail(starved, "")
    assert said(graded(lone, course)) == {(Status.UNGRADED, UNSTARTED.message)}


def test_what_fails_once_is_tried_again(lone: Judge, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    left, find = [starved()], SandboxedRun._load_worker

    def once(self: SandboxedRun, limits: Limits, chosen: StandIns) -> LoadedWorker:
        if left:
            raise left.pop()
        return find(self, limits, chosen)

    monkeypatch.setattr(SandboxedRun, "_load_worker", once)
    assert said(graded(lone, course)) == {(Status.PASSED, "")}


def killed() -> Exception:
    return WorkerLost("killed", "Your code was stopped by the system.")


def test_a_worker_killed_from_outside_twice_is_the_submissions_doing_only_alone(lone: Judge, course: Course, fail: Fail) -> None:
    fail(killed, GREEDY)
    assert said(graded(lone, course)) == {(Status.FAILED, "Your code was stopped by the system.")}
    assert lone.faults == []
    lone.sole = False
    assert said(graded(lone, course)) == {(Status.UNGRADED, FAULT.message)}


def no_room() -> Exception:
    return StudentRaised({"type": "OSError", "message": f"[Errno {ENOSPC}] No space left on device: 'x'", "frames": []})


def test_a_full_disk_is_nobodys_fault_but_a_full_folder_is(lone: Judge, course: Course, fail: Fail) -> None:
    fail(no_room, GREEDY)
    assert {status for status, _ in said(graded(lone, course))} == {Status.FAILED}
    fail(no_room, "")
    assert said(graded(lone, course)) == {(Status.UNGRADED, FAULT.message)}


def test_what_makes_the_grader_itself_stumble_is_a_verdict_of_that_exercise_alone(
    lone: Judge, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_to = SandboxedRun.turn_to

    def stumble(self: SandboxedRun, exercise: object, failed: set[str]) -> None:
        if self.submission.id == GREEDY and getattr(exercise, "name", "") == "is_3":
            raise MemoryError("of the grader's own")
        turn_to(self, exercise, failed)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(SandboxedRun, "turn_to", stumble)
    distance, is_3 = graded(lone, course)
    assert distance.status is Status.PASSED
    assert is_3.status is Status.FAILED  # for the solution is judged without any trouble
    assert {each.message for each in is_3.checks} == {
        "The answer is of a kind that this check cannot judge: look at its type and its shape."
    }
    assert "of the grader's own" in lone.faults[0]


def test_a_fault_while_a_mistake_is_looked_for_leaves_the_verdict(lone: Judge, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(lone.diagnosis, "name", stumble)
    text = course.reference["unit02_similarity"].replace(".abs()", "")
    (verdict,) = lone.grade(Submission("slip", {**course.reference, "unit02_similarity": text}, {}), frozenset(["mnist_distance"]))
    assert verdict.status is Status.FAILED
    assert {each.mistake for each in verdict.checks} == {None}
    assert "too deep" in lone.faults[0]


def test_a_zygote_says_why_it_did_not_fork() -> None:
    with Zygote() as zygote:
        zygote.wait_ready()
        zygote.unforked[1] = f"error {EAGAIN}"
        zygote._note({"unforked": 1, "why": "Resource temporarily unavailable"})
        with pytest.raises(SandboxError, match=r"the zygote could not fork \(Resource temporarily unavailable\)"):
            zygote.worker(Limits())
        assert list(zygote.folder.iterdir()) == []
        assert zygote.worker(Limits())[0] > 0


def test_where_no_zygote_can_be_started_a_judge_goes_on_without_one(judge: Judge, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """The present one is closed by then; every check is ungraded, and the next submission has another try."""

    def no_process(self: Zygote, keep_spare: bool = False) -> None:
        raise BlockingIOError(EAGAIN, "Resource temporarily unavailable")

    with monkeypatch.context() as patch:
        patch.setattr(Zygote, "__init__", no_process)
        judge.renew()
        assert said(graded(judge, course)) == {(Status.UNGRADED, UNSTARTED.message)}
    assert said(graded(judge, course)) == {(Status.PASSED, "")}
    judge.faults.clear()
