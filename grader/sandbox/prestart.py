"""This process's next zygote, started before anything heavy is imported: it imports torch while this process does.

So nothing here may import torch, or anything of ours that does.
"""

from grader.sandbox.launcher import Launcher
from grader.sandbox.start import start

_zygote: Launcher | None = None
_prepared = False


def prepare(sole: bool = False) -> None:
    """Start a zygote ahead of time; the first call in a process does. For `sole` see start."""
    global _zygote, _prepared  # one a process
    if not _prepared:
        _zygote, _prepared = start(keep_spare=True, sole=sole), True


def take() -> Launcher:
    """The zygote that was started ahead, or a new one; whoever takes it closes it."""
    global _zygote  # one a process
    taken, _zygote = _zygote or start(keep_spare=True), None
    return taken


def drop() -> None:
    """Close a zygote that nobody took."""
    global _zygote  # one a process
    if _zygote is not None:
        _zygote.close()
        _zygote = None
