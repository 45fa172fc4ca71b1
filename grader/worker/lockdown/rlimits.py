"""What a worker may use up, and what becomes of it when its parent dies.

setrlimit(2), prctl(2) (PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS), proc(5) for /proc/self/statm.
"""

import contextlib
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass

from grader.protocol.watchdog import THREADS
from grader.worker.lockdown import syscalls, threads

try:
    import resource
except ImportError:  # Windows has no limits of this kind
    resource = None  # type: ignore[assignment]

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
SIGNALS = 64  # that may wait, timers included; counted per user, who has some ten thousand


@dataclass(frozen=True)
class Rlimits:
    """What one worker may use. `cuda` workers have no limit of address space: the driver maps terabytes of it.

    `folder_bytes` and `files` bound its scratch folder where that is a file system of its own. `user_threads` is how many threads
    its user may have, all processes together; 0 for so many as run on the machine now, and `threads` more.
    """

    cpu_seconds: int
    memory_bytes: int
    file_bytes: int
    open_files: int
    cuda: bool = False
    folder_bytes: int = 64 << 20
    files: int = 1000
    threads: int = THREADS
    user_threads: int = 0


@dataclass(frozen=True)
class Size:
    """How much address space, and how much private data, a process has mapped, in bytes."""

    address_space: int
    data: int


def size() -> Size | None:
    """The size of this process; None where there is no /proc to read it from."""
    try:
        with open("/proc/self/statm") as file:
            pages = [int(number) for number in file.read().split()]
    except OSError:
        return None
    page = os.sysconf("SC_PAGE_SIZE")
    return Size(pages[0] * page, pages[5] * page)


def die_first() -> None:
    """Where memory runs out, let the kernel end this process and its forks rather than the grader; proc_pid_oom_score_adj(5)."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def raise_open_files() -> None:
    """Let this process open as many files as it may at all."""
    if resource is not None:
        ceiling = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        _set("RLIMIT_NOFILE", ceiling, ceiling)


def restrict(limits: Rlimits, base: Size | None) -> tuple[str, ...]:
    """Set every limit, soft and hard alike, so that none can be raised again; a stricter one that holds already stays.

    The memory limit comes on top of `base`, the size that the worker inherits. Returns the layers that hold: "limits",
    "memory limit" where the kernel keeps that too, and "thread limit" where it counts this worker's threads and no others.
    """
    if resource is None:
        return ()
    layers = ["limits"] if all([_set(*each) for each in _plain(limits)]) else []
    if base is not None and not limits.cuda:
        # The address space alone would do; the limit of data makes malloc give up earlier where a library has mapped much.
        wanted = {"RLIMIT_AS": base.address_space + limits.memory_bytes, "RLIMIT_DATA": base.data + limits.memory_bytes}
        if all([_set(name, soft, soft) for name, soft in wanted.items()]):
            layers.append("memory limit")
    if layers and limits.user_threads:
        layers.append("thread limit")
    return tuple(layers)


def _plain(limits: Rlimits) -> Iterator[tuple[str, int, int]]:
    yield "RLIMIT_CPU", limits.cpu_seconds, limits.cpu_seconds + 1  # SIGXCPU, then SIGKILL
    yield "RLIMIT_FSIZE", limits.file_bytes, limits.file_bytes
    yield "RLIMIT_NOFILE", limits.open_files, limits.open_files
    yield "RLIMIT_CORE", 0, 0
    if syscalls.LIBC is not None:
        yield "RLIMIT_MSGQUEUE", 0, 0
        yield "RLIMIT_RTPRIO", 0, 0
        if not limits.cuda:  # the driver pins pages for its transfers
            yield "RLIMIT_MEMLOCK", 0, 0
        yield "RLIMIT_SIGPENDING", SIGNALS, SIGNALS
        running = threads.running()
        if (
            limits.user_threads or running
        ):  # counted per user, and an instructor's own programs count too. Not for uid 0.
            most = limits.user_threads or running + limits.threads
            yield "RLIMIT_NPROC", most, most


def _set(name: str, soft: int, hard: int) -> bool:
    key = getattr(resource, name)
    ceiling = resource.getrlimit(key)[1]
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    try:
        resource.setrlimit(key, (soft, hard))
    except (OSError, ValueError):
        return False
    return True


def die_with_parent(parent: int) -> None:
    """SIGKILL for this process when the thread that forked it ends. Raises OSError where there is no such thing.

    To be called after every change of user, which would clear it again.
    """
    syscalls.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the call
        os._exit(1)


def not_dumpable() -> None:
    """No core dump, no ptrace(2) and no /proc/<pid>/mem for others of the same user. Raises OSError.

    A fork inherits it.
    """
    syscalls.prctl(PR_SET_DUMPABLE, 0)


def no_new_privileges() -> None:
    """No set-user-ID program gives this process more than it has; Landlock and seccomp demand it. Raises OSError."""
    syscalls.prctl(PR_SET_NO_NEW_PRIVS, 1)
