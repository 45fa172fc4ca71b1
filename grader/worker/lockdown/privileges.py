"""Who a worker runs as. A grader run by root gives each worker a user of its own; one run by anyone else keeps that user.

setresuid(2), setgroups(2), capset(2), capabilities(7) (bounding set, securebits), user_namespaces(7) for /proc/self/uid_map,
unix(7) (abstract sockets), credentials(7).
"""

import contextlib
import ctypes
import errno
import os
import secrets
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.worker.lockdown import syscalls

FIRST_UID, UIDS = 60706, 478  # 60706 to 61183: given to no one by distributions or systemd (systemd.io/UIDS-GIDS)

CAP_SETGID, CAP_SETUID = 6, 7
PR_SET_SECUREBITS, PR_CAPBSET_DROP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 28, 24, 47, 4
SECUREBITS = 0b1110_1111  # no root by uid, no fix-up by setuid, no ambient raise, each locked; keep-caps off and locked
THIS_THREAD = struct.pack("=Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3


@dataclass(frozen=True)
class Claim:
    """A user that no other worker on this machine has, of whichever grader, until this is closed or its process ends."""

    uid: int
    lock: socket.socket

    def close(self) -> None:
        self.lock.close()


def claim() -> Claim:
    """A user for one worker. Raises OSError where all are taken.

    The name of an abstract socket can be taken once on a machine, leaves no file, and is free again when its process has ended. A
    container has such names of its own and may share the machine's users: so each looks from a place that chance decides.
    """
    first = secrets.randbelow(UIDS)
    for uid in (FIRST_UID + (first + number) % UIDS for number in range(UIDS)):
        lock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            lock.bind(f"\0grader-worker-{uid}")
        except OSError:
            lock.close()
            continue
        return Claim(uid, lock)
    raise OSError(errno.EAGAIN, "every user for workers is taken")


def can_switch(needed: Iterable[Path]) -> bool:
    """Whether this process may become another user, and that user could still import from the folders needed.

    An interpreter under a private home folder (mode 0700) could not be read any more, nor any module that is imported late.
    """
    return can_be_counted() and all(_world_readable(each) for each in needed)


def can_be_counted() -> bool:
    """Whether this process may become another user at least by number: who is called, not whose files it may use."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and _may_switch()


def drop(uid: int, real: int | None = None) -> str:
    """Become the user `uid` where it is not the present one, and give up every capability for good.

    Root who stays root is known as the user `real`, by whom threads are counted: the kernel counts none of root's. Files are
    guarded by the effective user alone, and a worker cannot change either again (seccomp.py).

    Returns the layer that holds: "unprivileged user", or "root without capabilities". Raises OSError when it cannot be done.
    """
    _limit_capabilities()
    if uid != os.geteuid():
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    elif real is not None:
        os.setresuid(real, -1, -1)
    if uid == 0 or syscalls.LIBC is not None:  # elsewhere an ordinary user has nothing to give up
        _no_capabilities()
    return "unprivileged user" if uid else "root without capabilities"


def _limit_capabilities() -> None:
    """What is not in the bounding set cannot come back. Only who may change it can do so, and only they need to."""
    with contextlib.suppress(OSError):
        for capability in range(64):  # EINVAL after the last one
            syscalls.prctl(PR_CAPBSET_DROP, capability)
    with contextlib.suppress(OSError):
        syscalls.prctl(PR_SET_SECUREBITS, SECUREBITS)
    with contextlib.suppress(OSError):
        syscalls.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)


def capabilities() -> bytes:
    """The effective, permitted and inheritable capabilities of this thread, each in two parts of 32 bits. Raises OSError."""
    answer = ctypes.create_string_buffer(24)
    syscalls.call("capget", THIS_THREAD, answer)
    return answer.raw


def _no_capabilities() -> None:
    syscalls.call("capset", THIS_THREAD, bytes(24))


def _may_switch() -> bool:
    """Root in a container may lack the capabilities, or the users, to switch to."""
    try:
        status = Path("/proc/self/status").read_text()
        effective = int(status.partition("CapEff:")[2].split()[0], 16)
        users = Path("/proc/self/uid_map").read_text().splitlines()
        ranges = [[int(number) for number in line.split()] for line in users]
    except (OSError, IndexError, ValueError):
        return False
    mapped = any(first <= FIRST_UID and first + length >= FIRST_UID + UIDS for first, _, length in ranges)
    return mapped and bool(effective >> CAP_SETUID & 1) and bool(effective >> CAP_SETGID & 1)


def _world_readable(folder: Path) -> bool:
    """Whether a user who owns nothing can read the folder and pass through all that lead to it."""
    try:
        return folder.stat().st_mode & 0o005 == 0o005 and all(each.stat().st_mode & 0o001 for each in folder.parents)
    except OSError:
        return False
