"""Reads single keys from a terminal, and restores the terminal afterwards, whatever happens in between."""

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from types import FrameType

ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
QUIT = "q"
MOMENT = 0.2  # seconds

Read = Callable[[], bytes | None]


class Ended(BaseException):
    """Someone asked this process to end; an exception, so that everything is put back on the way out."""


@contextmanager
def keys(press: Callable[[str], None]) -> Iterator[None]:
    """Call `press` for every key while the block runs; the end of the input reads as "q".

    The terminal is put back in every case, also on Ctrl-C, SIGTERM and SIGHUP. Ctrl-Z does nothing here: it would leave the
    screen half-drawn to the shell. Raises Ended in the block on SIGTERM and SIGHUP.
    """
    handlers = {each: signal.signal(each, _end) for each in ENDING}
    if hasattr(signal, "SIGTSTP"):
        handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    over = Event()
    try:
        with _key_by_key() as read:
            Thread(target=_listen, args=(read, press, over), daemon=True).start()
            try:
                yield
            finally:
                over.set()
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)


@contextmanager
def _key_by_key() -> Iterator[Read]:
    """What waits a moment for a key, which the terminal gives at once: None where there is none, b"" at the end of the input."""
    try:
        import termios
        import tty
    except ImportError:
        yield _read_console
        return
    source = sys.stdin.fileno()
    before = termios.tcgetattr(source)
    try:
        tty.setcbreak(source)
        yield lambda: os.read(source, 64) if select.select([source], [], [], MOMENT)[0] else None
    finally:
        with suppress(termios.error, OSError):  # a terminal that is gone needs nothing
            termios.tcsetattr(source, termios.TCSAFLUSH, before)


def _read_console() -> bytes | None:
    """A key of a console of Windows."""
    import msvcrt

    if not msvcrt.kbhit():  # type: ignore[attr-defined]  # known on Windows alone
        time.sleep(MOMENT)
        return None
    key = msvcrt.getwch()  # type: ignore[attr-defined]  # as above
    if key in "\x00\xe0":  # an arrow, or another key that sends more than itself
        return b"\x1b" + bytes(msvcrt.getwch().encode())  # type: ignore[attr-defined]  # as above
    return bytes(key.encode())


def _listen(read: Read, press: Callable[[str], None], over: Event) -> None:
    while not over.is_set():
        try:
            pressed = read()
        except OSError:
            pressed = b""
        if over.is_set():
            return
        if pressed is None:
            continue
        if pressed in (b"", b"\x03", b"\x04"):
            press(QUIT)
            return
        if not pressed.startswith(b"\x1b"):  # an arrow or another key that sends more than itself
            for key in pressed.decode("utf-8", "ignore"):
                press(key.lower())


def _end(number: int, _: FrameType | None) -> None:
    raise Ended(number)
