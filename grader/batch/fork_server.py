"""How grading processes are made, and how they end: as forks of one that has imported all that they need, where this platform can.

The fork server is a fresh process that only imports: it has one thread and runs nothing. (A fork of this process would not do:
it has threads, and such forks can hang.) It is to start before all else, so nothing here may import torch.

Parts of multiprocessing that it does not document are used here and in pool.py alone; tests/canaries/test_multiprocessing.py says
when they have changed.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import util
from multiprocessing.context import BaseContext

from grader.sandbox.start import forks

IMPORTED = ["grader.grading.grading_process"]


def context() -> BaseContext:
    """The context for a pool of them. The first call starts the fork server, which imports while this process goes on."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # inherited: they share the machine
    if forks():
        from multiprocessing import forkserver  # here, since it is made for platforms that fork

        forkserver.set_forkserver_preload(IMPORTED)
        with _safe_path(), suppress(OSError):  # its socket lies in the temporary folder, whose path may be too long for one
            forkserver.ensure_running()
            return multiprocessing.get_context("forkserver")
    os.environ["PYTHONSAFEPATH"] = "1"  # as below, for processes that are started later
    return multiprocessing.get_context("spawn")


def at_end(function: Callable[[], object]) -> None:
    """Call this when a grading process ends, which it does without Python's usual farewells (atexit)."""
    util.Finalize(None, function, exitpriority=1)


@contextmanager
def _safe_path() -> Iterator[None]:
    """What is started meanwhile does not import from the current folder: a submission there, say numpy.py, is no library."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before
