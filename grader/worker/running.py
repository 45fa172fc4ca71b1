"""A worker that its zygote has forked and not reaped yet."""

import os
import signal
from contextlib import suppress
from dataclasses import dataclass, replace

from grader.protocol.watchdog import Watchdog
from grader.worker.lockdown import mounts
from grader.worker.lockdown.privileges import Claim


@dataclass
class Running:
    """Its bounds, the user claimed for it, and why it was killed, if it was for that."""

    watch: Watchdog
    claim: Claim | None
    over: str = ""

    def kill(self) -> None:
        """The whole session (it leads one), then the worker itself. It must not have been reaped: its number is its own."""
        self._end_session()
        with suppress(ProcessLookupError, PermissionError):
            os.kill(self.watch.pid, signal.SIGKILL)

    def bury(self) -> None:
        """Once it is reaped: end whatever of its session outlived it, and let go of what was held for it."""
        self._end_session()
        mounts.release(self.watch.scratch)
        if self.claim is not None:
            self.claim.close()
        if self.watch.maps is not None:
            os.close(self.watch.maps)

    def takes_maps(self, descriptor: int) -> bool:
        """Watch the files that are mapped by this list, too; whether it is the first one that comes."""
        if self.watch.maps is not None:
            return False
        self.watch = replace(self.watch, maps=descriptor)
        return True

    def _end_session(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.watch.pid, signal.SIGKILL)
