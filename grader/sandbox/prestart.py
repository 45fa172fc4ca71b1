"""This process's next zygote, started before anything heavy is imported: it imports torch while this process does.

So nothing here may import torch, or anything of ours that does.
"""

from grader.sandbox.launcher import Launcher
from grader.sandbox.start import start

_ahead: Launcher | None = None
_prepared = False


def prepare(alone: bool = False) -> None:
    """Start a zygote ahead of time; the first call in a process does. For `alone` see start."""
    global _ahead, _prepared  # one a process
    if not _prepared:
        _ahead, _prepared = start(ahead=True, alone=alone), True


def take() -> Launcher:
    """The zygote that was started ahead, or a new one; whoever takes it closes it."""
    global _ahead  # one a process
    taken, _ahead = _ahead or start(ahead=True), None
    return taken


def drop() -> None:
    """Close a zygote that nobody took."""
    global _ahead  # one a process
    if _ahead is not None:
        _ahead.close()
        _ahead = None
