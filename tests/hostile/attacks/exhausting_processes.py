"""Starts processes without end, each in a session of its own.

Must: it cannot start one.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["PermissionError"]
# bare = true
# ///
import os
import time


def attack():
    for _ in range(5):  # as many as it takes to see it; a real one would not stop here
        if os.fork() == 0:
            os.setsid()
            time.sleep(20)
            os._exit(0)


def mnist_distance(a, b):
    attack()
