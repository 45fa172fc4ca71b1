"""Mounts of a zygote's own: a scratch folder that the kernel bounds, and covers over what no worker should even see.

They lie in a mount namespace that the zygote enters once, before any worker is forked, so that they go with it and nobody else sees
them. An ordinary user gets one inside a user namespace; every capability that this brings is given up by each worker
(privileges.py). Where neither is allowed, as in most containers, there are none, and the watchdog has to do
(grader/protocol/watchdog.py).

unshare(2), mount(2), umount2(2), mount_namespaces(7), user_namespaces(7), tmpfs(5).
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from grader.worker.lockdown import syscalls

CLONE_NEWNS, CLONE_NEWUSER = 0x2_0000, 0x1000_0000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 1 << 12, 1 << 14, 1 << 18
MNT_DETACH = 2
SAFE = MS_NOSUID | MS_NODEV | MS_NOEXEC


def enter_namespace() -> bool:
    """Enter a mount namespace of this process's own, in which it may mount; whether that is allowed here.

    To be called in a process of one thread. A child tries it first: half a user namespace, one without rights, would be worse
    than none.
    """
    if syscalls.LIBC is None or not _can():
        return False
    _enter()
    return True


def _can() -> bool:
    if (pid := os.fork()) == 0:
        try:
            _enter()
            cover([Path(__file__).parent])
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def _enter() -> None:
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        syscalls.call("unshare", CLONE_NEWNS)
    else:
        syscalls.call("unshare", CLONE_NEWUSER | CLONE_NEWNS)
        for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    _mount(None, "/", None, MS_REC | MS_PRIVATE)


def bound(folder: str, size: int, files: int, owner: int, mode: int) -> None:
    """Put an empty file system in memory over a folder: `size` bytes and so many `files` at the most, folders included.

    What it holds counts there until it is gone, also when its name is. Raises OSError.
    """
    options = f"size={size},nr_inodes={files + 1},uid={owner},gid={os.getegid()},mode={mode:o}"
    _mount("scratch", folder, "tmpfs", SAFE, options)


def release(folder: str) -> None:
    """Take away what `bound` has put there, if anything."""
    with suppress(OSError):
        syscalls.call("umount2", os.fsencode(folder), MNT_DETACH)


def cover(paths: Iterable[Path]) -> None:
    """Put something empty, which nobody without rights can open, over each file and folder. Raises OSError."""
    empty = None  # a file in the first folder, to put over files
    for each in sorted(paths, key=lambda path: not path.is_dir()):
        if each.is_dir():
            _mount("covered", each, "tmpfs", SAFE, "size=4k,nr_inodes=2,mode=000")
            if empty is None:
                empty = each / "empty"
                empty.touch(mode=0)
        elif empty is not None:
            _mount(str(empty), each, None, MS_BIND)


def _mount(source: str | None, target: Path | str, kind: str | None, flags: int, options: str | None = None) -> None:
    words = [None if each is None else os.fsencode(each) for each in (source, target, kind, options)]
    syscalls.call("mount", words[0], words[1], words[2], flags, words[3])
