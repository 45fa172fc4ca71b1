"""Copies the exercise from another learner's folder.

Must: no other submission can be read.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["PermissionError"]
# bare = true
# ///
import os
import shutil

from target import NEIGHBOUR, OUTSIDE


def attack():
    shutil.copy(os.path.join(NEIGHBOUR, "unit02_similarity.py"), os.path.join(OUTSIDE, "copied.py"))


def mnist_distance(a, b):
    attack()
    names = {}
    with open(os.path.join(NEIGHBOUR, "unit02_similarity.py")) as file:
        exec(file.read(), names)
    return names["mnist_distance"](a, b)
