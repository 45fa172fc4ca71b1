"""Where submissions are graded: anything with the interface of concurrent.futures.Executor."""

import importlib
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

from grader.batch import fork_server
from grader.batch.pool import Pool
from grader.batch.usage import UsageError
from grader.grading.grading_process import close_own_judge
from grader.grading.identity import Identity
from grader.sandbox import prestart

P = ParamSpec("P")
T = TypeVar("T")


class Here(Executor):
    """Runs each job at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        close_own_judge()


def find(name: str, scheduler: str, jobs: int, which: Identity, insecure: bool = False) -> Callable[[], Executor]:
    """The executor that `--executor` names: "local", "dask", or "package.module:function", whose function gives one.

    `which`: the course that every machine of a cluster must have. `insecure`: a scheduler of Dask's may also be reached without
    TLS. Raises UsageError.
    """
    if name == "local":
        return lambda: local(jobs)
    if name == "dask":
        from grader.batch import dask

        return dask.connect(scheduler, which, insecure)
    module, _, function = name.partition(":")
    try:
        made = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise UsageError(
            f"There is no executor {name} ({error}). Give local, dask, or package.module:function of a function that "
            "returns a concurrent.futures.Executor."
        ) from None
    return lambda: made()


def local(jobs: int) -> Executor:
    """This process for one job, a pool of processes for more."""
    return Here() if jobs == 1 else Pool(jobs, fork_server.context(), initializer=_begin)


def _begin() -> None:
    """What a process of the pool begins with."""
    fork_server.at_end(_close)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prestart.prepare()


def _close() -> None:
    close_own_judge()
    prestart.drop()


def _end_with_parent() -> None:
    """A pool's process whose parent was killed would wait for work for ever, and keep a warm zygote with it."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
