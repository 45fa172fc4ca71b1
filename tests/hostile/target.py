"""What there is to attack, and whether anything came of it: files outside, listening sockets, processes, signals, shared memory."""

import contextlib
import ctypes
import os
import secrets
import select
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
LIBC = ctypes.CDLL(None)
PR_SET_CHILD_SUBREAPER = 36
IPC_RMID = 0
CANARY = "def mnist_distance(a, b):\n    return (a - b).abs().mean((-1, -2))\n"
SIGNALS = (signal.SIGUSR1, signal.SIGUSR2, signal.SIGTERM, signal.SIGHUP)
PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/dev/mqueue", str(Path.home()), str(ROOT))


class Target:
    """Use it in a `with` block, in the main thread. Everything that it lays out may be read and changed by every user."""

    def __init__(self) -> None:
        self.token = "hostile" + secrets.token_hex(6)
        self.key = secrets.randbits(30) + 2**30
        self.folder = Path(tempfile.mkdtemp(prefix="target-"))
        self.restore()
        self.heard: list[str] = []
        self.sockets = [
            socket.socket(socket.AF_INET, socket.SOCK_STREAM),
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
        ]
        addresses: tuple[tuple[str, int] | str, ...] = (("127.0.0.1", 0), ("127.0.0.1", 0), f"\0{self.token}")
        for each, address in zip(self.sockets, addresses, strict=True):
            each.bind(address)
            if each.type == socket.SOCK_STREAM:
                each.listen()
        self.tcp, self.udp = (each.getsockname()[1] for each in self.sockets[:2])
        self.handlers: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
        self.processes: set[int] = set()

    def __enter__(self) -> "Target":
        # Orphans become children of this process, so that a daemon that detached from its parents is found.
        LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        for number in SIGNALS:
            self.handlers[number] = signal.signal(number, lambda got, _: self.heard.append(signal.Signals(got).name))
        self.processes = set(descendants())
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self.handlers.items():
            signal.signal(number, handler)
        LIBC.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
        for each in self.sockets:
            each.close()
        shutil.rmtree(self.folder)

    def restore(self) -> None:
        """Put the files back as they were in the beginning."""
        for name in ("outside/canary.txt", "neighbour/unit02_similarity.py", "results/results.json"):
            path = self.folder / name
            shutil.rmtree(path.parent, ignore_errors=True)
            path.parent.mkdir()
            path.write_text(CANARY)
            for each in (self.folder, path.parent, path):
                each.chmod(0o777)
        self.before = self._files()

    @property
    def module(self) -> str:
        """The text of the module that tells an attack where everything is."""
        names = {
            "OUTSIDE": str(self.folder / "outside"),
            "NEIGHBOUR": str(self.folder / "neighbour"),
            "RESULTS": str(self.folder / "results"),
            "KIT": str(ROOT),
            "TCP": self.tcp,
            "UDP": self.udp,
            "TOKEN": self.token,
            "KEY": self.key,
            "GRADER": os.getpid(),
        }
        return "".join(f"{name} = {value!r}\n" for name, value in names.items())

    def evidence(self, known: tuple[int, ...] = ()) -> list[str]:
        """What the attacks so far left outside of their worker. `known` are processes that may have been started, not what they start.

        What is found is forgotten, or taken away, so that it is not held against the next attack.
        """
        found = [f"{name} changed" for name, _ in sorted(self._files() ^ self.before)]
        self.before = self._files()
        found += [f"the signal {name} arrived" for name in self.heard]
        self.heard.clear()
        while ready := select.select(self.sockets, [], [], 0)[0]:
            for each in ready:
                found.append(f"{each.family.name} {each.type.name} heard something")
                each.recv(100) if each.type == socket.SOCK_DGRAM else each.accept()[0].close()
        for place in map(Path, PLACES):
            for path in place.glob(f"*{self.token}*") if os.access(place, os.R_OK) else ():
                found.append(f"{path} exists")
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        found += self._shared()
        started = set(descendants()) - self.processes - set(known)
        for pid in started:
            found.append(f"the process {pid} is alive")
            os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):  # it may be another process's to wait for
                os.waitpid(pid, 0)
        return found

    def _files(self) -> set[tuple[str, str]]:
        every = [each for each in self.folder.rglob("*") if each.is_symlink() or not each.is_dir()]
        return {
            (
                str(each.relative_to(self.folder)),
                f"{each.lstat().st_mode} {each.lstat().st_nlink} {each.lstat().st_mtime_ns} {each.read_text(errors='replace')}",
            )
            for each in every
        }

    def _shared(self) -> list[str]:
        """System V shared memory, queues and semaphores with our key, keys of the kernel's key ring and other abstract sockets
        with our token."""
        found = []
        for kind, arguments in (("shm", (IPC_RMID,)), ("msg", (IPC_RMID,)), ("sem", (0, IPC_RMID))):
            path = Path(f"/proc/sysvipc/{kind}")
            lines = path.read_text().splitlines()[1:] if path.exists() else []
            for line in lines:
                key, number = line.split()[:2]
                if key == str(self.key):
                    found.append(f"a System V {kind} exists")
                    getattr(LIBC, f"{kind}ctl")(int(number), *arguments, None)
        keys, sockets = Path("/proc/keys"), Path("/proc/net/unix")
        if keys.exists() and self.token in keys.read_text():
            found.append("a key in the kernel's key ring exists")
        if sockets.exists() and f"@{self.token}-" in sockets.read_text():
            found.append("an abstract socket exists")
        return found


def descendants() -> tuple[int, ...]:
    """The processes that this one started, and those that they did; dead ones are left out."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if fields[0] != "Z":
            parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found: list[int] = []
    todo = [os.getpid()]
    while todo:
        children = parents.get(todo.pop(), [])
        found += children
        todo += children
    return tuple(found)
