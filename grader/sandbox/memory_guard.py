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


def lower() -> None:
    """From now on this process gets no more than HEADROOM on top of the memory that it has."""
    try:
        data = int(Path("/proc/self/statm").read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # no /proc on this platform
        return
    _set(data + HEADROOM)


def lift() -> None:
    """As much as before the first call of lower()."""
    _set(None)


def _set(wanted: int | None) -> None:
    """The soft limit alone, which can be raised again; a stricter one that someone else has set stays."""
    if resource is None:
        return
    global _before  # a limit belongs to the process as a whole
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if _before is None:
        _before = soft
    most = _before if wanted is None else wanted if _before == resource.RLIM_INFINITY else min(wanted, _before)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    if wanted is None:
        _before = None


_before: int | None = None  # the soft limit that was there before; None where none is lowered
