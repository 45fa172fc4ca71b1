"""The lock-down: a warm zygote prepares it once (preparation.py), and every worker enters it after the fork, before it reads a
learner's byte.

    bounded folder → new session → descriptors → user and capabilities → die with parent → limits → landlock
        → not dumpable → seccomp

The order matters. A change of user clears the signal at the parent's death, so that comes after it; Landlock's rules are opened
while the whole file system is in reach; seccomp comes last because it denies what the others call. A layer that this platform
lacks is left out of the answer, and nothing is raised for it: who grades decides what is enough.

Where it may, the zygote enters a mount namespace first, an ordinary user's inside a user namespace (mounts.py): once, for all of
its workers, since unshare(2) would take each another 0.9 ms (median; 3.8 at the 95th percentile with two workers at a time). A
network namespace would only close sockets that seccomp denies. A CUDA worker also reaches the driver's devices; that much has not
been tried on a machine that has one.

setsid(2), dup2(2), close_range(2), chdir(2); the other calls are named in the files that make them.
"""

import contextlib
import os
import socket
import tempfile
from collections.abc import Iterator
from itertools import pairwise

from grader.worker.lockdown import landlock, mounts, privileges, rlimits, seccomp, syscalls
from grader.worker.lockdown.preparation import Prepared
from grader.worker.lockdown.rlimits import Rlimits as Rlimits  # named here for those who call enter()

WIRE_FD = 3
HOMES = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "MPLCONFIGDIR", "XDG_CACHE_HOME")
CLOSE_RANGE, LAST_FD = 436, 0xFFFF_FFFF


def enter(prepared: Prepared, limit: Rlimits, scratch: str, wire_fd: int, user: int | None = None) -> tuple[str, ...]:
    """Lock this freshly forked process down for good.

    Afterwards the wire is descriptor 3, 0 to 2 are /dev/null and all others are closed (not so on Windows); the working directory,
    the home and every cache are `scratch`, which must exist and belong to the user that the worker is to be: the only folder that
    can be written to. `user` is the number that was claimed for the worker. Returns the names of the layers that hold. Raises
    OSError where `scratch` or `wire_fd` are of no use.
    """
    layers: list[str] = []
    inherited = rlimits.size()
    owner = user if prepared.switches and user is not None else _user()
    _contain(layers, prepared, limit, scratch, owner)
    _silence()
    if hasattr(os, "setsid"):  # everywhere but on Windows
        with _layer(layers, "new session"):
            _lead_session()
        _descriptors(wire_fd, prepared.fds)
        layers.append("descriptors")
        with _layer(layers):
            layers.append(privileges.drop(owner, user if prepared.counted else None))
    if prepared.parent is not None:
        with _layer(layers, "die with parent"):
            rlimits.die_with_parent(prepared.parent)
    _move_to(scratch)
    own = landlock.rule(scratch, landlock.CHANGE)  # its number is above the limit of open files that comes next
    layers += rlimits.restrict(limit, inherited)
    with _layer(layers):
        rules = (*prepared.rules, *(prepared.cuda_rules if limit.cuda else ()), own)
        layers.append(f"landlock {landlock.restrict(each for each in rules if each)}")
    if "descriptors" in layers:
        _close(WIRE_FD + 1, LAST_FD)
    with _layer(layers, "not dumpable"):
        rlimits.not_dumpable()
    code = prepared.filters[limit.cuda]
    if code is not None:
        with _layer(layers, "seccomp"):
            seccomp.restrict(code)
    return tuple(layers)


def _user() -> int:
    return os.geteuid() if hasattr(os, "geteuid") else 0  # Windows has no numbers for users


def _contain(layers: list[str], prepared: Prepared, limit: Rlimits, scratch: str, owner: int) -> None:
    """Put a file system of the worker's own on `scratch`; where there can be none, send the list of what it will have mapped."""
    if prepared.covered:
        layers.append("covered kit")
    if prepared.contained:
        with _layer(layers, "bounded folder"):
            # Root without capabilities is another user to access(2), which asks for the real one: the folder is open to both.
            mounts.bound(scratch, limit.folder_bytes, limit.files, owner, 0o700 if prepared.switches else 0o777)
    elif prepared.mailbox is not None:
        with _layer(layers), open("/proc/self/maps", "rb") as maps:
            socket.send_fds(prepared.mailbox[1], [str(os.getpid()).encode()], [maps.fileno()])


@contextlib.contextmanager
def _layer(layers: list[str], name: str | None = None) -> Iterator[None]:
    """Note the layer as holding unless the platform refuses it."""
    with contextlib.suppress(OSError):
        yield
        if name is not None:
            layers.append(name)


def _lead_session() -> None:
    if os.getsid(0) != os.getpid():  # a spawned worker was started as the leader of one
        os.setsid()


def _silence() -> None:
    """What is written to the standard descriptors is for nobody, and must not fill a pipe that nobody empties."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in range(WIRE_FD):
        os.dup2(null, fd)
    if null >= WIRE_FD:
        os.close(null)


def _descriptors(wire_fd: int, keep: tuple[int, ...]) -> None:
    os.dup2(wire_fd, WIRE_FD)
    for low, high in pairwise((WIRE_FD, *keep, LAST_FD + 1)):
        _close(low + 1, high - 1)


def _close(first: int, last: int) -> None:
    """Close the descriptors first to last, both included; Python's own way may take one call for each."""
    if first > last:
        return
    try:
        syscalls.syscall(CLOSE_RANGE, first, last, 0)
    except OSError:
        os.closerange(first, min(last + 1, 1 << 16))


def _move_to(scratch: str) -> None:
    os.chdir(scratch)
    os.environ.update(dict.fromkeys(HOMES, scratch), LOGNAME="learner")  # for getpass: /etc/passwd is out of reach
    tempfile.tempdir = scratch
