"""A process that forks a child for every attempt: with the whole lock-down entered first, or with nothing at all.

It is a program of its own, started afresh, because pytest's process has threads that a fork would not carry over. A test writes an
attempt as a function of `here` (see Here) and of plain arguments; its source is sent, run in the child, and its outcome returned.
"""

import inspect
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.worker.lockdown import enter, mounts, preparation
from tests.covered import traced

ROOT = Path(__file__).resolve().parents[2]
LIMITS = {"cpu_seconds": 20, "memory_bytes": 1 << 30, "file_bytes": 16 << 20, "open_files": 64}
PATIENCE = 300.0  # seconds; an attempt that takes longer hangs


@dataclass(frozen=True)
class Here:
    """What an attempt knows of the place where it runs; `outside` and `sibling` hold a file `secret.txt` that all may change."""

    scratch: str
    sibling: str
    outside: str
    zygote: int
    layers: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What the attempt returned, or raised (`error`: the exception's type), or the signal that ended it as a negative `status`."""

    value: Any = None
    error: str | None = None
    errno: int | None = None
    message: str = ""
    status: int = 0


class Cell:
    """The client's end: calling it runs an attempt in a fresh child."""

    def __init__(self, *words: str) -> None:
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self.process = subprocess.Popen(
            [sys.executable, "-P", __file__, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=traced({**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "SECRET": "in the environment"}),
            text=True,
        )

    def __call__(self, attempt: Callable[..., object], *args: object, **limits: int) -> Outcome:
        assert self.process.stdin
        assert self.process.stdout
        request = {"source": textwrap.dedent(inspect.getsource(attempt)), "name": attempt.__name__, "args": args}
        print(json.dumps({**request, "limits": {**LIMITS, **limits}}), file=self.process.stdin, flush=True)
        return Outcome(**json.loads(self.process.stdout.readline()))

    def close(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


def main(words: list[str]) -> None:
    """`torch`: import it first; `locked`: every child enters the lock-down."""
    if "torch" in words:
        import torch

        torch.ones(64, 784).mm(torch.ones(784, 30))
    sys.path[:] = [each for each in sys.path if Path(each) != ROOT]
    prepared = preparation.prepare(os.getpid()) if "locked" in words else None
    base = Path(tempfile.mkdtemp(prefix="cell-"))
    base.chmod(0o711)
    for count, line in enumerate(sys.stdin):
        print(json.dumps(asdict(_run(json.loads(line), base / str(count), prepared))), flush=True)
    shutil.rmtree(base)


def _run(request: dict[str, Any], folder: Path, prepared: Any) -> Outcome:
    places = [folder / name for name in ("scratch", "sibling", "outside")]
    claims = [prepared.claim() if prepared and place.name != "outside" else None for place in places]
    for place, claim in zip(places, claims, strict=True):
        place.mkdir(parents=True)
        (place / "secret.txt").write_text("secret")
        owner = prepared.owner(claim.uid) if claim else None
        for each in (place, place / "secret.txt"):
            each.chmod(0o777)  # nothing but the lock-down stands in the way
            if owner is not None:
                os.chown(each, owner, owner)
    reading, writing = os.pipe()
    zygote = os.getpid()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _attempt(request, [str(each) for each in places], zygote, writing, prepared, claims[0] and claims[0].uid)
    os.close(writing)
    ready, _, _ = select.select([reading], [], [], PATIENCE)
    answer = os.read(reading, 1 << 16) if ready else b""
    os.close(reading)
    if answer or not ready:
        os.kill(pid, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    for claim in filter(None, claims):
        claim.close()
    mounts.release(str(places[0]))
    return Outcome(**json.loads(answer)) if answer else Outcome(status=status)


def _attempt(
    request: dict[str, Any], places: list[str], zygote: int, wire: int, prepared: Any, user: int | None
) -> None:
    outcome: dict[str, Any] = {}
    try:
        layers: tuple[str, ...] = ()
        if prepared is not None:
            limits = prepared.bounded(enter.Rlimits(**request["limits"]), user)
            layers = enter.enter(prepared, limits, places[0], wire, user)
            wire = enter.WIRE_FD
            Path(places[0], "secret.txt").write_text("secret")  # the folder may be a file system of its own by now
        names: dict[str, Any] = {}
        exec("from __future__ import annotations\n" + request["source"], names)
        outcome["value"] = names[request["name"]](Here(places[0], places[1], places[2], zygote, layers), *request["args"])
    except BaseException as error:
        outcome = {"error": type(error).__name__, "errno": getattr(error, "errno", None), "message": str(error)[:500]}
    finally:
        os.write(wire, json.dumps(outcome).encode())
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
