"""Calls itself without end.

Must: it is an error like any other, and the worker goes on.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["It raised RecursionError", "Does the function call itself without an end?"]
# ///


def mnist_distance(a, b):
    return mnist_distance(b, a)
