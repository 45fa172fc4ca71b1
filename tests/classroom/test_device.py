"""Which device a class is graded on, and how many jobs may share it."""

from types import SimpleNamespace

import pytest
import torch

from grader.classroom.command import CONTEXT_MIB, choose_device
from grader.classroom.usage import UsageError
from grader.course import Course


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """A CUDA device of 8 GiB."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda _: SimpleNamespace(total_memory=8 << 30))


@pytest.mark.usefixtures("gpu")
def test_auto_takes_the_gpu(course: Course) -> None:
    assert [choose_device(each, course, 1) for each in ("auto", "cuda", "cpu")] == ["cuda", "cuda", "cpu"]


def test_auto_without_one_is_the_cpu(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    assert [choose_device(each, course, 99) for each in ("auto", "cpu", "mps")] == ["cpu", "cpu", "mps"]


@pytest.mark.usefixtures("gpu")
def test_jobs_must_fit_on_the_gpu_together(course: Course) -> None:
    each = CONTEXT_MIB + max(exercise.limits.memory_mib for exercise in course.exercises.values())
    most = 8192 // each
    assert choose_device("cuda", course, most) == "cuda"
    with pytest.raises(UsageError) as caught:
        choose_device("cuda", course, most + 1)
    assert str(caught.value) == (
        f"Each job may take {each} MiB of the GPU, which has 8192 MiB. Give --jobs {most}, or grade with --device cpu."
    )
