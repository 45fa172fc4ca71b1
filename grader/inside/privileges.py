"""Who a worker runs as. A grader run by root gives each worker a user of its own; one run by anyone else keeps that user.

setresuid(2), setgroups(2), capset(2), capabilities(7) (bounding set, securebits), user_namespaces(7) for /proc/self/uid_map.
"""

import contextlib
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from grader.inside import kernel

FIRST_UID, UIDS = 60706, 478  # 60706 to 61183: given to no one by distributions or systemd (systemd.io/UIDS-GIDS)

CAP_SETGID, CAP_SETUID = 6, 7
PR_SET_SECUREBITS, PR_CAPBSET_DROP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 28, 24, 47, 4
SECUREBITS = 0b1110_1111  # no root by uid, no fix-up by setuid, no ambient raise, each locked; keep-caps off and locked


def can_switch(needed: Iterable[Path]) -> bool:
    """Whether this process may become another user, and that user could still import from the folders needed.

    An interpreter under a private home folder (mode 0700) could not be read any more, nor any module that is imported late.
    """
    return hasattr(os, "geteuid") and os.geteuid() == 0 and _may_switch() and all(_world_readable(each) for each in needed)


def worker_uid(number: int) -> int:
    """The user for the worker of this number, unlike that of any other worker alive."""
    return FIRST_UID + number % UIDS


def drop(uid: int) -> str:
    """Become the user `uid` where it is not the present one, and give up every capability for good.

    Returns the layer that holds: "unprivileged user", or "root without capabilities". Raises OSError when it cannot be done.
    """
    _limit_capabilities()
    if uid != os.geteuid():
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    if uid == 0 or kernel.LIBC is not None:  # elsewhere an ordinary user has nothing to give up
        _no_capabilities()
    return "unprivileged user" if uid else "root without capabilities"


def _limit_capabilities() -> None:
    """What is not in the bounding set cannot come back. Only who may change it can do so, and only they need to."""
    with contextlib.suppress(OSError):
        for capability in range(64):  # EINVAL after the last one
            kernel.prctl(PR_CAPBSET_DROP, capability)
    with contextlib.suppress(OSError):
        kernel.prctl(PR_SET_SECUREBITS, SECUREBITS)
    with contextlib.suppress(OSError):
        kernel.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)


def _no_capabilities() -> None:
    header = struct.pack("=Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this thread
    kernel.call("capset", header, bytes(24))


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
