"""Sends its own end of the wire down the wire, again and again, so that it stays open when the worker is gone.

Must: the grader notices the end of the worker, and keeps no descriptor that it was sent.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# says = ["Your code's answer could not be read"]
# limits = { call_seconds = 2, exercise_seconds = 4 }
# ///
import os
import socket


def mnist_distance(a, b):
    wire = socket.socket(fileno=3)
    for _ in range(20):
        socket.send_fds(wire, [b"x"], [3] * 50)
    os._exit(0)


def is_3(x, mean3, mean7):
    wire = socket.socket(fileno=3)
    socket.send_fds(wire, [b"WIRE" + bytes(12)], [3, 0, 1, 2])
    wire.shutdown(socket.SHUT_RD)
    while True:
        pass
