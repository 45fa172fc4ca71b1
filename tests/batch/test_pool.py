"""A process of a pool that dies breaks it: also one that dies in the middle of sending a result."""

import os
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from functools import partial
from multiprocessing import get_context
from multiprocessing.forkserver import _forkserver

import pytest

from grader.batch.pool import Pool
from tests.processes import GUARD

forkserver = pytest.mark.skipif(sys.platform == "win32", reason="no process of Windows is killed by a signal")


def half_a_result() -> None:
    """Take the lock of the pipe for results, begin to send 1,000 bytes, and die."""
    frame = sys._getframe()
    while "result_queue" not in frame.f_locals:
        assert frame.f_back
        frame = frame.f_back
    queue = frame.f_locals["result_queue"]
    queue._wlock.acquire()
    os.write(queue._writer.fileno(), struct.pack("!i", 1000) + b"half")
    os.kill(os.getpid(), signal.SIGKILL)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def take_no_further_work(_: bytes) -> None:
    time.sleep(3600)


@forkserver
def test_a_process_that_outlives_its_fork_server_breaks_the_pool() -> None:
    """It holds the pipe for work, which is full. Where the watch looks first, it counts as dead when the pool is to end it."""
    with Pool(1, get_context("forkserver")) as pool:
        pending = [pool.submit(take_no_further_work, bytes(1 << 20)) for _ in range(4)]
        (process,) = pool._processes.values()
        process._popen.returncode = 255  # type: ignore[attr-defined]  # what looking at a process sets, once its fork server is dead
        os.kill(_forkserver._forkserver_pid, signal.SIGKILL)  # type: ignore[attr-defined]  # its pid is nowhere else
        with pytest.raises(BrokenExecutor):
            pending[0].result(GUARD)


def failing_manager(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """The pool's manager calls `clear` after every message: two events, it has read one, and from now on it fails."""
    clear = pool._executor_manager_thread_wakeup.clear
    read, fails = threading.Event(), threading.Event()

    def clear_or_fail() -> None:
        if fails.is_set():
            raise OSError("no such pipe")
        clear()
        read.set()

    monkeypatch.setattr(pool._executor_manager_thread_wakeup, "clear", clear_or_fail)
    return read, fails


@forkserver
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_manager_that_fails_leaves_no_future_without_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(1, get_context("forkserver")) as pool:
        read, fails = failing_manager(pool, monkeypatch)
        first = pool.submit(take_no_further_work, b"")
        (process,) = pool._processes.values()
        assert read.wait(GUARD)
        fails.set()
        second = pool.submit(abs, -3)
        for each in (first, second):
            with pytest.raises(BrokenExecutor, match="manager has ended"):
                each.result(GUARD)
        with pytest.raises(BrokenExecutor, match="manager has ended"):
            pool.submit(abs, -3)
        process.join(GUARD)
        assert process.exitcode == -signal.SIGKILL


@forkserver
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_work_that_comes_while_the_manager_fails_is_answered_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the process that is started for it ends: Python itself waits for all of them when it ends."""
    with Pool(2, get_context("forkserver")) as pool:
        _, fails = failing_manager(pool, monkeypatch)
        fails.set()
        first = pool.submit(take_no_further_work, b"")
        with pytest.raises(BrokenExecutor, match="manager has ended"):
            first.result(GUARD)
        assert pool._watch
        pool._watch.join(GUARD)  # it has answered all that it found
        seen = iter([True])  # the manager was alive at the last look
        monkeypatch.setattr(pool._manager, "is_alive", lambda: next(seen, False))
        with pytest.raises(BrokenExecutor, match="manager has ended"):
            pool.submit(abs, -3).result(GUARD)
        processes = list(pool._processes.values())
        for each in processes:
            each.join(GUARD)
        assert [each.exitcode for each in processes] == [-signal.SIGKILL] * 2
        assert not pool._held.descriptors


@forkserver
@pytest.mark.parametrize("job", [half_a_result, die])
def test_a_process_that_dies_breaks_the_pool(job: Callable[[], None]) -> None:
    with Pool(2, get_context("forkserver")) as pool:
        deadly, *_ = (pool.submit(each) for each in (job, partial(pow, 2, 3), partial(pow, 2, 4)))
        with pytest.raises(BrokenExecutor):
            deadly.result(GUARD)


@forkserver
def test_the_watch_and_the_pool_do_not_close_one_pipe_together() -> None:
    with Pool(1, get_context("forkserver")) as pool:
        writer = pool._result_queue._writer  # type: ignore[attr-defined]
        handle = writer._handle

        def close_slowly() -> None:
            os.close(handle)
            time.sleep(0.5)  # for as long the handle still looks open

        writer._close = close_slowly
        with pytest.raises(BrokenExecutor):
            pool.submit(half_a_result).result(GUARD)
    assert writer.closed


def test_in_good_order_everything_comes_and_the_pool_ends() -> None:
    with Pool(2, get_context("forkserver" if sys.platform != "win32" else "spawn")) as pool:
        assert list(pool.map(abs, range(-20, 0))) == list(range(20, 0, -1))
