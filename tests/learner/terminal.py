"""A terminal for the tests: a command in a pseudo-terminal, and what a person would see there."""

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from threading import Lock, Thread
from types import TracebackType

import pyte

from tests.processes import GUARD

COLUMNS, ROWS = 80, 24


class Terminal:
    """`grader` with some arguments, in a terminal of 80 columns and 24 rows."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.lock = Lock()
        self.near, self.far = pty.openpty()
        fcntl.ioctl(self.far, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.before = termios.tcgetattr(self.far)
        around = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grader", *arguments], cwd=folder, stdin=self.far, stdout=self.far, stderr=self.far,
            env={**around, "TERM": "xterm-256color", **environment}, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(GUARD)
        finally:
            self.process.kill()
            os.close(self.far)
            os.close(self.near)

    @property
    def text(self) -> str:
        """The screen as lines without trailing spaces."""
        with self.lock:
            return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, keys: str) -> None:
        """What a person types."""
        os.write(self.near, keys.encode())

    def until(self, *wanted: str, seconds: float = GUARD) -> str:
        """Wait until all of this is on the screen, wherever its lines break; the screen as one line."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                deadline = min(deadline, time.monotonic() + 0.5)  # it has ended: what it wrote last may be on its way
            text = " ".join(self.text.split())
            if all(" ".join(each.split()) in text for each in wanted):
                return text
            time.sleep(0.02)
        raise AssertionError(f"not on the screen within {seconds:.0f} seconds: {wanted}\n{self.text}")

    def end(self, seconds: float = GUARD) -> int:
        """Wait for the command to end; its exit status."""
        return self.process.wait(seconds)

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was: its modes, the ordinary screen, the cursor."""
        with self.lock:
            raw = self.raw
        left = raw.count(b"\x1b[?1049l") == raw.count(b"\x1b[?1049h")
        shown = raw.rfind(b"\x1b[?25h") >= raw.rfind(b"\x1b[?25l")
        return termios.tcgetattr(self.far) == self.before and left and shown

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self.near, 65536)
            except OSError:
                return
            if not data:
                return
            with self.lock:
                self.raw += data
                self.stream.feed(data)
