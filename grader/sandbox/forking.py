"""Start a zygote, ask it for workers, and learn how they ended. The protocol is in grader/inside/__main__.py."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader.course import Limits
from grader.sandbox import scratch
from grader.sandbox.launch import READY_SECONDS, Ended, Launcher, SandboxError, Silent, bounds, environment, order

FORK_SECONDS = 30.0


class Zygote(Launcher):
    """One warm process that forks workers."""

    def __init__(self, brisk: bool = False) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.inside", str(theirs.fileno()), *(["brisk"] if brisk else [])],
            pass_fds=[theirs.fileno()],
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C reaches the grader alone
        )
        theirs.close()
        self.control = ours
        self.ended: dict[int, Ended] = {}
        self.count = 0
        self.folder = scratch.make()
        self.ready = False

    def wait_ready(self) -> None:
        """Block until torch is imported; other work can go on before."""
        if not self.ready:
            self._until("ready", None, READY_SECONDS)
            self.ready = True

    def worker(self, limits: Limits, cuda: bool = False) -> tuple[int, socket.socket, Path]:
        """A fork of the zygote: its pid, the grader's end of its wire, and its scratch folder. Raises SandboxError."""
        self.wait_ready()
        self.count += 1
        folder = self.folder / str(self.count)
        folder.mkdir(mode=0o700)
        ours, theirs = socket.socketpair()
        request = {"fork": order(self.count, folder, limits, cuda, self.eager), "watch": bounds(limits)}
        try:
            socket.send_fds(self.control, [json.dumps(request).encode()], [theirs.fileno()])
            return self._until("forked", self.count, FORK_SECONDS)["forked"], ours, folder
        except OSError as error:
            raise SandboxError(f"the zygote is gone ({error})") from None
        finally:
            theirs.close()

    def kill(self, pid: int) -> None:
        """End a worker at once; its zygote does it, so that no other process with a reused pid is hit."""
        with suppress(OSError):  # a zygote that is gone has taken its workers along
            self.control.send(json.dumps({"kill": pid}).encode())

    def wait(self, pid: int, seconds: float = 5.0) -> Ended | None:
        """How the worker ended, or None where that is not known within `seconds`. Raises SandboxError: no zygote, no news."""
        if pid not in self.ended:
            try:
                self._until("exited", pid, seconds)
            except Silent:
                return None
        return self.ended.pop(pid, None)

    def close(self) -> None:
        """End the zygote, its workers and their scratch folders."""
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
        scratch.remove(self.folder)

    def _until(self, key: str, wanted: int | None, seconds: float) -> dict[str, Any]:
        """Read the zygote's messages up to the one asked for; exits on the way are noted."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                self.control.settimeout(max(0.001, deadline - time.monotonic()))
                data = self.control.recv(65536)
            except TimeoutError:
                raise Silent(f"the zygote did not answer within {seconds:.0f} seconds") from None
            except OSError as error:
                raise SandboxError(f"the zygote does not answer ({error})") from None
            if not data:
                raise SandboxError(f"the zygote ended: {self._last_words()}")
            message = json.loads(data)
            if "exited" in message:
                self.ended[message["exited"]] = Ended(message["status"], message["memory_kib"], message["over"])
            if key in message and wanted in (None, message[key], message.get("id")):
                return dict(message)

    def _last_words(self) -> str:
        assert self.process.stderr is not None
        try:
            self.process.wait(2)
            return self.process.stderr.read().decode(errors="replace").strip().splitlines()[-1]
        except (subprocess.TimeoutExpired, IndexError):
            return "it left no message"
