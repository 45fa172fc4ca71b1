"""Reports each save in the learner's folder as it happens."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from watchfiles import Change, watch

from grader.submission.files import KINDS, hidden

SETTLE = 25  # milliseconds without a further change, after which a save counts as whole
AT_MOST = 200  # milliseconds that a stream of changes is waited for
AGAIN = 0.5  # seconds between two looks for a folder that was moved away


def follow(folder: Path, tell: Callable[[], None], over: Event) -> Thread:
    """Call `tell` after every change to a unit in the folder, until `over` is set; also when the folder goes or comes back."""
    thread = Thread(target=_follow, args=(folder, tell, over), daemon=True)
    thread.start()
    return thread


def _follow(folder: Path, tell: Callable[[], None], over: Event) -> None:
    while not over.is_set():
        try:
            same = folder.stat().st_ino
            for changes in watch(
                folder, watch_filter=_matters, debounce=AT_MOST, step=SETTLE, stop_event=over, rust_timeout=500,
                yield_on_timeout=True, recursive=False, raise_interrupt=False,
            ):  # fmt: skip
                if changes:
                    tell()
                elif folder.stat().st_ino != same:
                    break  # another folder has taken its place
        except (OSError, RuntimeError):  # the folder was moved away, or cannot be watched: look again
            pass
        if not over.is_set():
            tell()
            while not folder.is_dir() and not over.is_set():
                time.sleep(AGAIN)
            tell()


def _matters(_: Change, path: str) -> bool:
    name = Path(path).name
    return name.endswith(KINDS) and not hidden(name)
