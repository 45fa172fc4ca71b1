"""What is watched from outside while workers run: memory and threads, which not every limit covers, and their scratch folders.
A zygote watches its own workers; where there is none, the grader does.

A scratch folder that is a file system of its own is bounded by the kernel; what is in it counts as memory, since it lies there.
Elsewhere its files are counted by name. A file without a name lives on while it is open, or mapped. Of the mapped ones a worker
gives a list (proc_pid_maps(5)) before it is locked down; each counts as the largest file that there can be. The open ones nobody
else can see: they are as many as a worker may have open.

proc_pid_statm(5): the second number is the resident size in pages. proc_pid_stat(5), proc_pid_mountinfo(5),
proc_tid_children(5). Elsewhere psutil knows the sizes, threads and children.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

PROC = Path("/proc/self/statm").exists()
SECONDS = 0.05  # between two looks: at 2 GB/s a worker gets 100 MB further than it may
THREADS = 128  # that a worker may start: torch starts fewer, and a bomb of threads ends before the machine notices


@dataclass(frozen=True)
class Watchdog:
    """What one worker may use: bytes of memory, bytes in its scratch folder, files there, folders included, and threads.

    `file` is what one of its files may have, in bytes, and `maps` a descriptor of the list of what it has mapped, if it gave one.
    """

    pid: int
    scratch: str
    memory: int
    folder: int
    files: int
    threads: int
    file: int = 0
    maps: int | None = None

    def over(self) -> str:
        """What the worker uses too much of, "files", "memory" or "threads"; "" where it keeps its bounds."""
        held = file_system(self.scratch)
        if held is None:
            used = self._used()
            if used is None or used > self.folder:
                return "files"
            held = used if _in_memory(self.scratch) else 0
        family = [self.pid, *descendants(self.pid)]
        if sum(resident(each) for each in family) + held > self.memory:  # each as large as it seems to itself
            return "memory"
        return "threads" if sum(threads(each) for each in family) > self.threads else ""

    def _used(self) -> int | None:
        """The bytes in the folder; None where there are too many files, or a folder cannot be read, which takes a hostile hand."""
        count = used = 0
        folders = [self.scratch]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        count += 1
                        if count > self.files:
                            return None
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
                        else:
                            used += _space(entry)
            except FileNotFoundError:  # removed while we looked
                continue
            except OSError:  # the scratch folder itself may be closed to a root without all of root's rights
                if folder != self.scratch:
                    return None
        return used + self.file * self._nameless()

    def _nameless(self) -> int:
        """How many files without a name the worker has mapped."""
        if self.maps is None:
            return 0
        start = f" {self.scratch}/".encode()
        lines = [line for line in _whole(self.maps).splitlines() if start in line and line.endswith(b" (deleted)")]
        return len({tuple(line.split(maxsplit=5)[3:5]) for line in lines})  # by device and number


def _whole(descriptor: int) -> bytes:
    """All of a file that is open already; nothing where its process is gone."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    parts = []
    with suppress(ProcessLookupError):
        while part := os.read(descriptor, 1 << 16):
            parts.append(part)
    return b"".join(parts)


def file_system(folder: str) -> int | None:
    """The bytes used in a folder that is a file system of its own, nameless files included; None where it is none."""
    try:
        if os.stat(folder).st_dev == os.stat(os.path.dirname(folder)).st_dev:
            return None
        space = os.statvfs(folder)
    except (OSError, AttributeError):  # it is gone, or this is Windows
        return None
    return (space.f_blocks - space.f_bfree) * space.f_frsize


def _in_memory(folder: str) -> bool:
    """Whether the files of a folder take memory, as on a tmpfs."""
    try:
        return PROC and _kind(os.stat(folder).st_dev) in ("tmpfs", "ramfs")
    except OSError:
        return False


@cache
def _kind(device: int) -> str:
    """The kind of file system that lies on a device; "" where nobody says."""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        if line.split()[2] == wanted:
            return line.rpartition(" - ")[2].split()[0]
    return ""


def _space(entry: "os.DirEntry[str]") -> int:
    """The bytes that a file takes on the disk, 0 once it is removed; Windows knows only how long it is."""
    try:
        file = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return 0
    return file.st_blocks * 512 if hasattr(file, "st_blocks") else file.st_size


def resident(pid: int) -> int:
    """The resident size of a process in bytes; 0 where nobody says, as when it has just ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except IndexError:
        return 0
    except OSError:
        return 0 if PROC else _ask(pid, lambda process: int(process.memory_info().rss), 0)


def threads(pid: int) -> int:
    """How many threads a process has; 0 where nobody says, as when it has just ended."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[17])
    except IndexError:
        return 0
    except OSError:
        return 0 if PROC else _ask(pid, lambda process: int(process.num_threads()), 0)


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    try:
        children = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # a kernel may be built without this file; where seccomp holds, workers start no processes
        none: list[int] = []
        return (
            none if PROC else _ask(pid, lambda process: [each.pid for each in process.children(recursive=True)], none)
        )
    return children + [each for child in children for each in descendants(child)]


def _ask(pid: int, question: Callable[[Any], T], unknown: T) -> T:
    """What psutil knows of a process, where there is no /proc."""
    import psutil

    try:
        return question(psutil.Process(pid))
    except (psutil.Error, OSError):
        return unknown
