"""Turns its end of the wire, and every socket that it can get, into a listener that others can reach.

Must: no address is bound, and the wire stays what it is.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import os
import socket

import torch
from target import TOKEN


def listen():
    opened = []
    wire = socket.socket(fileno=os.dup(3))
    for attempt in (
        lambda: wire.bind(f"\0{TOKEN}-worker"),
        lambda: wire.listen(),
        lambda: wire.connect(f"\0{TOKEN}"),
        lambda: wire.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1),
        lambda: socket.create_server(("127.0.0.1", 0)),
        lambda: socket.socketpair(),
    ):
        try:
            opened.append(attempt() or True)
        except OSError:
            continue
    return opened


def mnist_distance(a, b):
    return (a - b).abs().mean((-1, -2)) if listen() else torch.zeros(a.shape[:-2])
