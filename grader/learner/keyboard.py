"""Single keys from a terminal, and the terminal as it was afterwards, whatever happens in between."""

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from types import FrameType

ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
QUIT = "q"


class Ended(BaseException):
    """Someone asked this process to end; an exception, so that everything is put back on the way out."""


@contextmanager
def keys(press: Callable[[str], None]) -> Iterator[None]:
    """Call `press` for every key while the block runs; the end of the input reads as "q".

    The terminal is put back in every case, also on Ctrl-C, SIGTERM and SIGHUP. Ctrl-Z does nothing here: it would leave the
    screen half-drawn to the shell. Raises Ended in the block on SIGTERM and SIGHUP.
    """
    import termios
    import tty

    source = sys.stdin.fileno()
    before = termios.tcgetattr(source)
    handlers = {each: signal.signal(each, _end) for each in ENDING}
    handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    over = Event()
    try:
        tty.setcbreak(source)
        Thread(target=_read, args=(source, press, over), daemon=True).start()
        yield
    finally:
        over.set()
        with suppress(termios.error, OSError):  # a terminal that is gone needs nothing
            termios.tcsetattr(source, termios.TCSAFLUSH, before)
        for each, handler in handlers.items():
            signal.signal(each, handler)


def _read(source: int, press: Callable[[str], None], over: Event) -> None:
    while not over.is_set():
        try:
            if not select.select([source], [], [], 0.2)[0]:
                continue
            pressed = os.read(source, 64)
        except OSError:
            pressed = b""
        if over.is_set():
            return
        if not pressed or pressed == b"\x04":
            press(QUIT)
            return
        if not pressed.startswith(b"\x1b"):  # an arrow or another key that sends more than itself
            for key in pressed.decode("utf-8", "ignore"):
                press(key.lower())


def _end(number: int, _: FrameType | None) -> None:
    raise Ended(number)
