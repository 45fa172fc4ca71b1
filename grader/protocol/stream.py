"""Frames over a socket: one absolute deadline covers a whole frame, and memory is taken as the bytes arrive."""

import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from grader.protocol.frames import HEAD, REQUEST, Bounds, Deadline, Handle, WireClosed
from grader.protocol.packing import pack
from grader.protocol.unpacking import parse, sizes

MOMENT = 0.002  # seconds that a busy-polling reader looks for a message: most come sooner than a processor that sleeps wakes up
CHUNK = 4 << 20  # bytes; memory that is taken before the bytes for it are there


def send(
    sock: socket.socket,
    message: Any,
    deadline: float | Deadline,
    keep: Callable[[object], Handle] | None = None,
    bounds: Bounds = REQUEST,
) -> None:
    """Send one frame before `deadline` (seconds on time.monotonic's clock, or what keeps another time)."""
    transmit(sock, pack(message, keep, bounds), deadline)


def transmit(sock: socket.socket, frame: list[memoryview], deadline: float | Deadline) -> None:
    """Send a frame that is packed already."""
    ends = _deadline(deadline)
    buffers = [each for each in frame if len(each)]
    while buffers:
        _arm(sock, ends)
        try:
            sent = sock.sendmsg(buffers[:256]) if hasattr(sock, "sendmsg") else sock.send(buffers[0])  # not on Windows
        except TimeoutError:  # perhaps only the time to look at the clock
            continue
        except OSError as error:
            raise WireClosed(f"the peer is gone ({error})") from None
        while buffers and sent >= len(buffers[0]):
            sent -= len(buffers.pop(0))
        if sent:
            buffers[0] = buffers[0][sent:]


def receive(sock: socket.socket, deadline: float | Deadline, bounds: Bounds = REQUEST, busy_poll: bool = False) -> Any:
    """The next message. With `busy_poll` the processor looks for it for a moment, before it sleeps until the message comes.

    Raises WireTimeout, WireClosed, or WireError for a frame that breaks any rule of the protocol.

    Tensors arrive as plain CPU tensors over the frame's own memory, and require a gradient where the sender's did;
    `device_of(tensor)` tells where they lived there.
    """
    if busy_poll:
        _look(sock)
    ends = _deadline(deadline)
    header_size, body_size = sizes(_read(sock, HEAD.size, ends), bounds)
    header = parse(_read(sock, header_size, ends), body_size)
    return header.message(_read(sock, body_size, ends))


def _deadline(given: float | Deadline) -> Deadline:
    return given if isinstance(given, Deadline) else Deadline(given)


def _look(sock: socket.socket) -> None:
    """Return once there is something to read, or that the wire is closed, or after a moment. Whoever reads finds out which."""
    end = time.monotonic() + MOMENT
    with suppress(OSError):
        sock.setblocking(False)
        while time.monotonic() < end:
            with suppress(BlockingIOError):
                sock.recv(1, socket.MSG_PEEK)
                return
            os.sched_yield()


def _arm(sock: socket.socket, deadline: Deadline) -> None:
    left = deadline.left()
    try:
        sock.settimeout(min(left, 86_400.0))  # the platform bounds a timeout; a day is for ever
    except OSError as error:
        raise WireClosed(f"the wire is closed ({error})") from None


def _read(sock: socket.socket, size: int, deadline: Deadline) -> bytearray:
    data = bytearray(min(size, CHUNK))
    done = 0
    while done < size:
        if done == len(data):
            data += bytes(min(size - done, done))  # doubling copies each byte once or twice, however large the frame
        _arm(sock, deadline)
        try:
            with memoryview(data) as view:
                got = sock.recv_into(view[done:])
        except TimeoutError:  # perhaps only the time to look at the clock
            continue
        except OSError as error:
            raise WireClosed(f"the peer is gone ({error})") from None
        if got == 0:
            raise WireClosed("the peer is gone")
        done += got
    return data
