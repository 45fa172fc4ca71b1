"""Closes the wire and runs on, puts another file in its place, or shuts one direction of it.

Must: that is the end of its worker.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [], l1_distance = [] }
# says = ["Your code closed its connection to the grader"]
# limits = { call_seconds = 1, exercise_seconds = 3 }
# ///
import os
import socket
import time


def mnist_distance(a, b):
    os.close(3)
    time.sleep(60)


def is_3(x, mean3, mean7):
    os.dup2(0, 3)
    return True


def l1_distance(a, b):
    socket.socket(fileno=os.dup(3)).shutdown(socket.SHUT_WR)
    time.sleep(60)
