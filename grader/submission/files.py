"""A learner's files, read safely: no size is trusted, nothing is unpacked to disk, links and devices are refused unread."""

import os
import re
import stat
import zipfile
from collections.abc import Container, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from grader.submission.collected import Collected, limit_of

MAX_ENTRIES = 20_000  # of a folder or an archive
MAX_ARCHIVE = 16 << 20  # its list of contents is read as a whole, and takes up to 20 times as much memory
MAX_DEPTH = 20  # folders that hold nothing but a folder
KINDS = (".py", ".ipynb")
SKIPPED = {"__pycache__", "__MACOSX", "pictures"}  # the last: what `grader show` draws


def hidden(name: str, ignored: Container[str] = ()) -> bool:
    """Whether a file or folder of this name is never looked at; `ignored` are the course's own."""
    return name.startswith(".") or name in SKIPPED or name in ignored


def read_folder(folder: Path, collected: Collected, depth: int = 0) -> None:
    try:
        with os.scandir(folder) as found:
            names = sorted(each.name for each in islice(found, MAX_ENTRIES) if not hidden(each.name, collected.ignored))
            if next(found, None):
                collected.note(f"The folder {folder.name} holds more than {MAX_ENTRIES} files: not all of them were looked at.")
        files = [each for each in names if each.lower().endswith(KINDS)]
        if not files and len(names) == 1 and depth < MAX_DEPTH and stat.S_ISDIR(os.lstat(folder / names[0]).st_mode):
            read_folder(folder / names[0], collected, depth + 1)  # a zip of a folder, unpacked
            return
    except OSError:
        collected.note(f"The folder {folder.name} cannot be opened.")
        return
    for each in collected.chosen(files):
        if not collected.is_full(each):
            read_file(folder / each, each, collected)


def read_file(path: Path, name: str, collected: Collected) -> None:
    """A regular file of bounded size; links, devices, pipes and folders are refused unread."""
    limit = limit_of(name)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        collected.problem(name, f"{name} is a link or cannot be opened. Hand in the file itself.")
        return
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            collected.problem(name, f"{name} is not an ordinary file. Hand in the file itself.")
            return
        with open(descriptor, "rb", closefd=False) as file:
            data = file.read(limit + 1) if status.st_size <= limit else b""
        if max(status.st_size, len(data)) > limit:
            collected.too_large(name, max(status.st_size, len(data)))
        else:
            collected.take(name, data)
    except OSError:
        collected.problem(name, f"{name} cannot be read. Hand in the file once more.")
    finally:
        os.close(descriptor)


def read_zip(path: Path, collected: Collected) -> None:
    """The modules of an archive, read into memory: nothing is unpacked to disk, so no entry can land anywhere."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            collected.note(f"{path.name} is not an ordinary file. Hand in the file itself.")
            return
        if status.st_size > MAX_ARCHIVE:
            collected.note(f"{path.name} is larger than {MAX_ARCHIVE >> 20} MiB and was not opened.")
            return
        with zipfile.ZipFile(path) as archive:
            for name, entry in _entries(archive, collected):
                if collected.is_full(name):
                    continue
                with archive.open(entry) as file:
                    data = file.read(limit_of(name) + 1)  # the size that the archive states may be a lie
                if len(data) > limit_of(name):
                    collected.too_large(name, max(entry.file_size, len(data)))
                else:
                    collected.take(name, data)
    except Exception:  # a damaged file leads zipfile into errors of zlib, of struct, into KeyError, into MemoryError
        collected.note(f"{path.name} is damaged, encrypted or no zip file. Make it again and hand it in once more.")


def _entries(archive: zipfile.ZipFile, collected: Collected) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The modules of an archive that lie least deep, each with its name without folders."""
    found: dict[int, dict[str, zipfile.ZipInfo]] = {}
    if len(archive.infolist()) > MAX_ENTRIES:
        collected.note(f"The archive holds more than {MAX_ENTRIES} files: not all of them were looked at.")
    for entry in archive.infolist()[:MAX_ENTRIES]:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        left_out = any(hidden(each, collected.ignored) for each in parts)
        if ".." in parts or entry.filename.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", entry.filename):
            collected.note(f"{entry.filename[:80]!r} points outside the archive and was left out.")
        elif parts and not left_out and not entry.is_dir() and parts[-1].lower().endswith(KINDS):
            found.setdefault(len(parts), {})[parts[-1]] = entry
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile("the other ways to compress may ask for gigabytes of memory")
    modules = found[min(found)] if found else {}  # an archive of a folder holds its modules one level down
    for name in collected.chosen(modules):
        yield name, modules[name]
