"""Which device a class is graded on, and how many jobs may share it."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from click.testing import CliRunner

from grader.batch import command
from grader.batch.command import CONTEXT_MIB, choose_device
from grader.batch.usage import UsageError
from grader.cli import main
from grader.course import Course
from grader.grading import grading_process
from grader.grading.judge import Judge


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


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device here")
def test_with_a_gpu_that_is_gone_nothing_is_graded_and_the_same_command_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver breaks after the run has begun: workers cannot take up their device, before student code is in them."""
    monkeypatch.setattr(command, "choose_device", lambda *_: "cuda")
    monkeypatch.setattr(Judge, "lacks", lambda _: ())
    (tmp_path / "unit02_similarity.py").write_text("def is_3(x, mean3, mean7):\n    return x\n")
    run = ["grade", str(tmp_path / "unit02_similarity.py"), "--out", str(tmp_path / "out"), "--seed", "0"]
    try:
        for times in (1, 2):
            done = CliRunner().invoke(main, run)
            said = "".join(done.output.split())
            assert done.exit_code == 1
            assert "Of1submissionsomethingcouldnotbejudged,andthescoreiswithheld:unit02_similarity.Details:" in said
            assert "Thesamecommandtriesagain." in said
            (row,) = json.loads((tmp_path / "out" / "results.json").read_text())["submissions"]
            assert set(row["exercises"].values()) == {"ungraded"}
            assert row["score"] is None
            faults = (tmp_path / "out" / "faults.log").read_text()
            assert faults.count("NoDevice: Workers cannot use cuda here (") == times
            assert "Grade with --device cpu, or try GRADER_WORKERS=spawn." in faults
    finally:
        grading_process.close_own_judge()
