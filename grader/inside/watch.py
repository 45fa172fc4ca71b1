"""What the zygote keeps an eye on while its workers run: their memory, which not every limit covers, and their scratch folders,
whose files no limit counts.

proc_pid_statm(5): the second number is the resident size in pages. proc_tid_children(5).
"""

import os
from dataclasses import dataclass
from pathlib import Path

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
                            used += entry.stat(follow_symlinks=False).st_blocks * 512
            except FileNotFoundError:  # removed while we looked
                continue
            except OSError:  # the scratch folder itself may be closed to a root without all of root's rights
                return folder != self.scratch
        return used > self.folder


def resident(pid: int) -> int:
    """The resident size of a process in bytes; 0 where nobody says: it has just ended, or this platform has no /proc."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _family(pid: int) -> int:
    """The resident sizes of a process and its descendants, each as large as it seems to itself."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # a kernel may be built without this file; where seccomp holds, workers start no processes
        children = []
    return resident(pid) + sum(_family(int(each)) for each in children)
