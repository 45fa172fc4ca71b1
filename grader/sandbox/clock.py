"""How long a worker has been at a request, seen from outside: by the processor, asleep, and by the clock on the wall.

What counts is the processor time of all its threads, as in the sandboxes of programming contests: on a busy machine the same code
takes more of everybody's time and no more of its own. Whoever sleeps, or waits for what never comes, uses none, so the time asleep
counts alike: time by the clock, less what the worker ran and less what it waited for a processor. Where the kernel does not tell
that, a far longer time by the clock ends it.

clock_getcpuclockid(3); Linux, Documentation/scheduler/sched-stats.rst for /proc/<pid>/task/<tid>/schedstat, whose second number is
the time spent waiting on a run queue, in nanoseconds. Elsewhere psutil knows the processor time.
"""

import ctypes
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from grader import protocol

LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
PATIENCE = 10  # by the clock on the wall, an answer may take so many times the limit
LOOK = 0.2  # seconds between two looks
BUSY, ASLEEP, LATE = "busy", "asleep", "late"  # why a request is over


class Clock:
    """What one process has used so far."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.number = _clock_of(pid)

    def busy(self) -> float | None:
        """Seconds of processor time, of all threads; None where nobody says, as when it has just ended."""
        if self.number is None:
            return _asked(self.pid)
        try:
            return time.clock_gettime(self.number)
        except OSError:
            return None

    def queued(self) -> float | None:
        """Seconds that its threads waited for a processor while they could have run; None where nobody says."""
        try:
            threads = list(Path(f"/proc/{self.pid}/task").iterdir())
            return sum(int((each / "schedstat").read_bytes().split()[1]) for each in threads) / 1e9
        except (OSError, IndexError, ValueError):
            return None


def _clock_of(pid: int) -> int | None:
    """The number of the clock of a process; None where there is no such thing."""
    if LIBC is None:
        return None
    number = ctypes.c_int()
    return number.value if LIBC.clock_getcpuclockid(pid, ctypes.byref(number)) == 0 else None


def _asked(pid: int) -> float | None:
    """What psutil knows of its processor time."""
    import psutil

    try:
        times = psutil.Process(pid).cpu_times()
    except (psutil.Error, OSError):
        return None
    return float(times.user + times.system)


@dataclass(frozen=True)
class Spent:
    """Seconds: what counts, and by the clock on the wall."""

    counted: float = 0.0
    by_the_wall: float = 0.0

    def __bool__(self) -> bool:
        """Whether there is some of both."""
        return self.counted > 0 and self.by_the_wall > 0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.counted + other.counted, self.by_the_wall + other.by_the_wall)

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(self.counted - other.counted, self.by_the_wall - other.by_the_wall)


class Deadline(protocol.Deadline):
    """The end of one request: when its worker has run, or slept, for so many `seconds`, or has taken `patience` by the wall."""

    def __init__(self, clock: Clock, seconds: float, patience: float) -> None:
        self.clock = clock
        self.seconds = seconds
        self.patience = patience
        self.start = time.monotonic()
        self.busy_before = clock.busy()
        self.looked: tuple[float, float, float] | None = None  # the first look: by the wall, busy, queued
        self.over = ""  # BUSY, ASLEEP or LATE

    def left(self) -> float:
        """Seconds until it should be asked again, at the most. Raises WireTimeout when the time is over."""
        wall, busy, asleep = self._used()
        if busy >= self.seconds:
            self.over = BUSY
        elif asleep >= self.seconds:
            self.over = ASLEEP
        elif wall >= self.patience:
            self.over = LATE
        if self.over:
            raise protocol.WireTimeout(f"the worker is {self.over}")
        return min(LOOK, max(0.001, self.patience - wall))

    @property
    def limit(self) -> float:
        """The seconds that were over."""
        return self.patience if self.over == LATE else self.seconds

    def spent(self) -> Spent:
        """What the request has taken so far."""
        wall, busy, asleep = self._used()
        return Spent(busy + asleep, wall)

    def _used(self) -> tuple[float, float, float]:
        """Seconds by the wall, busy and asleep. Before the first look, which most requests never see, nothing counts as asleep."""
        wall = time.monotonic() - self.start
        if self.busy_before is None:  # nobody says
            return wall, wall, 0.0
        busy = (self.clock.busy() or self.busy_before) - self.busy_before
        return wall, busy, self._asleep(wall, busy)

    def _asleep(self, wall: float, busy: float) -> float:
        if wall < LOOK:
            return 0.0
        queued = self.clock.queued()
        if queued is None:
            return 0.0
        if self.looked is None:
            self.looked = (wall, busy, queued)
        then_wall, then_busy, then_queued = self.looked
        return max(0.0, (wall - then_wall) - (busy - then_busy) - (queued - then_queued))
