"""Where lanes run: anything with the interface of concurrent.futures.Executor."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

from grader.classroom.lane import close_lane, open_lane
from grader.grade import Terms

P = ParamSpec("P")
T = TypeVar("T")


class Here(Executor):
    """Runs each job at once, in this process."""

    def __init__(self, terms: Terms, data_folder: Path | None) -> None:
        open_lane(terms, data_folder)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        close_lane()


def make(jobs: int, terms: Terms, data_folder: Path | None) -> Executor:
    """This process for one job, a pool of fresh processes for more."""
    if jobs == 1:
        return Here(terms, data_folder)
    # Fresh processes, not forks: this one has threads, and forks of a process with threads can hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(terms, data_folder))


def _start(terms: Terms, data_folder: Path | None) -> None:
    os.environ["OMP_NUM_THREADS"] = "1"  # the lanes share the machine; the judge's own arithmetic is small
    open_lane(terms, data_folder)
