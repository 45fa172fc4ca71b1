"""Which layers of the sandbox hold on this machine."""

import json
import subprocess
import sys
from dataclasses import dataclass

from grader.course import Limits
from grader.sandbox.client import Worker
from grader.sandbox.device import take_up
from grader.sandbox.launcher import Launcher, environment

# Without one of these a grade could be forged or another submission read: `grader grade` refuses (see docs/security.md).
REQUIRED = ("limits", "memory limit", "landlock", "not dumpable", "seccomp")
ON_GPU = "memory limit"  # CUDA needs a wide address space, so a worker that uses it is watched from outside instead


@dataclass(frozen=True)
class LayerReport:
    """One layer: whether it holds here, and what that means in plain words."""

    name: str
    holds: bool
    meaning: str

    @property
    def required(self) -> bool:
        return self.name.startswith(REQUIRED)


def examine() -> list[LayerReport]:
    """Try every layer in a process of its own."""
    command = [sys.executable, "-P", "-m", "grader.worker", "report"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=True)
    return [LayerReport(*each) for each in json.loads(done.stdout)]


def missing(zygote: Launcher, limits: Limits, device: str = "cpu") -> tuple[str, ...]:
    """The required layers that the zygote's workers lack, as a worker says before any student code runs in it. Raises NoDevice."""
    worker = Worker(zygote, limits, device)
    held = take_up(worker)
    worker.close()
    wanted = [name for name in REQUIRED if device == "cpu" or name != ON_GPU]
    return tuple(name for name in wanted if not any(each.startswith(name) for each in held))
