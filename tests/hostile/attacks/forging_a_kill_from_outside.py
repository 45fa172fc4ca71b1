"""Ends each of its workers by SIGKILL, as the system does where memory is short: twice in a row, and before, during and after a call.

Must: alone on the machine, where the course's own solution lives, that is its own doing.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# says = ["Your code was stopped by the system"]
# ///
import os
import signal
import threading


def mnist_distance(a, b):
    os.kill(os.getpid(), signal.SIGKILL)


def is_3(x, mean3, mean7):
    threading.Timer(0.001, os.kill, (os.getpid(), signal.SIGKILL)).start()
    while True:
        pass
