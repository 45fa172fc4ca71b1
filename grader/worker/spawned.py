"""A worker where a process cannot be forked: a fresh interpreter that warms up, calls its grader, and serves once.

Its wire is a connection over the loopback device. When the grader is gone the wire closes, and this process ends, whatever the
learner's code is at: no other process sees to that here.
"""

import os
import select
import socket
import sys
import time
from dataclasses import asdict
from threading import Thread

from grader import protocol
from grader.worker.helpers.of_course import use_helpers
from grader.worker.lockdown import enter, preparation
from grader.worker.start import become_worker
from grader.worker.warm_up import forget_paths, warm, warm_optimizers

TOKEN = 32  # bytes on standard input, by which the grader knows its worker
FOREVER = float("inf")
SECONDS = 0.5  # between two looks for the grader


def main(port: int, folder: str, optimizers: bool = False) -> None:
    """Warm up, with the `optimizers` if they are expected; call the grader, and become the worker that it orders, with the helpers
    that the order brings along.

    Its scratch folder will lie in `folder`.
    """
    token = sys.stdin.buffer.read(TOKEN)
    warm()
    if optimizers:
        warm_optimizers()
    paths = forget_paths()
    prepared = preparation.prepare(parent=None, folder=folder)
    try:
        sock = socket.create_connection(("127.0.0.1", port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.sendall(token)
        order = protocol.receive(sock, FOREVER)
        sys.path[:] = paths
        use_helpers(order.pop("helpers"))
        forget_paths()
        protocol.send(sock, {"ready": os.getpid()}, FOREVER)
    except (protocol.WireError, OSError):  # the grader is gone, or needs no worker after all
        return
    claim = prepared.claim()  # it is free again once the lock-down closes all descriptors: so this is no more than a number
    user = claim.uid if claim else None
    order["limits"] = asdict(prepared.bounded(enter.Rlimits(**order["limits"]), user))
    become_worker(order, sock.detach(), prepared, user, before_serving=_end_with_grader)


def _end_with_grader(sock: socket.socket) -> None:
    """From now on this process ends with its wire, also when the learner's code never lets go. The thread is locked down, too."""
    Thread(target=_look, args=(sock,), daemon=True).start()


def _look(sock: socket.socket) -> None:
    while True:
        try:
            readable = select.select([sock], [], [], SECONDS)[0]
            if readable and not sock.recv(1, socket.MSG_PEEK):
                os._exit(0)
        except BlockingIOError:  # the request is taken already
            continue
        except (OSError, ValueError):  # the learner's code has closed its own end
            return
        if readable:
            time.sleep(SECONDS)  # a request that is about to be read, or waits for the learner's code
