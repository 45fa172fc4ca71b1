"""Start a zygote, ask it for workers, and learn how they ended. The protocol is in grader/worker/__main__.py."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader.course import Limits
from grader.protocol import scratch
from grader.sandbox.failures import SandboxError, Silent
from grader.sandbox.launcher import READY_SECONDS, Ended, Launcher, bounds, environment, order

FORK_SECONDS = 30.0
DEATH_SECONDS = 5.0  # a killed process may take so long to give its memory back


class Zygote(Launcher):
    """One warm process that forks workers, so fast that it need not work ahead."""

    def __init__(self, keep_spare: bool = False) -> None:
        self.folder = scratch.make()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.worker", str(theirs.fileno()), str(self.folder)],
            pass_fds=[theirs.fileno()],
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C reaches the grader alone
        )
        theirs.close()
        self.control = ours
        self.keep_spare = keep_spare
        self.count = 0
        self.unready = 1  # how many times it has yet to say that it is ready
        self.forked: dict[int, int] = {}  # pids by the number of the order
        self.unforked: dict[int, str] = {}  # why there is none, by the same
        self.ended: dict[int, Ended] = {}
        self.retired: dict[int, Path] = {}  # scratch folders of workers that nobody waits for, by pid

    def wait_ready(self) -> None:
        """Block until all that was asked for is imported; other work can go on before."""
        deadline = time.monotonic() + READY_SECONDS
        while self.unready:
            self._listen(deadline)

    def expect_optimizers(self) -> None:
        """From now on workers come with torch's optimizers; see Launcher."""
        if not self.optimizers:
            self.optimizers = True
            self._warm("optimizers")

    def use_helpers(self, texts: Mapping[str, str]) -> None:
        """From now on workers come with these helpers; see Launcher. Those that they come with already are not sent again."""
        if texts != self.helpers:
            super().use_helpers(texts)
            for name, text in texts.items():
                self._tell({"helper": name, "text": text})
            self._warm("helpers")

    def _warm(self, what: str) -> None:
        self.unready += 1
        self._tell({"warm": what})

    def _tell(self, message: dict[str, Any]) -> None:
        with suppress(OSError):  # whoever waits for it learns that it is gone
            self.control.settimeout(READY_SECONDS)  # it may be importing torch, and few messages can wait for it
            self.control.send(json.dumps(message).encode())

    def worker(self, limits: Limits, cuda: bool = False) -> tuple[int, socket.socket, Path]:
        """A fork of the zygote: its pid, the grader's end of its wire, and its scratch folder. Raises SandboxError.

        There is none before those that were retired are dead.
        """
        self.wait_ready()
        self.settle()
        self.count += 1
        folder = self.folder / str(self.count)
        ours = self._order(folder, limits, cuda)
        try:
            deadline = time.monotonic() + FORK_SECONDS
            while self.count not in self.forked:
                self._listen(deadline)
                if why := self.unforked.pop(self.count, None):
                    raise SandboxError(f"the zygote could not fork ({why})")
        except SandboxError:
            ours.close()
            scratch.remove(folder)
            raise
        return self.forked.pop(self.count), ours, folder

    def _order(self, folder: Path, limits: Limits, cuda: bool) -> socket.socket:
        """Make the scratch folder and order the worker; the grader's end of its wire. Raises SandboxError."""
        request = {"fork": order(self.count, folder, limits, cuda, self.busy_poll), "watch": bounds(limits)}
        try:
            folder.mkdir(mode=0o700)
            ours, theirs = socket.socketpair()
        except OSError as error:
            raise SandboxError(f"there is no room for a worker ({error})") from None
        try:
            socket.send_fds(self.control, [json.dumps(request).encode()], [theirs.fileno()])
        except OSError as error:
            ours.close()
            raise SandboxError(f"the zygote is gone ({error})") from None
        finally:
            theirs.close()
        return ours

    def kill(self, pid: int) -> None:
        """End a worker at once; its zygote does it, so that no other process with a reused pid is hit."""
        self._tell({"kill": pid})

    def wait(self, pid: int, seconds: float = 5.0) -> Ended | None:
        """How the worker ended, or None where that is not known within `seconds`. Raises SandboxError: no zygote, no news."""
        deadline = time.monotonic() + seconds
        try:
            while pid not in self.ended:
                self._listen(deadline)
        except Silent:
            return None
        return self.ended.pop(pid)

    def retire(self, pid: int, folder: Path) -> None:
        """End a worker, without waiting for its death: see settle."""
        if pid in self.ended:
            del self.ended[pid]
            scratch.remove(folder)
        else:
            self.retired[pid] = folder
            self.kill(pid)

    def settle(self) -> None:
        """Wait until the workers that were retired are dead, and their scratch folders gone."""
        deadline = time.monotonic() + DEATH_SECONDS
        try:
            while self.retired:
                self._listen(deadline)
        except Silent:  # nobody waits for these again; their folders go with ours
            self.retired.clear()

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

    def _listen(self, deadline: float) -> None:
        """Note what the zygote says next. Raises Silent when it says nothing before the deadline, SandboxError when it is gone."""
        try:
            self.control.settimeout(max(0.001, deadline - time.monotonic()))
            data = self.control.recv(65536)
        except TimeoutError:
            raise Silent("the zygote did not answer in time") from None
        except OSError as error:
            raise SandboxError(f"the zygote does not answer ({error})") from None
        if not data:
            raise SandboxError(f"the zygote ended: {self._last_words()}")
        self._note(json.loads(data))

    def _note(self, message: dict[str, Any]) -> None:
        if "ready" in message:
            self.unready -= 1
        elif "forked" in message:
            self.forked[message["id"]] = message["forked"]
        elif "unforked" in message:
            self.unforked[message["unforked"]] = message["why"]
        elif folder := self.retired.pop(message["exited"], None):
            scratch.remove(folder)
        else:
            pid = message.pop("exited")
            self.ended[pid] = Ended(**message)

    def _last_words(self) -> str:
        assert self.process.stderr is not None
        try:
            self.process.wait(2)
            return self.process.stderr.read().decode(errors="replace").strip().splitlines()[-1]
        except (subprocess.TimeoutExpired, IndexError):
            return "it left no message"
