"""Start what starts workers here: a zygote where this platform can fork, else a spawner."""

import os
import sys

from grader.sandbox.failures import SandboxError
from grader.sandbox.launcher import Launcher


def forks() -> bool:
    """Whether workers are forked here. Elsewhere than on Linux torch does not live through a fork.

    GRADER_WORKERS=spawn in the environment has them spawned here too.
    """
    return sys.platform == "linux" and os.environ.get("GRADER_WORKERS") != "spawn"


def start(keep_spare: bool = False, sole: bool = False) -> Launcher:
    """Start it; it gets ready while other work goes on. Raises SandboxError where the system gives no process for it.

    `keep_spare` is for who needs many workers. Who is `sole` grades one submission at a time, and no other process beside this
    one does: its workers are asked by busy polling.
    """
    started: Launcher
    try:
        if forks():
            from grader.sandbox.forking import Zygote

            started = Zygote(keep_spare)
        else:
            from grader.sandbox.spawning import Spawner  # it comes with torch, and whoever starts early has none yet

            started = Spawner(keep_spare)
    except OSError as error:
        raise SandboxError(f"The sandbox cannot be started ({error}).") from None
    started.busy_poll = sole and _processors() >= 2
    return started


def _processors() -> int:
    """How many this process may use; 0 where it could not even leave one to others (sched_yield)."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_yield") and hasattr(os, "sched_getaffinity") else 0
