"""Removing what a worker left in its scratch folder, whatever that is."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


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
