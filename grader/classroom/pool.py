"""A pool of processes that breaks when one of them dies, whatever it was doing.

All processes of a ProcessPoolExecutor send their results through one pipe. One that is killed in the middle of sending leaves half
a result and the pipe's lock behind: the pool reads for ever, and the others wait for ever. Nothing public of it can end that, so
what this does is made of names with an underscore (CPython's concurrent/futures/process.py).
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

PAUSE = 0.5  # seconds between two looks at the processes
GRACE = 5.0  # seconds that the pool itself gets to notice a death


class Pool(ProcessPoolExecutor):
    """Its futures raise BrokenExecutor once a process was killed; see executors.local."""

    _watch: threading.Thread | None = None

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future = super().submit(fn, *args, **kwargs)
        if self._watch is None:
            parts = (self._executor_manager_thread, self._processes, self._result_queue)
            self._watch = threading.Thread(target=_break_when_stuck, args=parts, daemon=True)
            self._watch.start()
        return future


def _break_when_stuck(manager: threading.Thread, processes: dict[int, BaseProcess], results: Any) -> None:
    """Once a process has died, end the others and the pipe, unless the pool has. One that ends in good order has exit code 0."""
    while manager.is_alive():
        manager.join(PAUSE)
        if any(each.exitcode for each in list(processes.values())):
            manager.join(GRACE)
            if manager.is_alive():
                for each in list(processes.values()):
                    each.kill()
                results._writer.close()  # the last end to write to, so that the reader learns that nothing more comes
            return
