"""A fresh interpreter that becomes a worker where a process cannot be forked, as its spawner holds it."""

import os
import secrets
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass

from grader.protocol import watchdog
from grader.protocol.watchdog import Watchdog

TOKEN = 32  # bytes by which a worker shows that it is the one that was started
NO_CTRL_C = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # on Windows; elsewhere a new session does it


@dataclass
class Interpreter:
    """One interpreter: warming up, or at work once it has a `watch`. `over` is what it was ended for, if it used too much of it."""

    process: subprocess.Popen[bytes]
    token: bytes
    watch: Watchdog | None = None
    over: str = ""

    def end(self) -> None:
        """With all that it started: its whole session, or where there are none, its descendants."""
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        elif self.process.poll() is None:
            for pid in watchdog.descendants(self.process.pid):
                with suppress(OSError):
                    os.kill(pid, signal.SIGTERM)  # which on Windows cannot be refused
        self.process.kill()

    def bury(self) -> None:
        """End it, and wait until it is dead."""
        self.end()
        self.process.wait()
        self.close()

    def close(self) -> None:
        """Let go of what it said."""
        if self.process.stderr is not None:
            self.process.stderr.close()

    def last_words(self) -> str:
        """The last line that it said, once it has ended."""
        assert self.process.stderr is not None
        lines = self.process.stderr.read().decode(errors="replace").strip().splitlines()
        self.close()
        return lines[-1] if lines else "it left no message"


def begin(words: list[str], environment: dict[str, str]) -> Interpreter:
    """Start one; `words` tell it what to be (grader/worker/__main__.py)."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "grader.worker", *words],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C reaches the grader alone
        creationflags=NO_CTRL_C,
    )
    token = secrets.token_bytes(TOKEN)
    assert process.stdin is not None
    with suppress(OSError), process.stdin:  # it has ended already, as whoever waits for it will find
        process.stdin.write(token)
    return Interpreter(process, token)
