"""Another platform, as far as one can be played on Linux, by the sitecustomize.py of a folder that is first on Python's path.

macOS has no /proc, no SOCK_SEQPACKET and no Landlock; Windows has no fork, no sessions, no users, few signals, and none of the
modules that are for POSIX alone. What is taken away is missed by the kit; the standard library keeps what it cannot do without
here (os.name, and subprocess's own means).
"""

import builtins
import ctypes.util  # noqa: F401  # torch and others import these, which look where they are
import io
import os
import select
import signal
import socket
import subprocess
import sys
import sysconfig
import urllib.request  # noqa: F401  # as above
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import platformdirs  # noqa: F401  # as above
import psutil  # noqa: F401  # as above

FOR_POSIX = {"fcntl", "grp", "pty", "pwd", "readline", "resource", "termios", "tty"}
CALLS = {
    os: "fork forkpty setsid getsid killpg getpgid getuid geteuid getgid getegid chown fchown setresuid setresgid setgroups sysconf "
    "wait4 set_blocking sched_getaffinity",
    signal: "SIGKILL SIGXCPU SIGXFSZ SIGTSTP SIGHUP SIGCHLD SIGALRM set_wakeup_fd pthread_sigmask",
    select: "poll epoll",
    socket: "SOCK_SEQPACKET send_fds recv_fds",
}


def macos() -> None:
    """A platform that could fork, and must not: torch's own threads do not live through it."""
    take_linux()
    del socket.SOCK_SEQPACKET


def windows() -> None:
    """A platform with next to nothing of POSIX. It is called darwin all the same: by "win32" torch would look for DLLs."""
    take_linux()
    take_posix()


def take_linux() -> None:
    """Another name, and no /proc for the kit; psutil has its own ways on each platform, and here they lead to /proc."""
    sysconfig.get_config_vars()  # while it still finds them
    sys.platform = "darwin"

    def play(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any = ".", *args: Any, **kwargs: Any) -> Any:
            if not isinstance(path, int) and os.fsdecode(path).startswith("/proc") and "psutil" not in callers():
                raise FileNotFoundError(2, "No such file or directory", os.fsdecode(path))
            return real(path, *args, **kwargs)

        return call

    io.open = builtins.open = play(io.open)
    os.stat, os.listdir = play(os.stat), play(os.listdir)


def callers() -> Iterator[str]:
    """The packages of the functions that led here."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        yield str(frame.f_globals.get("__name__", "")).partition(".")[0]
        frame = frame.f_back


def take_posix() -> None:
    """Neither calls nor modules of POSIX."""
    subprocess.Popen.kill = lambda self: self.send_signal(9)  # type: ignore[method-assign]  # the platform is played
    real = builtins.__import__

    def imports(name: str, globals: Any = None, *rest: Any, **more: Any) -> Any:
        if name in FOR_POSIX and str((globals or {}).get("__name__", "")).startswith("grader"):
            raise ImportError(f"No module named {name!r}", name=name)
        return real(name, globals, *rest, **more)

    builtins.__import__ = imports
    socket.socket.sendmsg = property(lambda self: getattr(self, "no such call"))  # type: ignore[assignment,method-assign]  # as above
    for module, names in CALLS.items():
        for name in names.split():
            if hasattr(module, name):
                delattr(module, name)
