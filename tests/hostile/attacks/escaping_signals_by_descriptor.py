"""Has the kernel signal the grader: a pipe may name any process as the one to be told that there is something to read.

Must: a descriptor can be given no owner.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["PermissionError"]
# bare = true
# ///
import fcntl
import os
import signal

from target import GRADER

F_SETSIG = 10


def attack():
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, GRADER)
    fcntl.fcntl(reading, F_SETSIG, signal.SIGUSR2)
    fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC)
    os.write(writing, b"x")


def mnist_distance(a, b):
    attack()
