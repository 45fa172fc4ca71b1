"""The grader's own memory has a ceiling while it judges, and only then."""

from collections.abc import Iterator

import pytest
import torch

from grader.course import Course
from grader.grading.sandboxed.run import Run
from grader.sandbox import memory_guard
from grader.sandbox.forking import Zygote
from grader.submission.model import Submission

pytestmark = pytest.mark.security

resource = pytest.importorskip("resource", reason="this platform has no limits")
BYTES = 4 * memory_guard.HEADROOM


@pytest.fixture(autouse=True)
def limit() -> Iterator[int]:
    """The soft limit as it was, and is again."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    yield before[0]
    memory_guard.lift()
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_what_is_too_large_is_an_error_and_what_is_not_is_none() -> None:
    memory_guard.lower()
    with pytest.raises(RuntimeError, match="can't allocate memory"):
        torch.zeros(200, 1) + torch.zeros(BYTES // 800)
    assert torch.ones(memory_guard.HEADROOM // 16).sum() == memory_guard.HEADROOM // 16


def test_it_is_lifted_as_often_as_you_like(limit: int) -> None:
    for change in (memory_guard.lower, memory_guard.lower, memory_guard.lift, memory_guard.lift, memory_guard.lower, memory_guard.lift):
        change()
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] == limit


def test_a_stricter_limit_stays() -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (memory_guard.HEADROOM // 2, before[1]))
    try:
        memory_guard.lower()
        assert resource.getrlimit(resource.RLIMIT_DATA)[0] == memory_guard.HEADROOM // 2
        memory_guard.lift()
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def test_a_sitting_is_held_under_it(course: Course, limit: int) -> None:
    with Zygote() as zygote:
        run = Run(zygote, course, Submission("reference", course.reference, {}))
        run.start(course.exercises["sigmoid"], set())
        run.student(0)
        held = resource.getrlimit(resource.RLIMIT_DATA)[0]
        run.close()
    assert held != limit
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] == limit
