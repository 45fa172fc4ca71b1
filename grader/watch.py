"""What is watched from outside while workers run: their memory, which not every limit covers, and their scratch folders, whose
files no limit counts. A zygote watches its own workers; where there is none, the grader does.

proc_pid_statm(5): the second number is the resident size in pages. proc_tid_children(5). Elsewhere psutil knows both.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

PROC = Path("/proc/self/statm").exists()
SECONDS = 0.05  # between two looks: at 2 GB/s a worker gets 100 MB further than it may


@dataclass(frozen=True)
class Watch:
    """What one worker may use: bytes of memory, bytes in its scratch folder, and files there, folders included."""

    pid: int
    scratch: str
    memory: int
    folder: int
    files: int

    def over(self) -> str:
        """What the worker uses too much of, "memory" or "files"; "" where it keeps its bounds."""
        if _family(self.pid) > self.memory:
            return "memory"
        return "files" if self._too_much() else ""

    def _too_much(self) -> bool:
        """Whether there are too many files, or too large ones; also where a folder cannot be read, which takes a hostile hand."""
        count = used = 0
        folders = [self.scratch]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        count += 1
                        if count > self.files:
                            return True
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
                        else:
                            used += _space(entry.stat(follow_symlinks=False))
            except FileNotFoundError:  # removed while we looked
                continue
            except OSError:  # the scratch folder itself may be closed to a root without all of root's rights
                return folder != self.scratch
        return used > self.folder


def _space(file: os.stat_result) -> int:
    """The bytes that a file takes on the disk; Windows knows only how long it is."""
    return file.st_blocks * 512 if hasattr(file, "st_blocks") else file.st_size


def resident(pid: int) -> int:
    """The resident size of a process in bytes; 0 where nobody says, as when it has just ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except IndexError:
        return 0
    except OSError:
        return 0 if PROC else _ask(pid, lambda process: int(process.memory_info().rss), 0)


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


def _family(pid: int) -> int:
    """The resident sizes of a process and its descendants, each as large as it seems to itself."""
    return resident(pid) + sum(resident(each) for each in descendants(pid))


def _ask(pid: int, question: Callable[[Any], T], unknown: T) -> T:
    """What psutil knows of a process, where there is no /proc."""
    import psutil

    try:
        return question(psutil.Process(pid))
    except (psutil.Error, OSError):
        return unknown
