"""The same verdicts on a GPU as on the CPU; and that `make gpu-check`, which says so, finds what is wrong, played without one."""

from collections.abc import Callable

import pytest
import torch

from grader.checking.verdict import Status
from grader.course import Course
from grader.grading.judge import Judge
from grader.worker.device import STAND_IN
from tests import gpu_check

pytestmark = pytest.mark.slow


@pytest.mark.skipif(not gpu_check.device_here(), reason="torch finds no GPU here")
def test_a_gpu_judges_as_the_cpu_does() -> None:
    assert gpu_check.main() == 0


@pytest.mark.skipif(bool(gpu_check.device_here()), reason="there is a GPU here")
def test_without_a_gpu_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert gpu_check.main() == 2
    assert capsys.readouterr().out == "torch finds no GPU here: nothing was checked.\n"


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device here")
@pytest.mark.parametrize(("wrong", "last", "status"), [([], "The GPU judges as the CPU does.", 0), (["rank: off"], "rank: off", 1)])
def test_it_ends_with_what_it_found(
    wrong: list[str], last: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An Apple's GPU, played: the parts of the check are others' tests."""
    asked: list[str] = []

    def played(answer: Callable[..., object]) -> Callable[..., object]:
        def call(device: str, *others: object) -> object:
            asked.append(device)
            return answer(*others)

        return call

    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    monkeypatch.setattr(gpu_check, "compare", played(lambda *_: wrong))
    monkeypatch.setattr(gpu_check, "spoil", played(lambda _: []))
    monkeypatch.setattr(gpu_check, "grade_together", played(lambda jobs, names: dict.fromkeys(names, 1.0)))
    assert gpu_check.main() == status
    assert capsys.readouterr().out.splitlines() == [f"Apple's GPU, torch {torch.__version__}", last]
    assert asked == ["mps", "mps", "cpu", "mps"]


def test_it_compares_two_devices(course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert gpu_check.compare(STAND_IN, course, ["rank", "sigmoid"]) == []
    assert "gradings on each device: cpu" in capsys.readouterr().out
    found: dict[str, gpu_check.Summary] = {"rank": ("failed", []), "rank.counts_twice": ("passed", [])}
    monkeypatch.setattr(gpu_check, "judged", lambda device, *_: (found if device == "cuda" else dict.fromkeys(found, ("failed", [])), 1.0))
    assert gpu_check.compare("cuda", course, ["rank"]) == [
        "rank.counts_twice: cpu ('failed', []), cuda ('passed', [])",
        "the reference of rank: ('failed', [])",
        "the mistake rank.counts_twice passes",
    ]


def test_it_looks_after_those_that_come_next(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gpu_check.spoil(STAND_IN, course) == []
    grade = Judge.grade
    monkeypatch.setattr(Judge, "grade", lambda self, work, names: grade(self, work, names) if work.id != "stand_ins" else [])
    assert gpu_check.spoil("cpu", course) == [f"{what}: ['passed', 'passed', 'failed']" for what in gpu_check.SPOILERS]
    assert str(Status.FAILED) == "failed"


def test_it_grades_samples_as_an_instructor_would() -> None:
    points = gpu_check.grade_together("cpu", 2, ["student-02", "student-09.py"])
    assert points == {"student-02": 0.0, "student-09": pytest.approx(points["student-09"])}
    assert points["student-09"] > 0
