"""The grader's own memory has a ceiling while it judges, and only then."""

from collections.abc import Iterator

import pytest
import torch

from grader.course import Course
from grader.grading.sandboxed.run import SandboxedRun
from grader.sandbox import memory_guard
from grader.sandbox.forking import Zygote
from grader.sandbox.memory_guard import HEADROOM, MemoryGuard
from grader.submission.model import Submission

pytestmark = pytest.mark.security

resource = pytest.importorskip("resource", reason="this platform has no limits")
BYTES = 4 * HEADROOM


@pytest.fixture
def guard() -> Iterator[MemoryGuard]:
    guard = MemoryGuard()
    yield guard
    guard.lift()


@pytest.fixture(autouse=True)
def limit() -> Iterator[int]:
    """The soft limit as it was, and is again."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    yield before[0]
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_what_is_too_large_is_an_error_and_what_is_not_is_none(guard: MemoryGuard) -> None:
    guard.lower()
    with pytest.raises(RuntimeError, match="can't allocate memory"):
        torch.zeros(200, 1) + torch.zeros(BYTES // 800)
    assert torch.ones(HEADROOM // 16).sum() == HEADROOM // 16


def test_it_is_lifted_as_often_as_you_like(guard: MemoryGuard, limit: int) -> None:
    for change in (guard.lower, guard.lower, guard.lift, guard.lift, guard.lower, guard.lift):
        change()
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] == limit


def test_a_stricter_limit_stays(guard: MemoryGuard) -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (HEADROOM // 2, before[1]))
    try:
        guard.lower()
        assert resource.getrlimit(resource.RLIMIT_DATA)[0] == HEADROOM // 2
        guard.lift()
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def test_a_platform_without_limits_does_without(guard: MemoryGuard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_guard, "resource", None)
    guard.lower()
    guard.lift()
    assert not guard.holds


def test_who_lifts_what_it_lowered_leaves_what_another_did(guard: MemoryGuard, limit: int) -> None:
    """As when the run in which mistakes are tried ends before the submission's own."""
    other = MemoryGuard()
    guard.lower()
    other.lower()
    other.lift()
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] != limit
    MemoryGuard().lift()  # which has lowered nothing
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] != limit
    guard.lift()
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] == limit


def test_a_run_is_held_under_it(course: Course, limit: int) -> None:
    with Zygote() as zygote:
        run = SandboxedRun(zygote, course, Submission("reference", course.reference, {}))
        run.turn_to(course.exercises["sigmoid"], set())
        run.student(0)
        held = resource.getrlimit(resource.RLIMIT_DATA)[0]
        run.close()
    assert held != limit
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] == limit
