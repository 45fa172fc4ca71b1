"""Workers where a process cannot be forked: each is a fresh interpreter that serves once.

The protocol is in grader/worker/__main__.py.
"""

import secrets
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from grader import protocol
from grader.course import Limits
from grader.protocol import scratch, watchdog
from grader.protocol.watchdog import Watchdog
from grader.sandbox.failures import SandboxError
from grader.sandbox.interpreter import TOKEN, Interpreter, begin
from grader.sandbox.launcher import READY_SECONDS, Ended, Launcher, bounds, environment, order

ORDER_SECONDS = 10.0


class Spawner(Launcher):
    """Starts a fresh interpreter for each worker. With `keep_spare` there is always a warm one: all but the first
    worker are there when they are asked for.
    """

    def __init__(self, keep_spare: bool = False) -> None:
        self.keep_spare = keep_spare
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.folder = scratch.make()
        self.count = 0
        self.alive: dict[int, Interpreter] = {}
        self.over = Event()
        self.spare: Interpreter | None = self._spawn()
        self.connected: socket.socket | None = None  # to the spare
        Thread(target=self._look, daemon=True).start()

    def wait_ready(self) -> None:
        """Block until torch is imported; other work can go on before."""
        if self.connected is None:
            self.spare = self.spare or self._spawn()
            self.connected = self._accept(self.spare)

    def expect_optimizers(self) -> None:
        """From now on workers come with torch's optimizers; see Launcher. One that waits without them is of no use any more."""
        if not self.optimizers:
            self.optimizers = True
            if self._drop_spare():
                self.spare = self._spawn()

    def worker(self, limits: Limits, cuda: bool = False) -> tuple[int, socket.socket, Path]:
        """The interpreter that waits, or a new one: its pid, the grader's end of its wire, and its scratch folder."""
        self.wait_ready()
        assert self.spare is not None
        assert self.connected is not None
        self.count += 1
        folder = self.folder / str(self.count)
        folder.mkdir(mode=0o700)
        taken, sock = self.spare, self.connected
        self.spare = self.connected = None
        pid = taken.process.pid
        most = bounds(limits)
        most["memory"] += watchdog.resident(pid)
        most["threads"] += watchdog.threads(pid)
        self.alive[pid] = taken
        try:
            ordered = {**order(self.count, folder, limits, cuda, self.busy_poll), "helpers": dict(self.helpers)}
            deadline = time.monotonic() + ORDER_SECONDS
            protocol.send(sock, ordered, deadline)
            protocol.receive(sock, deadline)  # that it is ready
        except protocol.WireError:
            sock.close()
            del self.alive[pid]
            with suppress(subprocess.TimeoutExpired):  # it may have something left to say
                taken.process.wait(1)
            taken.end()
            raise SandboxError(f"a worker could not be started: {taken.last_words()}") from None
        taken.watch = Watchdog(pid, str(folder), **most)
        if self.keep_spare:
            self.spare = self._spawn()
        return pid, sock, folder

    def kill(self, pid: int) -> None:
        """End a worker at once, with all that it started."""
        if pid in self.alive:
            self.alive[pid].end()

    def wait(self, pid: int, seconds: float = 5.0) -> Ended | None:
        """How the worker ended, or None where that is not known within `seconds`."""
        if pid not in self.alive:
            return None
        try:
            status = self.alive[pid].process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        ended = self.alive.pop(pid)
        ended.end()  # whatever of its session outlived it
        ended.close()
        return Ended(status, 0, ended.over)

    def close(self) -> None:
        """End all of its workers and remove their scratch folders."""
        self.over.set()
        self.listener.close()
        self._drop_spare()
        for each in self.alive.values():
            each.bury()
        self.alive.clear()
        scratch.remove(self.folder)

    def _drop_spare(self) -> bool:
        """End the interpreter that waits; whether there was one."""
        dropped, connected = self.spare, self.connected
        self.spare = self.connected = None
        if connected is not None:
            connected.close()
        if dropped is not None:
            dropped.bury()
        return dropped is not None

    def _spawn(self) -> Interpreter:
        port = self.listener.getsockname()[1]
        words = ["spawned", str(port), str(self.folder), *(["optimizers"] if self.optimizers else [])]
        return begin(words, environment())

    def _accept(self, spawned: Interpreter) -> socket.socket:
        """The connection that the interpreter makes when it is warm; whoever else knocks is sent away."""
        deadline = time.monotonic() + READY_SECONDS
        self.listener.settimeout(0.2)
        while time.monotonic() < deadline:
            with suppress(TimeoutError):
                sock, _ = self.listener.accept()
                sock.settimeout(1)
                with suppress(OSError):
                    if secrets.compare_digest(sock.recv(TOKEN, socket.MSG_WAITALL), spawned.token):
                        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                        return sock
                sock.close()
            if spawned.process.poll() is not None:
                self.spare = None
                raise SandboxError(f"a worker could not be started: {spawned.last_words()}")
        self.spare = None
        spawned.end()
        raise SandboxError(f"a worker was not ready within {READY_SECONDS:.0f} seconds")

    def _look(self) -> None:
        """In a thread: end the workers that use more than they may."""
        while not self.over.wait(watchdog.SECONDS):
            for each in list(self.alive.values()):
                if each.watch is not None and not each.over and (reason := each.watch.over()):
                    each.over = reason
                    each.end()
