"""Reads from address 0.

Must: its process ends, and the learner reads how.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["Your code crashed the Python interpreter (SIGSEGV)."]
# ///
import ctypes


def mnist_distance(a, b):
    return ctypes.string_at(0)
