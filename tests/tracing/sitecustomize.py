"""Python imports this first in a zygote of the tests: it notes which lines of the untrusted side run after which, in every worker.

A worker is forked, locked down and killed, so it can write no file of its own. The notes are bytes of one file, WORKER_ARCS, which is
mapped into memory before all that: byte [file][before][line] is 1 where `line` ran right after `before`. Numbers from HALF on are
the way into a function (before) and out of it (line), HALF plus the function's first line. tests/covered.py reads them.
"""

import mmap
import os
import sys
from dis import opmap
from pathlib import Path
from types import FrameType
from typing import Any

SIZE, HALF = 1024, 512
GRADER = Path(__file__).resolve().parents[2] / "grader"
FILES = [str(each) for part in ("worker", "protocol") for each in sorted((GRADER / part).rglob("*.py"))]
RESUME = opmap.get("RESUME", -1)


def trace_into(path: str) -> None:
    """Note this process's steps, and its children's, in a file that has room for them."""
    with open(path, "r+b") as file:
        notes = mmap.mmap(file.fileno(), len(FILES) * SIZE * SIZE)
    start = {name: number * SIZE * SIZE for number, name in enumerate(FILES)}

    def begin(frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        base = start.get(code.co_filename)
        if base is None:
            return None
        edge = HALF + code.co_firstlineno
        resumed = code.co_code[frame.f_lasti + 1] != 0  # a generator goes on
        before = frame.f_lineno if resumed else edge

        def step(frame: FrameType, event: str, _: Any) -> Any:
            nonlocal before
            if event == "line":
                notes[base + before * SIZE + frame.f_lineno] = 1
                before = frame.f_lineno
            elif event == "return" and not _yields(frame):
                notes[base + before * SIZE + edge] = 1
            return step

        return step

    sys.settrace(begin)


def _yields(frame: FrameType) -> bool:
    """Whether a frame that is left goes on later."""
    after = frame.f_lasti + 2
    code = frame.f_code.co_code
    return after < len(code) and code[after] == RESUME


if __name__ == "sitecustomize" and "WORKER_ARCS" in os.environ:  # not where a test imports it for its numbers
    trace_into(os.environ["WORKER_ARCS"])
