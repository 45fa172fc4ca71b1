"""Landlock: the files that this process may still reach, and the programs that it may still signal.

landlock(7), landlock_create_ruleset(2), landlock_add_rule(2), landlock_restrict_self(2); the rights and the ABI that brought
each: Documentation/userspace-api/landlock.rst of the Linux kernel. What Landlock leaves open (stat, chdir, and the changes of
mode, owner, times and extended attributes; truncation before ABI 3) is closed in seccomp.py as far as it does harm.
"""

import contextlib
import os
import stat
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.worker.lockdown import syscalls
from grader.worker.lockdown.rlimits import no_new_privileges

if syscalls.LIBC is not None:
    import fcntl

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
LOWEST_FD = 200  # rules keep clear of the few descriptors that a worker has

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG = 1 << 7, 1 << 8
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

# Execution is granted nowhere. Links, pipes, sockets and devices cannot be made in a folder that the grader clears afterwards.
READ = READ_FILE | READ_DIR
CHANGE = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
DEVICE = READ_FILE | WRITE_FILE | TRUNCATE
DRIVER = DEVICE | READ_DIR | IOCTL_DEV


@dataclass(frozen=True)
class Rule:
    """A file or folder, opened by O_PATH, and what may be done to it and to all that lies under it."""

    fd: int
    access: int


def abi() -> int:
    """The version of Landlock that this kernel speaks; 0 where it speaks none."""
    try:
        return syscalls.syscall(CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def rule(path: str | Path, access: int) -> Rule | None:
    """Open a rule that stays valid when the path later cannot be reached; None where there is no such path, or no Linux."""
    if syscalls.LIBC is None:
        return None
    try:
        low = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fd = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, LOWEST_FD)
        return Rule(fd, access if stat.S_ISDIR(os.fstat(fd).st_mode) else access & OF_A_FILE)
    finally:
        os.close(low)


def restrict(rules: Iterable[Rule]) -> int:
    """Deny this thread every access to files, and TCP, that no rule grants, and every signal and abstract socket to the
    outside. It cannot be undone. Returns the ABI used; raises OSError where there is none."""
    version = abi()
    handled = (1 << 13) - 1
    handled |= REFER * (version >= 2) | TRUNCATE * (version >= 3) | IOCTL_DEV * (version >= 5)
    ruleset = _ruleset(version, handled)
    try:
        for each in rules:
            attributes = struct.pack("=Qi", each.access & handled, each.fd)
            syscalls.syscall(ADD_RULE, ruleset, 1, attributes, 0)
        no_new_privileges()
        quiet = 1 if version >= 7 else 0  # a loop of denials shall not flood the audit log
        syscalls.syscall(RESTRICT_SELF, ruleset, quiet)
    finally:
        os.close(ruleset)
    return version


def _ruleset(version: int, handled: int) -> int:
    """A new ruleset with all that the kernel can scope: bits 1 and 2 are bind and connect by TCP, then abstract sockets and
    signals. Kernels of RHEL 9 report ABI 6 without the scope of signals and answer EINVAL: they are asked for less."""
    size = 8 if version < 4 else 16 if version < 6 else 24
    for scoped in (3, 1):
        with contextlib.suppress(OSError):
            return syscalls.syscall(CREATE_RULESET, struct.pack("=QQQ", handled, 3, scoped), size, 0)
    return syscalls.syscall(CREATE_RULESET, struct.pack("=QQQ", handled, 3, 0), size, 0)
