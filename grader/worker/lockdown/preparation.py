"""What a warm zygote gets ready once for the lock-down of all its workers (enter.py): rules, filters, and who they are to be."""

import contextlib
import os
import socket
import tempfile
from dataclasses import dataclass, replace
from importlib import metadata
from importlib.machinery import PathFinder
from pathlib import Path

from grader.worker.lockdown import landlock, mounts, privileges, readable, rlimits, seccomp, syscalls, threads
from grader.worker.lockdown.landlock import Rule
from grader.worker.lockdown.rlimits import Rlimits

DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
CUDA_READS = ("/proc/driver/nvidia", "/sys/bus/pci", "/sys/devices", "/usr/local/cuda", "/usr/local/nvidia")


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
