"""Scratch folders: where they lie, and how they go, whatever a worker left in them."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def make() -> Path:
    """A new folder for the scratch folders of one zygote's workers, which may be of other users than this one.

    It lies where TMPDIR says. Only root's workers change their user: where root's own temporary folder lets no other user pass,
    it lies in /tmp.
    """
    place = Path(tempfile.gettempdir()).resolve()
    if (
        os.name == "posix"
        and os.geteuid() == 0
        and not all(each.stat().st_mode & 0o001 for each in (place, *place.parents))
    ):
        place = Path("/tmp")
    folder = Path(tempfile.mkdtemp(prefix="grader-", dir=place))
    folder.chmod(0o711)
    return folder


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it. Its worker must be dead by then; what cannot be removed is left, without a word.

    shutil.rmtree fails where folders are nested deeper than Python's stack or than a path can be long, and leaves what its owner
    has made unreadable. Here the contents of each folder move up to the top before they are looked at, so no path grows.
    """
    prefix = secrets.token_hex(8)  # unlike any name that the worker chose
    moved = 0
    with suppress(OSError):
        os.chmod(folder, 0o700)
        while entries := list(os.scandir(folder)):
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    os.unlink(entry.path)
                    continue
                os.chmod(entry.path, 0o700)
                for inner in list(os.scandir(entry.path)):
                    if inner.is_dir(follow_symlinks=False):
                        os.chmod(inner.path, 0o700)  # who moves a folder must be able to write to it
                    os.rename(inner.path, folder / f"{prefix}{moved}")
                    moved += 1
                os.rmdir(entry.path)
        os.rmdir(folder)
