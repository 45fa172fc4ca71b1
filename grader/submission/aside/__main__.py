"""The reader: calls functions on what learners wrote, one request a line, until its input ends. See reader.py for the protocol.

setitimer(2): ITIMER_PROF counts processor time, and SIGPROF ends a process that does not handle it, in whatever it is.
setrlimit(2), proc(5) for /proc/self/statm.
"""

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows has no limits of this kind
    resource = None  # type: ignore[assignment]

MEMORY = 1 << 30  # bytes beyond what the process has when it starts


def main() -> None:
    """Serve requests; the process ends with its input, or by the limit that a request exceeds."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints does not write between the replies
    _limit()
    gc.set_threshold(100_000)  # a tree of a million nodes is no garbage; looking for some takes half of the time
    for line in sys.stdin.buffer:
        request = json.loads(line)
        module, _, name = request["do"].partition(":")
        function = getattr(import_module(module), name)  # before the time counts: nbformat alone takes a second
        replies.write(json.dumps(_answer(function, request["arguments"], request["seconds"])).encode() + b"\n")
        replies.flush()


def _answer(function: Callable[..., Any], arguments: list[Any], seconds: float) -> dict[str, Any]:
    _alarm(seconds)
    try:
        return {"value": function(*arguments)}
    except MemoryError:
        return {"trouble": "it took too much memory, or is nested too deeply"}
    except RecursionError:
        return {"trouble": "it is nested too deeply"}
    except Exception as error:  # whatever it is, only its kind is told: the text may be the learner's
        return {"trouble": f"it led the grader into {type(error).__name__}"}
    finally:
        _alarm(0)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit() -> None:
    """As much memory as MEMORY more, no file written, no core dump; what the system does not know is left."""
    if resource is None:
        return
    size = 0
    with suppress(OSError):
        size = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    for name, most in (("RLIMIT_AS", size + MEMORY), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
        with suppress(OSError, ValueError, AttributeError):  # a stricter one may hold already; macOS knows no RLIMIT_AS
            resource.setrlimit(getattr(resource, name), (most, most))


if __name__ == "__main__":
    main()
