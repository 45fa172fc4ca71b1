"""Start what starts workers here: a zygote where this platform can fork, else a spawner."""

import os
import sys

from grader.sandbox.launch import Launcher


def forks() -> bool:
    """Whether workers are forked here. Elsewhere than on Linux torch does not live through a fork.

    GRADER_WORKERS=spawn in the environment has them spawned here too.
    """
    return sys.platform == "linux" and os.environ.get("GRADER_WORKERS") != "spawn"


def start(brisk: bool = False) -> Launcher:
    """Start it; it gets ready while other work goes on. A `brisk` one: see Launcher."""
    if forks():
        from grader.sandbox.forking import Zygote

        return Zygote(brisk)
    from grader.sandbox.spawning import (
        Spawner,  # here, since it comes with torch, and whoever starts early has none yet
    )

    return Spawner(brisk)
