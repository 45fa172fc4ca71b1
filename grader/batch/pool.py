"""A pool of processes that breaks when one of them dies, whatever it was doing.

All processes of a ProcessPoolExecutor send their results through one pipe. One that is killed in the middle of sending leaves
half a result and the pipe's lock behind: the pool reads for ever, and the others wait for ever. And once the fork server is
killed, whoever looks at its processes finds them dead (multiprocessing/popen_forkserver.py), though they go on: then the pool
ends none of them, and waits for ever to hand them work. Nothing public of it can end that, so what this does is made of names
with an underscore (CPython's concurrent/futures/process.py); tests/canaries/test_multiprocessing.py says when they have changed.
"""

import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, InvalidStateError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

PAUSE = 0.5  # seconds between two looks at the processes
GRACE = 5.0  # seconds that the pool itself gets to notice a death
ENDED = "the pool's manager has ended"


class Pool(ProcessPoolExecutor):
    """Its futures raise BrokenExecutor once a process was killed, or the pool's own thread has failed; see executors.local."""

    _watch: threading.Thread | None = None

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        if self._watch is not None and not (self._manager.is_alive() or self._shutdown_thread):
            raise BrokenProcessPool(ENDED)
        future = super().submit(fn, *args, **kwargs)
        if self._watch is None:
            self._held = Held()
            self._manager: Any = self._executor_manager_thread
            parts = (self._manager, self._pending_work_items, self._processes, self._held, self._result_queue)
            self._watch = threading.Thread(target=_watch, args=parts, daemon=True)
            self._watch.start()
        self._held.take(self._processes or {})
        if not self._manager.is_alive():  # it failed in the meantime: the watch may have looked before this came
            self._watch.join()
            _end([future], self._processes or {}, self._held)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As of any executor. The watch closes a pipe that the pool closes, too: only when it has ended does the pool."""
        results = self._result_queue
        super().shutdown(wait=wait and self._watch is None, cancel_futures=cancel_futures)
        if wait and self._watch is not None:
            self._watch.join()  # which waits for the manager
            if results is not None:
                results.close()


class Held:
    """The processes of a pool, so held that no other process with a reused pid is hit (pidfd_open(2)), where the system can."""

    def __init__(self) -> None:
        self.descriptors: dict[int, int] = {}

    def take(self, processes: Mapping[int, BaseProcess]) -> None:
        """Hold those that are new."""
        for pid in processes.keys() - self.descriptors.keys() if hasattr(os, "pidfd_open") else ():
            with suppress(OSError):  # it has ended
                self.descriptors[pid] = os.pidfd_open(pid)

    def kill(self, processes: Mapping[int, BaseProcess]) -> None:
        """End them all, also those that count as dead because their fork server is."""
        for pid, each in list(processes.items()):
            with suppress(OSError):  # as above
                if pid in self.descriptors:
                    signal.pidfd_send_signal(self.descriptors[pid], signal.SIGKILL)
                else:
                    each.kill()

    def release(self) -> None:
        while self.descriptors:
            os.close(self.descriptors.popitem()[1])


def _watch(
    manager: threading.Thread, pending: dict[int, Any], processes: Mapping[int, BaseProcess], held: Held, results: Any
) -> None:
    """In a thread: see that every future is answered, as long as the pool's manager is at work and once it has ended."""
    _break_when_stuck(manager, processes, held, results)
    manager.join()
    _end([each.future for each in list(pending.values())], processes, held)


def _end(left: Sequence[Future[Any]], processes: Mapping[int, BaseProcess], held: Held) -> None:
    """Once the manager has ended: what is left, nobody does any more, and no process waits for more. In good order nothing is."""
    if left:
        held.kill(processes)
        for each in left:
            with suppress(InvalidStateError):  # it was answered in the meantime
                each.set_exception(BrokenProcessPool(ENDED))
    held.release()


def _break_when_stuck(manager: threading.Thread, processes: Mapping[int, BaseProcess], held: Held, results: Any) -> None:
    """Once a process has died, end the others and the pipe, unless the pool has. One that ends in good order has exit code 0."""
    while manager.is_alive():
        manager.join(PAUSE)
        if any(each.exitcode for each in list(processes.values())):
            manager.join(GRACE)
            if manager.is_alive():
                held.kill(processes)
                results._writer.close()  # the last end to write to, so that the reader learns that nothing more comes
            return
