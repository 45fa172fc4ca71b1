"""Prints without end, and raises an error whose text would fill every report.

Must: nothing is printed anywhere, and a message is cut.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# says = ["It raised ValueError: xxx"]
# limits = { call_seconds = 2, exercise_seconds = 4 }
# ///
import os
import sys


def mnist_distance(a, b):
    for _ in range(100):
        print("x" * (1 << 20))
        sys.stderr.write("x" * (1 << 20))
        os.write(2, b"x" * (1 << 20))
    raise ValueError("x" * (50 << 20))


def is_3(x, mean3, mean7):
    while True:
        print("x" * (1 << 20))
