"""Processes of the tests, and what is waited for: no test expects anything of the machine's speed.

A bound here is a guard against waiting for ever. It is so large that a busy machine does not reach it, and nothing is judged by it.
"""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

GUARD = 3600.0  # seconds
CLONE = f"Course: MNIST basics (the clone in {Path(__file__).resolve().parents[1]})\n"  # what a command that is typed elsewhere says first
T = TypeVar("T")


def finish(*command: object, cwd: Path | None = None, **variables: object) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, with output as plain text for a wide terminal. `variables` are for its environment, on top of this
    process's own.
    """
    around = {"COLUMNS": "120", "NO_COLOR": "1", **{name: str(value) for name, value in variables.items()}}
    return subprocess.run(
        [str(each) for each in command],
        cwd=cwd,
        env={**os.environ, **around},
        capture_output=True,
        text=True,
        timeout=GUARD,
        check=False,
    )


def until(wanted: Callable[[], T], what: str, pause: float = 0.02) -> T:
    """Wait until `wanted()` is true and give its value; `what` says in the error's sentence what did not come."""
    deadline = time.monotonic() + GUARD
    while not (found := wanted()):
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {GUARD:.0f} seconds")
        time.sleep(pause)
    return found
