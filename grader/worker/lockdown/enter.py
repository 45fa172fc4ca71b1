"""The lock-down: a warm zygote prepares it once, and every worker enters it after the fork, before it reads a learner's byte.

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
from dataclasses import dataclass, replace
from importlib import metadata
from importlib.machinery import PathFinder
from itertools import pairwise
from pathlib import Path

from grader.worker.lockdown import landlock, mounts, privileges, readable, rlimits, seccomp, syscalls, threads
from grader.worker.lockdown.landlock import Rule
from grader.worker.lockdown.rlimits import Rlimits as Rlimits  # named here for those who call enter()

WIRE_FD = 3
HOMES = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "MPLCONFIGDIR", "XDG_CACHE_HOME")
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
CUDA_READS = ("/proc/driver/nvidia", "/sys/bus/pci", "/sys/devices", "/usr/local/cuda", "/usr/local/nvidia")
CLOSE_RANGE, LAST_FD = 436, 0xFFFF_FFFF


@dataclass(frozen=True)
class Prepared:
    """What a zygote gets ready for its workers. `fds` must stay open, and be inherited by the fork, until enter()."""

    parent: int | None
    rules: tuple[Rule, ...]
    cuda_rules: tuple[Rule, ...]
    filters: dict[bool, bytes | None]  # by whether the worker uses CUDA
    switches: bool  # whether each worker becomes another user
    counted: bool  # whether it is called by another user's number at least
    contained: bool = False  # whether this process may mount
    covered: bool = False  # whether it has put something over the kit
    mailbox: tuple[socket.socket, socket.socket] | None = (
        None  # here and there: by which workers give their lists of maps
    )

    @property
    def fds(self) -> tuple[int, ...]:
        return tuple(sorted(each.fd for each in (*self.rules, *self.cuda_rules)))

    def claim(self) -> privileges.Claim | None:
        """A user for one more worker, to be closed when that is dead; None where workers stay this user. Raises OSError."""
        return privileges.claim() if self.switches or self.counted else None

    def owner(self, user: int | None) -> int | None:
        """The user that the scratch folder of the worker with this claim is to belong to; None to leave it be."""
        return user if self.switches else None

    def bounded(self, limit: Rlimits, user: int | None, others: int = 0) -> Rlimits:
        """The limits of one more worker, with so many threads as may be, where `others` has been started by its namespace's other
        workers.
        """
        allowed = min(limit.threads, threads.allowed())
        if user is not None:
            return replace(limit, threads=allowed, user_threads=1 + allowed)
        if self.contained and os.geteuid() != 0 and threads.counted_by_namespace():
            return replace(limit, threads=allowed, user_threads=2 + others + allowed)  # the zygote's and its own first
        return replace(limit, threads=allowed)


def prepare(parent: int | None, folder: str = "") -> Prepared:
    """Get ready in a process of one thread that has imported torch. The process itself is no longer dumpable after it.

    `parent` is the process that the workers are to die with; None where something else ends them. Their scratch folders lie in
    `folder`.
    """
    rlimits.die_first()
    rlimits.raise_open_files()  # every rule is a descriptor; a worker's own limit comes later
    # Where the kit lies among the libraries, a worker cannot list their folder: Python's own lists of it have to be there by then.
    PathFinder.find_spec("no_module_has_this_name")
    next(iter(metadata.distributions(name="no-distribution-has-this-name")), None)
    contained = mounts.enter_namespace()
    roots = readable.python() | readable.system()
    kits = readable.kits(roots)
    rules = [
        *(landlock.rule(path, landlock.READ) for path in readable.paths(roots, others=() if contained else kits)),
        *(landlock.rule(path, landlock.DEVICE) for path in DEVICES),
    ]
    cuda = [
        *(landlock.rule(path, landlock.DRIVER) for path in sorted(Path("/dev").glob("nvidia*"))),
        *(landlock.rule(path, landlock.READ) for path in CUDA_READS),
    ]
    switches = privileges.can_switch(readable.python())
    covered = contained and _cover(kits | readable.beside({*roots, Path(folder or tempfile.gettempdir()).resolve()}))
    with contextlib.suppress(OSError):
        rlimits.not_dumpable()  # a worker of the same user must not look into its parent
    return Prepared(
        parent=parent,
        rules=tuple(each for each in rules if each),
        cuda_rules=tuple(each for each in cuda if each),
        filters={cuda: seccomp.program(cuda) for cuda in (False, True)},
        switches=switches,
        counted=privileges.can_be_counted(),
        contained=contained,
        covered=covered,
        mailbox=None if contained or parent is None else _mailbox(),
    )


def _cover(paths: set[Path]) -> bool:
    with contextlib.suppress(OSError):
        mounts.cover(paths)
        return True
    return False


def _mailbox() -> tuple[socket.socket, socket.socket] | None:
    if syscalls.LIBC is None:  # elsewhere there are no such lists
        return None
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    here.setblocking(False)
    return here, there


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
