"""What starts workers, seen from the grader; there are two kinds (see start.py)."""

import json
import os
import socket
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from grader.course import CourseError, Limits
from grader.protocol import watchdog
from grader.protocol.scratch import remove
from grader.sandbox.failures import SandboxError

READY_SECONDS = 180.0  # importing torch from a cold disk can take a minute
FILES = 1000  # in a worker's scratch folder, folders included
FOLDER_SIZES = 4  # the folder may hold so many times what one file may
HELPER_BYTES = 60_000  # of one file of helpers, which is one message to a zygote: a message has 64 KiB
CPU_SECONDS = 1200  # the grader ends a worker by the clock long before; this is for one that no grader watches any more

ENVIRONMENT = {
    # One thread before the import: children of a process with OpenMP or MKL threads hang at their first parallel operation.
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # On a CUDA build any backward pass in the zygote spoils its children, so it sees no device.
    "CUDA_VISIBLE_DEVICES": "",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONWARNINGS": "ignore",
    "LANG": "C.UTF-8",
    "LOGNAME": "learner",  # torch asks for a name, and Windows or a worker may know none
    "PATH": "/usr/bin:/bin",
}
WINDOWS = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR")  # no Python starts there without them


@dataclass(frozen=True)
class Ended:
    """How a worker ended: its exit code, or the signal that killed it as a negative number, and its peak resident size.

    `over` is what it used too much of, "memory", "files" or "threads", where it was killed for that; `threads` is how many it could
    have started. A spawner does not know the peak: 0.
    """

    status: int
    memory_kib: int
    over: str = ""
    threads: int = watchdog.THREADS


class Launcher(ABC):
    """What starts workers and ends them. Close it, or use it in a `with` block.

    Where it takes long to start one, a launcher with `keep_spare` has the next ready before it is asked for.
    """

    folder: Path  # of its workers' scratch folders
    keep_spare: bool
    busy_poll = False  # whether its workers and their grader keep two processors awake for each other (protocol.receive)
    optimizers = False  # whether its workers come with torch's optimizers
    helpers: Mapping[str, str] = MappingProxyType({})  # the texts of the course's helpers, with which its workers come, by name

    @abstractmethod
    def __init__(self, keep_spare: bool = False) -> None: ...

    @abstractmethod
    def wait_ready(self) -> None:
        """Block until torch is imported; other work can go on before."""

    def expect_optimizers(self) -> None:
        """From now on workers come with torch's optimizers. Others start in half the time, and the first optimizer costs each of
        them a second (see grader/worker/warm_up.py).
        """
        self.optimizers = True

    def use_helpers(self, texts: Mapping[str, str]) -> None:
        """From now on workers come with the helpers of a course, given as the texts of its files by name, and no other course's.

        Raises CourseError where a text is too long.
        """
        for name, text in texts.items():
            if len(json.dumps(text)) > HELPER_BYTES:
                raise CourseError(f"checks/helpers/{name}.py is too long: divide it into files of at most {HELPER_BYTES} bytes.")
        self.helpers = texts

    @abstractmethod
    def worker(self, limits: Limits, cuda: bool = False) -> tuple[int, socket.socket, Path]:
        """A fresh worker: its pid, the grader's end of its wire, and its scratch folder. Raises SandboxError.

        The memory of a worker that uses CUDA is watched, but the address space that it may map is not limited.
        """

    @abstractmethod
    def kill(self, pid: int) -> None:
        """End a worker at once, with all that it started."""

    @abstractmethod
    def wait(self, pid: int, seconds: float = 5.0) -> Ended | None:
        """How the worker ended, or None where that is not known within `seconds`. Raises SandboxError."""

    def retire(self, pid: int, folder: Path) -> None:
        """End a worker; its scratch folder goes once it is dead, which it is before there is another worker."""
        self.kill(pid)
        with suppress(SandboxError):  # a zygote that is gone has taken its workers along
            self.wait(pid)
        remove(folder)

    def settle(self) -> None:  # noqa: B027  (most need do nothing)
        """Return once every worker that was retired is dead, and its scratch folder gone."""

    @abstractmethod
    def close(self) -> None:
        """End all of its workers and remove their scratch folders."""

    def renew(self) -> "Launcher":
        """Close this one, and start another like it in its place. Raises SandboxError."""
        self.close()
        try:
            renewed = type(self)(self.keep_spare)
        except OSError as error:
            raise SandboxError(f"no other could be started ({error})") from None
        renewed.busy_poll = self.busy_poll
        renewed.use_helpers(self.helpers)
        if self.optimizers:
            renewed.expect_optimizers()
        return renewed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def environment() -> dict[str, str]:
    """All that a fresh interpreter gets of the surroundings: nothing but where this package and torch are."""
    root = str(Path(__file__).resolve().parents[2])
    inherited = os.environ.get("PYTHONPATH", "")
    windows = {name: os.environ[name] for name in WINDOWS if name in os.environ}
    return {**ENVIRONMENT, **windows, "PYTHONPATH": os.pathsep.join([root, *([inherited] if inherited else [])])}


def order(number: int, scratch: Path, limits: Limits, cuda: bool, busy_poll: bool) -> dict[str, Any]:
    """What a worker is told of itself before it locks itself down; see grader/worker/__main__.py."""
    mib = 1 << 20
    bounds = {
        "cpu_seconds": CPU_SECONDS,
        "memory_bytes": limits.memory_mib * mib,
        "file_bytes": limits.file_mib * mib,
        "open_files": 64,
        "cuda": cuda,
        "folder_bytes": FOLDER_SIZES * limits.file_mib * mib,
        "files": FILES,
    }
    return {
        "number": number,
        "scratch": str(scratch),
        "limits": bounds,
        "busy_poll": busy_poll,
        "devices": os.environ.get("CUDA_VISIBLE_DEVICES"),
    }


def bounds(limits: Limits) -> dict[str, int]:
    """What is watched from outside; see grader/protocol/watchdog.py."""
    folder = FOLDER_SIZES * limits.file_mib << 20
    return {"memory": limits.memory_mib << 20, "folder": folder, "files": FILES, "threads": watchdog.THREADS}
