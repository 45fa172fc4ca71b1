"""Gives a file outside a second name in its own folder, where it may write.

Must: no name can be given to what lies outside, nor to its own files there.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["It raised OSError: [Errno 18]"]
# bare = true
# ///
import os

from target import OUTSIDE


def attack():
    os.link(os.path.join(OUTSIDE, "canary.txt"), "mine.txt")
    with open("mine.txt", "a") as file:
        file.write("x")


def mnist_distance(a, b):
    with open("own.txt", "w") as file:
        file.write("x")
    for name in ("own.txt", "."):
        try:
            os.rename(name, os.path.join(OUTSIDE, "own.txt"))
            return (a - b).abs().mean((-1, -2))
        except OSError:
            continue
    attack()
