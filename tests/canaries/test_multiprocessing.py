"""multiprocessing's inner parts, as grader/batch/fork_server.py and grader/batch/pool.py use them."""

import multiprocessing
import os
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import util
from multiprocessing.process import BaseProcess

import pytest

from tests.processes import GUARD

SERVER = "see grader/batch/fork_server.py"
POOL = "see grader/batch/pool.py"


@pytest.mark.skipif(sys.platform != "linux", reason="this platform does not fork")
def test_the_fork_server_can_be_started_ahead_with_what_it_is_to_import() -> None:
    from multiprocessing import forkserver

    for name in ("set_forkserver_preload", "ensure_running"):
        assert callable(getattr(forkserver, name, None)), f"multiprocessing.forkserver has no {name} any more: {SERVER}, context"
    assert "forkserver" in multiprocessing.get_all_start_methods(), f"there is no fork server any more: {SERVER}, context"


def test_a_process_can_be_told_what_to_do_at_its_end() -> None:
    done: list[int] = []
    finalizer = util.Finalize(None, done.append, args=(1,), exitpriority=1)
    finalizer()
    assert done == [1], f"multiprocessing.util.Finalize does otherwise: {SERVER}, at_end"


def test_the_parts_of_a_pool_that_break_it_are_there() -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(os.getpid).result(GUARD) != os.getpid()
        parts = {
            "_executor_manager_thread": threading.Thread,
            "_pending_work_items": dict,
            "_processes": dict,
            "_shutdown_thread": bool,
        }
        for name, kind in parts.items():
            assert isinstance(getattr(pool, name, None), kind), f"ProcessPoolExecutor has no {name} of this kind any more: {POOL}"
        processes = getattr(pool, "_processes").values()  # noqa: B009
        assert all(isinstance(each, BaseProcess) for each in processes), f"its processes are of another kind: {POOL}, Held"
        writer = getattr(getattr(pool, "_result_queue", None), "_writer", None)
        assert callable(getattr(writer, "close", None)), f"the pipe of its results cannot be closed any more: {POOL}, _break_when_stuck"
