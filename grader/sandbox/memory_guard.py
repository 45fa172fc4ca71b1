"""A limit for the grader's own memory while it judges: a hostile shape must not make a check's arithmetic take all there is.

A bias of [4194304] in place of [1], added to scores [200, 1], would be gigabytes. With the limit such a check fails as it would
for any other answer that it cannot judge. setrlimit(2) (RLIMIT_DATA), proc_pid_statm(5).
"""

import os
from pathlib import Path

try:
    import resource
except ImportError:  # Windows has no limits of this kind
    resource = None  # type: ignore[assignment]

HEADROOM = 1 << 30  # bytes; the checks need some 450 MB for the 60,000 training images, which they hold as float32

_before: int | None = None  # the soft limit that was there before; None where none is lowered
_holders = 0  # how many guards hold it down


class MemoryGuard:
    """One who lowers the limit, and lifts it again. Where several do, it is lifted with the last of them."""

    def __init__(self) -> None:
        self.holds = False

    def lower(self) -> None:
        """From now on this process gets no more than HEADROOM on top of the memory that it has."""
        global _before, _holders  # a limit belongs to the process as a whole
        if resource is None:
            return
        try:
            data = int(Path("/proc/self/statm").read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:  # no /proc on this platform
            return
        if _before is None:
            _before = resource.getrlimit(resource.RLIMIT_DATA)[0]
        if not self.holds:
            self.holds = True
            _holders += 1
        wanted = data + HEADROOM
        _set(wanted if _before == resource.RLIM_INFINITY else min(wanted, _before))  # a stricter one of someone else's stays

    def lift(self) -> None:
        """Take back what this guard lowered; as often as you like."""
        global _before, _holders  # as above
        if not self.holds:
            return
        self.holds = False
        _holders -= 1
        if not _holders and _before is not None:
            _set(_before)
            _before = None


def _set(soft: int) -> None:
    """The soft limit alone, which can be raised again."""
    resource.setrlimit(resource.RLIMIT_DATA, (soft, resource.getrlimit(resource.RLIMIT_DATA)[1]))
