"""How many threads a worker may start, so that the grader beside it can still start all that it needs.

setrlimit(2) (RLIMIT_NPROC), proc(5) for /proc/loadavg and /proc/<pid>/status, cgroups(7) and the kernel's cgroup-v1/pids.rst for
pids.max and pids.current: those of a group bind all groups below it.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from grader.protocol.watchdog import THREADS

try:
    import resource
except ImportError:  # Windows has no limits of this kind
    resource = None  # type: ignore[assignment]

LEAST = 4  # torch starts one for a backward pass
SHARE = 4  # each worker may take a quarter of what is left: a few at a time leave the grader its own


def allowed() -> int:
    """How many threads one more worker may start: THREADS, or less where the machine, the container or the account has few."""
    return max(LEAST, min([THREADS, *(room // SHARE for room in (*_groups_room(), *_users_room()))]))


def running() -> int:
    """All threads that run now, on the whole machine; 0 where nobody says."""
    try:
        with open("/proc/loadavg") as file:  # a container may have no /proc
            return int(file.read().split()[3].partition("/")[2])
    except (OSError, IndexError, ValueError):
        return 0


def counted_by_namespace() -> bool:
    """Whether RLIMIT_NPROC counts an ordinary user's threads in each user namespace for itself, as Linux does from 5.14 on."""
    major, minor = os.uname().release.split(".")[:2]
    return (int(major), int("".join(filter(str.isdigit, minor)))) >= (5, 14)


def _users_room() -> Iterator[int]:
    """How many more threads this user may have; nothing for root, whom the kernel does not limit."""
    if resource is None or os.geteuid() == 0:
        return
    most = resource.getrlimit(resource.RLIMIT_NPROC)[0]
    if most == resource.RLIM_INFINITY:
        return
    room = most - running()
    yield room if room >= SHARE * THREADS else most - _of_user(os.geteuid())


def _of_user(user: int) -> int:
    """The threads that this user has, as far as /proc shows them."""
    count = 0
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.partition(":\t")[::2] for line in path.read_text().splitlines())
            count += int(lines["Threads"]) if int(lines["Uid"].split()[0]) == user else 0
        except (OSError, KeyError, ValueError):  # it has just ended
            continue
    return count


def _groups_room() -> Iterator[int]:
    """How many more threads each control group that this process is in may have, where it is limited."""
    for group in _limited_groups():
        try:
            yield int((group / "pids.max").read_text()) - int((group / "pids.current").read_text())
        except (OSError, ValueError):  # its limit was lifted
            continue


@cache
def _limited_groups(root: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> tuple[Path, ...]:
    """The control groups that limit this process's threads, in either version, its own and those above it."""
    try:
        lines = [line.split(":", 2) for line in own.read_text().splitlines()]
    except OSError:
        return ()
    found: dict[Path, None] = {}
    for _, controllers, path in lines:
        if controllers not in ("", "pids"):
            continue
        top = root / controllers
        below = top / path.lstrip("/")
        for group in (below, *below.parents, top):  # a container may show its own group alone, at the top
            if group.is_relative_to(top) and _limit(group):
                found[group] = None
    return tuple(found)


def _limit(group: Path) -> bool:
    try:
        return (group / "pids.max").read_text().strip().isdigit()
    except OSError:
        return False
