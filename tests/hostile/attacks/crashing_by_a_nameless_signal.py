"""Ends its process by signals that have no name, of which nothing can be told but a number.

Must: that number is told, of a worker that holds no solutions.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# says = ["(signal 35)"]
# ///
import os
import signal


def mnist_distance(a, b):
    os.kill(os.getpid(), 35)


def is_3(x, mean3, mean7):
    os.kill(os.getpid(), signal.SIGSYS)
