"""Talks to another program of the same user by a socket that has no file, and so no permissions.

Must: it gets no socket.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["PermissionError"]
# bare = true
# ///
import socket

from target import TOKEN


def attack():
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(f"\0{TOKEN}")
        line.sendall(b"the hidden checks")


def mnist_distance(a, b):
    attack()
