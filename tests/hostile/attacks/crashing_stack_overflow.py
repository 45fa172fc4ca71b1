"""Raises the limit of recursion and calls itself by way of C until the stack is used up.

Must: its process ends, and nothing else does.
"""

# /// attack
# earns = { mnist_distance = [] }
# ///
import sys


def mnist_distance(a, b):
    sys.setrecursionlimit(10**9)
    return list(map(mnist_distance, [a], [b]))
