"""A function of ours, called on what a learner wrote in a process of its own: the reader.

A parser can be led into minutes of work, gigabytes of memory or the end of its process. Here that costs the one who did it, and
nobody else. The reader is started at the first call and serves many. Between the two run lines of JSON (never pickle):

    to it     {"do": "module:function", "arguments": [...], "seconds": s}
    from it   {"value": result} or {"trouble": why there is none}
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 5.0  # of processor time for one call
PAUSE = 1.0  # before a second try
PATIENCE = 120.0  # seconds by the clock, for a call that waits and does not work
MAX_REPLY = 256 << 20  # bytes
ROOT = Path(__file__).resolve().parents[2]


class Unreadable(Exception):
    """What was to be read could not be; the message ends a sentence that begins with "could not be read: "."""


class ReaderLost(Unreadable):
    """Nobody can say whether it can be read: the system gave the reader no process, or killed it, twice."""


def aside(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """`function(*args)`, computed in the reader. Raises Unreadable, whatever the function comes to, and ReaderLost.

    The function stands at the top of a module. What it takes and gives are the values of JSON: a tuple arrives as a list, and the
    keys of a dictionary are strings. Keywords are not passed on.
    """
    assert not kwargs, "the reader takes arguments by their place alone"
    request = {"do": f"{function.__module__}:{function.__qualname__}", "arguments": args, "seconds": SECONDS}
    reply = _reader.ask(json.dumps(request).encode() + b"\n")
    if "trouble" in reply:
        raise Unreadable(reply["trouble"])
    value: T = reply["value"]
    return value


def close() -> None:
    """End the reader; the next call starts another."""
    _reader.close()


class Reader:
    """The process, seen from the grader."""

    def __init__(self) -> None:
        self._turn = threading.Lock()  # a cluster's process may have several threads
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False  # whether the last one could not be started, or was killed from outside
        self._owner = 0  # the process that started it: a fork does not share it

    def ask(self, request: bytes) -> dict[str, Any]:
        """The reader's answer. One that dies is asked again, once, since that may have been the machine's doing."""
        with self._turn:
            reply = self._ask(request)
            if not reply:
                time.sleep(PAUSE)
                reply = self._ask(request)
        if not reply and self._killed:
            raise ReaderLost("the system gave the process that reads it no room")
        return reply or {"trouble": "the process that read it broke off"}

    def close(self) -> None:
        """End the process and wait for its end."""
        with self._turn:
            self._end()

    def _ask(self, request: bytes) -> dict[str, Any]:
        """One answer; an empty one where the process died, or gave none that can be read."""
        try:
            process = self._started()
        except OSError:
            self._killed = True
            return {}
        assert process.stdin is not None
        assert process.stdout is not None
        alarm = threading.Timer(PATIENCE, process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            process.stdin.write(request)
            process.stdin.flush()
            reply = json.loads(process.stdout.readline(MAX_REPLY))
            if isinstance(reply, dict) and reply.keys() & {"value", "trouble"}:
                return reply
        except (OSError, ValueError, RecursionError, MemoryError):  # it died, which breaks the pipe or the line
            pass
        except BaseException:  # Ctrl-C: the answer that is still to come must not be taken for that to another request
            process.kill()
            self._end()
            raise
        finally:
            late = not alarm.is_alive()
            alarm.cancel()
        status = self._end()
        self._killed = status == -getattr(signal, "SIGKILL", 1 << 16)
        if late or (hasattr(signal, "SIGPROF") and status == -signal.SIGPROF):
            return {"trouble": f"it took more than {SECONDS:g} seconds"}
        return {}

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._end()
            path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "grader.submission.aside"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "ignore"},
                start_new_session=True,  # Ctrl-C is for the grader; the reader ends with it, since its input does
            )
            self._owner = os.getpid()
        return self._process

    def _end(self) -> int:
        """End the process; its exit status, negative where a signal ended it."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return 0
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.close()
        with suppress(OSError):  # what it did not read any more
            process.stdin.close()
        try:
            return process.wait(1)  # with its input its work ends
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


_reader = Reader()
atexit.register(close)
