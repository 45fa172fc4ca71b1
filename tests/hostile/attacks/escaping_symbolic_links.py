"""Puts links into its folder that lead outside: to write through them, and to have the grader remove what they lead to.

Must: it can make no link, and whoever clears its folder would not follow one.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["PermissionError"]
# bare = true
# ///
import os

from target import OUTSIDE


def attack():
    os.symlink(os.path.join(OUTSIDE, "canary.txt"), "mine.txt")
    with open("mine.txt", "a") as file:
        file.write("x")
    os.symlink(OUTSIDE, "folder")


def mnist_distance(a, b):
    attack()
