"""Scratch folders: where they lie, and how they are removed, whatever a worker left in them and however the grader ended.

flock(2): a lock belongs to an open descriptor and goes with the last process that holds it, also where that was killed.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no locks that go with their process
    fcntl = None  # type: ignore[assignment]

PREFIX = "grader-workers-"
_locks: dict[Path, int] = {}  # the descriptors by which this process holds on to the folders that it made


def make() -> Path:
    """A new folder for the scratch folders of one zygote's workers, which may be of other users than this one.

    It lies where TMPDIR says. Only root's workers change their user: where root's own temporary folder lets no other user pass,
    it lies in /tmp. Folders there whose grader was killed are removed.
    """
    place = Path(tempfile.gettempdir()).resolve()
    if (
        hasattr(os, "geteuid")
        and os.geteuid() == 0
        and not all(each.stat().st_mode & 0o001 for each in (place, *place.parents))
    ):
        place = Path("/tmp")
    sweep(place)
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        if fcntl is None:
            return folder
        if (lock := _hold(folder)) is not None:
            _locks[folder] = lock
            folder.chmod(0o711)
            return folder


def sweep(place: Path) -> None:
    """Remove the folders that graders of this user left in `place`: those that no process holds any more."""
    if fcntl is None:  # there is no lock to tell by
        return
    for folder in place.glob(f"{PREFIX}*"):
        if folder not in _locks and (lock := _hold(folder)) is not None:
            remove(folder)
            os.close(lock)


def _hold(folder: Path) -> int | None:
    """The descriptor by which this process alone holds a folder of its own user; None where another does, or it is gone."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # A sweep may have come between the making of the folder and its lock, and have removed it.
        if os.fstat(descriptor).st_uid == os.geteuid() and os.path.samestat(os.fstat(descriptor), os.lstat(folder)):
            return descriptor
    os.close(descriptor)
    return None


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it. Its worker must be dead by then; what cannot be removed is left, without a word.

    shutil.rmtree fails where folders are nested deeper than Python's stack or than a path can be long, and leaves what its owner
    has made unreadable. Here the contents of each folder move up to the top before they are looked at, so no path grows. Others
    may remove the same folder meanwhile: a zygote whose grader was killed, and the next grader's sweep.
    """
    prefix = secrets.token_hex(8)  # unlike any name that the worker chose
    moved = 0
    with suppress(OSError):
        os.chmod(folder, 0o700)
        while entries := list(os.scandir(folder)):
            for entry in entries:
                with suppress(FileNotFoundError):
                    moved = _lift(entry, folder, prefix, moved)
        os.rmdir(folder)
    if (lock := _locks.pop(folder, None)) is not None:
        os.close(lock)


def _lift(entry: "os.DirEntry[str]", top: Path, prefix: str, moved: int) -> int:
    """Remove a file, or a folder whose contents move up to the top; how many have been moved by now. Raises OSError."""
    if not entry.is_dir(follow_symlinks=False):
        os.unlink(entry.path)
        return moved
    os.chmod(entry.path, 0o700)
    for inner in list(os.scandir(entry.path)):
        if inner.is_dir(follow_symlinks=False):
            os.chmod(inner.path, 0o700)  # who moves a folder must be able to write to it
        os.rename(inner.path, top / f"{prefix}{moved}")
        moved += 1
    os.rmdir(entry.path)
    return moved
