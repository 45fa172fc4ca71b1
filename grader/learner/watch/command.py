"""`grader watch`: edit, save, see. A warm process judges every save, and the screen stays free for the learner."""

import queue
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

from rich.console import Console

from grader.course import CourseError, current
from grader.learner.watch.keyboard import Ended, keys
from grader.learner.watch.saved_files import follow
from grader.learner.watch.screen import full_screen, plain
from grader.learner.watch.state import Watching
from grader.learner.work import stop
from grader.submission.model import SubmissionError

TICK = 0.5  # seconds after which the screen is drawn anew, in case its size has changed

News = tuple[str, Any]


def watch_work(folder: Path) -> int:
    """Watch until the learner quits; the exit status."""
    console = Console(highlight=False)
    events: queue.Queue[News] = queue.Queue()
    over = Event()
    try:
        watching = Watching(folder, lambda kind, content: events.put((kind, content)))
    except (CourseError, SubmissionError) as error:
        return stop(error)
    try:
        with ExitStack() as stack:
            if console.is_terminal and not console.is_dumb_terminal and sys.stdin.isatty():
                stack.enter_context(keys(lambda key: events.put(("key", key))))
                show = stack.enter_context(full_screen(console))
            else:
                show = stack.enter_context(plain(console))
                Console(stderr=True, highlight=False).print(current().line(), markup=False, soft_wrap=True)
                console.print("Watching your files; Ctrl-C ends it.")
            follow(folder, lambda: events.put(("saved", None)), over)
            while not watching.over:
                show(watching.view())
                watching.take(*_next(events))
    except (KeyboardInterrupt, Ended):
        pass
    finally:
        over.set()
        watching.judge.stop()
    return 0


def _next(events: "queue.Queue[News]") -> News:
    try:
        return events.get(timeout=TICK)
    except queue.Empty:
        return "tick", None
