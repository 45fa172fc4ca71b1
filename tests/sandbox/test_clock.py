"""What counts as a worker's time: what it runs and what it sleeps, and not what it waits for a processor."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from grader import protocol
from grader.sandbox import clock
from grader.sandbox.clock import ASLEEP, BUSY, LATE, Clock, Deadline, Spent

linux = pytest.mark.skipif(sys.platform != "linux", reason="there is no Linux kernel here")
SPINS = "while True: pass"
SLEEPS = "import time\nwhile True: time.sleep(0.01)"


@contextmanager
def running(program: str) -> Iterator[Clock]:
    with subprocess.Popen([sys.executable, "-c", program]) as process:
        try:
            yield Clock(process.pid)
        finally:
            process.kill()


def wait(deadline: Deadline) -> str:
    """Why it is over, once it is."""
    while True:
        try:
            time.sleep(deadline.left())
        except protocol.WireTimeout:
            return deadline.over


def test_a_process_that_runs_is_busy_and_one_that_sleeps_is_asleep() -> None:
    with running(SPINS) as spins, running(SLEEPS) as sleeps:
        ends = Deadline(spins, 0.5, 600), Deadline(sleeps, 1.5, 600)
        assert wait(ends[0]) == BUSY
        assert ends[0].spent().counted >= 0.5
        assert wait(ends[1]) == (ASLEEP if sleeps.queued() is not None else LATE)
        assert ends[1].limit == 1.5


@linux
def test_what_waits_for_a_processor_is_neither() -> None:
    """Four times as many processes as processors: the time by the wall is some four times what counts."""
    with running(SPINS) as spins:
        if spins.queued() is None:
            pytest.skip("this kernel keeps no statistics of its scheduler")
        others = [subprocess.Popen([sys.executable, "-c", SPINS]) for _ in range(4 * (os.cpu_count() or 1))]
        try:
            ends = Deadline(spins, 1.5, 600)
            assert wait(ends) == BUSY
            assert ends.spent().by_the_wall > 1.5 * ends.spent().counted
        finally:
            for each in others:
                each.kill()
                each.wait()


def test_where_nobody_tells_what_it_waits_a_long_time_by_the_wall_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clock, "queued", lambda self: None)
    with running(SLEEPS) as sleeps:
        ends = Deadline(sleeps, 300, 1)
        assert wait(ends) == LATE
        assert ends.limit == 1


def test_of_a_process_that_is_gone_the_wall_tells() -> None:
    with running(SPINS) as spins:
        pass
    ends = Deadline(spins, 0.1, 1)
    assert wait(ends) == BUSY
    assert ends.spent().counted >= 0.1


def test_elsewhere_psutil_knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "LIBC", None)
    with running(SPINS) as spins:
        assert spins.number is None
        assert wait(Deadline(spins, 0.3, 600)) == BUSY
    assert spins.busy() is None


def test_time_is_left_where_there_is_some_of_both() -> None:
    assert Spent(1, 1)
    assert not Spent(1, 0)
    assert not Spent(0, 1)
    assert Spent(3, 5) - Spent(1, 2) + Spent(0, 1) == Spent(2, 4)
