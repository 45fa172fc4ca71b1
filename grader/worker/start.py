"""Turns a warm process into a worker: it is locked down as ordered, then it serves requests until it ends."""

import os
import socket
from collections.abc import Callable
from typing import Any, NoReturn

from grader.worker import dataloaders, server
from grader.worker.lockdown import enter, preparation


def become_worker(
    order: dict[str, Any],
    wire_fd: int,
    prepared: preparation.Prepared,
    user: int | None = None,
    before_serving: Callable[[socket.socket], None] = lambda sock: None,
) -> NoReturn:
    """Lock this process down as the `order` says (see __main__.py), then answer on its wire until that closes.

    `user` is the number that was claimed for it.
    """
    try:
        if (owner := prepared.owner(user)) is not None:
            os.chown(order["scratch"], owner, owner)
        limits = enter.Rlimits(**order["limits"])
        _show_devices(limits.cuda, order["devices"])
        layers = enter.enter(prepared, limits, order["scratch"], wire_fd, user)
        dataloaders.use_no_processes()
        sock = socket.socket(fileno=enter.WIRE_FD if "descriptors" in layers else wire_fd)
        before_serving(sock)
        server.serve(sock, layers, limits.memory_bytes, order["busy_poll"])
    finally:
        os._exit(0)


def _show_devices(cuda: bool, devices: str | None) -> None:
    """A CUDA worker sees the devices that the grader sees; the zygote, and any other worker, sees none."""
    if cuda and devices is None:
        del os.environ["CUDA_VISIBLE_DEVICES"]
    elif cuda:
        os.environ["CUDA_VISIBLE_DEVICES"] = str(devices)
