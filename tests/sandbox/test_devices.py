"""Workers and GPUs, as far as it can be told without one: which they see, and what becomes of one that broke its own."""

import pytest
import torch

from grader.checking.answer import read
from grader.course import Course, Limits
from grader.grading.sandboxed.run import SandboxedRun
from grader.sandbox import health
from grader.sandbox.client import Worker
from grader.sandbox.device import NoDevice, take_up
from grader.sandbox.failures import StudentRaised, WorkerLost
from grader.sandbox.forking import Zygote
from grader.submission.model import Submission
from tests.processes import GUARD

pytestmark = [pytest.mark.security, pytest.mark.slow]

SOURCE = "import os\n\ndef visible():\n    return os.environ.get('CUDA_VISIBLE_DEVICES')\n"


@pytest.mark.parametrize(("device", "seen"), [("cpu", ["", ""]), ("cuda", [None, "2"])])
def test_the_devices_of_a_worker(monkeypatch: pytest.MonkeyPatch, device: str, seen: list[str | None]) -> None:
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    with Zygote() as zygote:
        assert _visible(zygote, device) == seen[0]
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "2")
        assert _visible(zygote, device) == seen[1]


def _visible(zygote: Zygote, device: str) -> object:
    worker = Worker(zygote, Limits(), device)
    worker.request({"do": "begin", "seed": 1, "device": "cpu", "threads": 1}, 5)
    worker.request({"do": "sources", "modules": {"work": SOURCE}, "stand_ins": {}}, 5)
    request = {"do": "call", "unit": "work", "name": "visible", "args": (), "kwargs": {}, "keep": False, "count": False}
    reply = worker.request(request, 5)
    worker.close()
    return reply["value"]


BROKEN = """
def mnist_distance(a, b):
    raise RuntimeError("CUDA error: device-side assert triggered")

def is_3(x, mean3, mean7):
    return True
"""


def test_who_breaks_the_use_of_a_gpu_gets_a_fresh_worker_for_the_next_check(course: Course) -> None:
    with Zygote() as zygote:
        run = SandboxedRun(zygote, course, Submission("broken", {"unit02_similarity": BROKEN}, {}), device="meta")
        run.turn_to(course.exercises["mnist_distance"], set())
        student = run.student(0)
        with pytest.raises(StudentRaised, match="device-side assert"):
            student.mnist_distance(1, 2)
        with pytest.raises(WorkerLost, match="Your code broke the use of the GPU for its process, which was stopped"):
            student.mnist_distance(1, 2)
        run.turn_to(course.exercises["is_3"], set())
        assert read(run.student(0).is_3(1, 2, 3)) is True
        run.close()


def test_on_a_cpu_nobody_is_believed_to_have_broken_a_gpu(course: Course) -> None:
    with Zygote() as zygote:
        run = SandboxedRun(zygote, course, Submission("broken", {"unit02_similarity": BROKEN}, {}))
        run.turn_to(course.exercises["mnist_distance"], set())
        student = run.student(0)
        for _ in range(2):
            with pytest.raises(StudentRaised, match="device-side assert"):
                student.mnist_distance(1, 2)
        run.close()


CURES = {"cpu": "See `grader doctor`.", "cuda": "Grade with --device cpu, or try GRADER_WORKERS=spawn."}


@pytest.mark.parametrize(("device", "cure"), CURES.items())
def test_a_worker_that_ends_before_student_code_names_a_cure(device: str, cure: str) -> None:
    with Zygote() as zygote:
        worker = Worker(zygote, Limits(), device)
        zygote.kill(worker.pid)  # by a message, so it may still be about to be killed
        ended = zygote.wait(worker.pid, GUARD)
        assert ended
        zygote.ended[worker.pid] = ended  # the news are for the worker's client
        with pytest.raises(NoDevice) as caught:
            take_up(worker)
        assert str(caught.value) == f"Workers cannot use {device} here (the process ended: killed). {cure}"
        assert worker.closed


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device here")
def test_a_device_that_workers_cannot_use_is_named_before_anybody_is_graded() -> None:
    with Zygote() as zygote, pytest.raises(NoDevice, match=r"cannot use cuda here .* Grade with --device cpu,"):
        health.missing(zygote, Limits(), "cuda")
