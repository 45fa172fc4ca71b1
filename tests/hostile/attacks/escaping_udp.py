"""Sends a datagram, which needs no connection, by way of every family of sockets that could carry one.

Must: it gets no socket.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["PermissionError"]
# bare = true
# ///
import socket

from target import UDP


def attack():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.sendto(b"the hidden checks", ("127.0.0.1", UDP))


def mnist_distance(a, b):
    for family in (socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET, socket.AF_VSOCK, socket.AF_ALG):
        try:
            socket.socket(family, socket.SOCK_RAW)
            return (a - b).abs().mean((-1, -2))
        except OSError:
            continue
    attack()
