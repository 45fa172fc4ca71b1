"""Kills its own process as the system would when memory runs out, and stops it as if it were being debugged.

Must: the one is tried once more and no more; the other ends at the limit of a call.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# says = ["Your code was stopped by the system", "did nothing for 1 seconds"]
# limits = { call_seconds = 1, exercise_seconds = 4 }
# ///
import os
import signal


def mnist_distance(a, b):
    os.kill(os.getpid(), signal.SIGKILL)


def is_3(x, mean3, mean7):
    os.kill(os.getpid(), signal.SIGSTOP)
