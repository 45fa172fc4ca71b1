"""Sends what it has found over the network, to a listener on this machine and by the resolver.

Must: it gets no socket.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["PermissionError"]
# bare = true
# ///
import socket

from target import TCP


def attack():
    with socket.create_connection(("127.0.0.1", TCP), timeout=5) as line:
        line.sendall(b"the hidden checks")


def mnist_distance(a, b):
    attack()
